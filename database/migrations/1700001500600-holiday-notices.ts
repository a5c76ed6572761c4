import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/** A holiday table takes the place of the days it names, or of its whole year, as those of before did. */
export class HolidayNotices1700001500600 implements SchemaMigration {
  readonly oldestCode = '0.5.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE holiday_tables ADD COLUMN replaces text NOT NULL DEFAULT 'whole-year' CHECK (replaces IN ('named-days', 'whole-year'));
      ALTER TABLE holiday_tables ALTER COLUMN replaces DROP DEFAULT;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
