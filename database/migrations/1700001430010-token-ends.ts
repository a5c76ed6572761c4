import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/**
 * Tokens end, by the database's own clock, and say who made them; whoever gets a token, a post or a one-time password
 * is told of it, and who is above them.
 */
export class TokenEnds1700001430010 implements SchemaMigration {
  readonly oldestCode = '0.4.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Those of before hold for 90 days from now.
      ALTER TABLE tokens ADD COLUMN ends_at timestamptz NOT NULL DEFAULT clock_timestamp() + interval '90 days';
      -- Null where nobody entered it (the demo people's).
      ALTER TABLE tokens ADD COLUMN made_by text REFERENCES people;
      UPDATE tokens SET made_by = changes.by FROM organisation_changes changes
      WHERE changes.what = 'token' AND changes.change = 'created' AND changes.subject = tokens.id::text AND EXISTS (SELECT FROM people WHERE id = changes.by);

      CREATE TABLE access_notices (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        person_id text NOT NULL REFERENCES people,
        -- What it tells of: whose access, what, why, by whom.
        change_id bigint NOT NULL REFERENCES organisation_changes,
        at timestamptz NOT NULL,
        read_at timestamptz,
        -- Beside the inbox, through the first channel there is; by the database's clock.
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'given-up', 'skipped')),
        attempts integer NOT NULL DEFAULT 0,
        claimed_at timestamptz,
        UNIQUE (change_id, person_id)
      );
      CREATE INDEX access_notices_of_person ON access_notices (person_id, id);
      CREATE INDEX access_notices_waiting ON access_notices (id) WHERE state = 'waiting';
      GRANT SELECT, INSERT ON access_notices TO banjie_app;
      GRANT UPDATE (read_at, state, attempts, claimed_at) ON access_notices TO banjie_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
