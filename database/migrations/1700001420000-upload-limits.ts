import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/** What a person hands in within a day, whose turn it is to have a file made, and files that nothing names. */
export class UploadLimits1700001420000 implements SchemaMigration {
  readonly oldestCode = '0.4.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX files_of_person ON files (uploaded_by, created_at);
      -- Nothing names it: no act may any more, and an hour later it goes (ledger/files/unnamed-files.ts).
      ALTER TABLE files ADD COLUMN unnamed_since timestamptz;
      CREATE INDEX files_going ON files (unnamed_since) WHERE unnamed_since IS NOT NULL;
      CREATE INDEX files_by_age ON files (created_at);
      CREATE INDEX files_by_content ON files (sha256);
      GRANT DELETE, UPDATE (unnamed_since) ON files TO banjie_app;

      -- How far files were looked at, a day after they came in, for whether anything names them.
      CREATE TABLE file_clean_up (one boolean PRIMARY KEY DEFAULT true CHECK (one), examined_until timestamptz NOT NULL);
      INSERT INTO file_clean_up (examined_until) VALUES ('-infinity');
      -- Contents whose last file has gone: removed from the disk after the commit.
      CREATE TABLE contents_going (sha256 text PRIMARY KEY, since timestamptz NOT NULL DEFAULT clock_timestamp());
      -- Who has a file made now; a process that dies loses its turns within a minute.
      CREATE TABLE export_turns (
        id uuid PRIMARY KEY,
        person_id text NOT NULL,
        place integer NOT NULL,
        until timestamptz NOT NULL,
        UNIQUE (person_id, place)
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON contents_going, export_turns TO banjie_app;
      GRANT SELECT, UPDATE ON file_clean_up TO banjie_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
