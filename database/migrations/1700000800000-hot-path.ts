import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/**
 * What every act runs through: an index for the cases somebody owns, and no checks of what follows from the case's own
 * row.
 */
export class HotPath1700000800000 implements SchemaMigration {
  readonly oldestCode = '0.2.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Whoever was asked first owns it (首问负责); null where the rules of the case have no owner.
      ALTER TABLE cases ADD COLUMN owner text;
      UPDATE cases SET owner = state->'facts'->>'owner' WHERE state->'facts'->>'owner' IS NOT NULL;
      CREATE INDEX cases_of_owner ON cases (owner, opened_at DESC, number DESC) WHERE owner IS NOT NULL;

      -- Rows that the ledger's one statement derives from the case it has just written, and which nobody may delete: looking the case up again and locking it for
      -- each of them was some 7 % of the work of an act. \`npm run verify\` compares them with the case. Entries keep theirs.
      ALTER TABLE clocks DROP CONSTRAINT clocks_number_fkey;
      ALTER TABLE tasks DROP CONSTRAINT tasks_number_fkey;
      ALTER TABLE outbox DROP CONSTRAINT outbox_number_fkey;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
