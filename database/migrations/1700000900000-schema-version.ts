import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/**
 * The table with its one row, where they are not there yet: made before the first step too (migrate.ts), so that a first
 * migration that stopped half-way is not taken for data of before 0.2.0. The role is that of the first step.
 */
export const createSchemaVersion = `
  DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'banjie_app') THEN CREATE ROLE banjie_app NOLOGIN; END IF; END $$;
  CREATE TABLE IF NOT EXISTS schema_version (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    version bigint NOT NULL, -- the timestamp in the name of the newest migration; 0 until the first migration is through
    oldest_code text NOT NULL
  );
  GRANT SELECT ON schema_version TO banjie_app;
  INSERT INTO schema_version (version, oldest_code) VALUES (0, '0.2.0') ON CONFLICT (single) DO NOTHING;
`;

/** Which schema this is, and the oldest code that works on it: read by every program that starts (schema-version.ts). */
export class SchemaVersion1700000900000 implements SchemaMigration {
  readonly oldestCode = '0.2.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(createSchemaVersion);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
