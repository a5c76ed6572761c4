import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/**
 * Duplicates are taken off what was received, history is not measured: where there is either, everything is measured
 * anew from the entries, page by page, by whoever next asks for figures or by `npm run figures -- rebuild`.
 */
export class Recount1700001700600 implements SchemaMigration {
  readonly oldestCode = '0.6.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$
      BEGIN
        IF EXISTS (SELECT FROM measurements WHERE what = 'filed' AND outcome IN ('joined', 'history')) THEN
          TRUNCATE measurements, measured_days, measured_months, measured_cases;
          UPDATE measured_until SET entered_at = NULL, begun_at = clock_timestamp(), after_number = '';
        END IF;
      END $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
