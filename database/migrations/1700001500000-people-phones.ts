import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/** The number at which colleagues reach somebody. A row without one keeps the digest it had (database/recorded-rows.ts). */
export class PeoplePhones1700001500000 implements SchemaMigration {
  readonly oldestCode = '0.5.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE people ADD COLUMN phone text`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
