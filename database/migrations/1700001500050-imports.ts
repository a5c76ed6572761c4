import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/** Imports over the API: how far each has come, and what became of its rows (ledger/imports/import-records.ts). */
export class Imports1700001500050 implements SchemaMigration {
  readonly oldestCode = '0.5.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE imports (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        entered_by text NOT NULL,
        key text NOT NULL,
        body_sha256 text NOT NULL,
        site text NOT NULL REFERENCES sites,
        namespace text NOT NULL,
        dry boolean NOT NULL,
        started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        -- The process that runs it says so every second: one that has gone silent has broken off.
        seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        ended_at timestamptz,
        -- How many rows there are and what became of those that are done; then the whole report, or why there is none.
        progress jsonb,
        report jsonb,
        failure jsonb,
        UNIQUE (entered_by, key)
      );
      CREATE INDEX imports_by_person ON imports (entered_by, started_at DESC);
      GRANT SELECT, INSERT, UPDATE, DELETE ON imports TO banjie_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
