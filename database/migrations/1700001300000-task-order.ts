import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/** What waits for a role at a site is read in the order of its list (ledger/read/task-lists.ts). */
export class TaskOrder1700001300000 implements SchemaMigration {
  readonly oldestCode = '0.3.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX tasks_of_role ON tasks (role, site, COALESCE(due, 'infinity'), number, id) WHERE person IS NULL;
      DROP INDEX tasks_by_role;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
