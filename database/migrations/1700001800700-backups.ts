import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/** When the desk was backed up, for those who look after it. A restored desk begins anew. */
export class Backups1700001800700 implements SchemaMigration {
  readonly oldestCode = '0.7.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE backups (
        at timestamptz PRIMARY KEY, -- the moment of its snapshot
        ended_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      GRANT SELECT ON backups TO banjie_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
