import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/** Alarms of the desk are found by themselves, and a version says which clocks it does without (workflows/courses.ts). */
export class Alarms1700001440000 implements SchemaMigration {
  readonly oldestCode = '0.4.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX entries_alarms ON entries (at DESC, number, seq DESC) WHERE act IN ('raise-alarm', 'refuse-signal');
      ALTER TABLE rulebook_steps ADD COLUMN without_clocks text[];
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
