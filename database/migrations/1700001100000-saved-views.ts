import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/** Views of lists that people save for themselves, or share with their organisation. */
export class SavedViews1700001100000 implements SchemaMigration {
  readonly oldestCode = '0.3.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE saved_views (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        person_id text NOT NULL REFERENCES people,
        organisation text NOT NULL,
        page text NOT NULL,
        name text NOT NULL,
        query text NOT NULL CHECK (length(query) <= 2000),
        shared boolean NOT NULL,
        created_at timestamptz NOT NULL
      );
      CREATE INDEX saved_views_of_person ON saved_views (person_id, id);
      CREATE INDEX saved_views_shared ON saved_views (organisation, id) WHERE shared;
      GRANT SELECT, INSERT, DELETE ON saved_views TO banjie_app;
      GRANT USAGE ON SEQUENCE saved_views_id_seq TO banjie_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
