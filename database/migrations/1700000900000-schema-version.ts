import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/** Which schema this is, and the oldest code that works on it: read by every program that starts (schema-version.ts). */
export class SchemaVersion1700000900000 implements SchemaMigration {
  readonly oldestCode = '0.2.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE schema_version (
        single boolean PRIMARY KEY DEFAULT true CHECK (single),
        version bigint NOT NULL, -- the timestamp in the name of the newest migration
        oldest_code text NOT NULL
      );
      GRANT SELECT ON schema_version TO banjie_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
