import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/** What a call begins with: earlier cases by phone and place, and addresses completed from them. */
export class Callers1700001200000 implements SchemaMigration {
  readonly oldestCode = '0.3.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Places are completed site by site: what other sites wrote is not even looked at.
      ALTER TABLE case_search ADD COLUMN site text;
      UPDATE case_search SET site = cases.site FROM cases WHERE cases.number = case_search.number;
      ALTER TABLE case_search ALTER COLUMN site SET NOT NULL;
      CREATE INDEX case_search_places ON case_search (site, place text_pattern_ops) WHERE place IS NOT NULL;
      -- A phone is compared without the prefix of the country (ledger/similarity-key.ts).
      UPDATE case_search SET phone = regexp_replace(phone, '^(00)?86(1[3-9]\\d{9})$', '\\2') WHERE phone ~ '^(00)?86(1[3-9]\\d{9})$';
      UPDATE case_search SET phone = '0' || regexp_replace(phone, '^(00)?86([2-9]\\d{8,10}|10\\d{8})$', '\\2') WHERE phone ~ '^(00)?86([2-9]\\d{8,10}|10\\d{8})$';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
