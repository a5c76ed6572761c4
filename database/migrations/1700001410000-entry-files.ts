import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/** An entry says what the files are that it names; its hash covers them, and when it was entered (ledger/chain.ts). */
export class EntryFiles1700001410000 implements SchemaMigration {
  readonly oldestCode = '0.4.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE entries ADD files jsonb, ADD hash_version smallint NOT NULL DEFAULT 1;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
