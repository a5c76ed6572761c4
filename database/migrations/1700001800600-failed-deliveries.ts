import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/** Deliveries that failed are listed, and resent by somebody. */
export class FailedDeliveries1700001800600 implements SchemaMigration {
  readonly oldestCode = '0.6.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE deliveries ADD COLUMN resent_by text REFERENCES people, ADD COLUMN resent_at timestamptz;
      CREATE INDEX deliveries_failed ON deliveries (created_at DESC) WHERE state = 'given-up' OR state = 'skipped' AND last_code = 'no-channel';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
