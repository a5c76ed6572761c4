import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/** Whoever publishes or withdraws a version of a rulebook says why; it is part of the chain of these steps. */
export class PublishingReasons1700001800500 implements SchemaMigration {
  readonly oldestCode = '0.6.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE rulebook_steps ADD COLUMN reason text;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
