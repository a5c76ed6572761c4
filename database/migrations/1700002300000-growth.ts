import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/**
 * What is pressing for a role and what is late are read along one index each, at whatever site: with many sites a list
 * read a page of every one of them. Each takes the place of another index, so that an act writes no more of them.
 */
export class Growth1700002300000 implements SchemaMigration {
  readonly oldestCode = '0.7.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX tasks_of_role;
      CREATE INDEX tasks_of_role ON tasks (role, COALESCE(due, 'infinity'), number, id, site) WHERE person IS NULL;
      DROP INDEX cases_late;
      CREATE INDEX cases_late ON cases (opened_at DESC, number DESC, site) INCLUDE (kind, rulebook, department, unseen_by) WHERE late_clocks > 0;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
