import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/**
 * What came in at a site on a day, for the logs and registers that are printed; files that the system itself produces.
 */
export class Forms1700000400000 implements SchemaMigration {
  readonly oldestCode = '0.2.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX cases_by_reception ON cases (site, received_at);
      -- Handed in by a person, or produced by the desk, who is none.
      ALTER TABLE files DROP CONSTRAINT files_uploaded_by_fkey;
      CREATE INDEX duties_with_report ON cases (site, rulebook, (state->'facts'->>'reportMonth')) WHERE kind = 'duty' AND state->'facts' ? 'reportMonth';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
