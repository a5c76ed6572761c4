import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/** Links for wall screens: a secret that opens the numbers of a site or organisation, and nothing else. */
export class WallLinks1700001800300 implements SchemaMigration {
  readonly oldestCode = '0.7.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE wall_links (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        hash text NOT NULL UNIQUE, -- SHA-256 of the secret, in hex
        organisation text NOT NULL,
        site_id text REFERENCES sites, -- null: all of the organisation
        name text NOT NULL, -- where the screen hangs
        created_by text NOT NULL REFERENCES people,
        created_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL, -- by the database's own clock
        ended_by text REFERENCES people,
        ended_at timestamptz
      );
      CREATE INDEX wall_links_of ON wall_links (organisation, id);

      ALTER TABLE organisation_changes DROP CONSTRAINT organisation_changes_what_check;
      ALTER TABLE organisation_changes ADD CONSTRAINT organisation_changes_what_check
        CHECK (what IN ('person', 'post', 'token', 'password', 'site', 'roster-entry', 'swap', 'absence', 'delegation', 'attendance', 'contact', 'standard-answer', 'wall-link', 'base-line'));

      GRANT SELECT, INSERT, UPDATE (ended_by, ended_at) ON wall_links TO banjie_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
