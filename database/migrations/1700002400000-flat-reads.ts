import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/**
 * Questions that read as much of a million cases as of ten thousand. Cases like one are found by their terms, so letters
 * have no index of their own; those of a place lie newest first; what waits for a role is told apart by department and clause, and
 * late clocks by whom they wait for, without a look at their rows; what somebody has put off has an index of its own.
 */
export class FlatReads1700002400000 implements SchemaMigration {
  readonly oldestCode = '0.7.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX case_search_matter;
      DROP INDEX case_search_place;
      CREATE INDEX case_search_place ON case_search (place, opened_at DESC, number DESC) WHERE place IS NOT NULL;
      DROP INDEX tasks_of_role;
      CREATE INDEX tasks_of_role ON tasks (role, COALESCE(due, 'infinity'), number, id, site, COALESCE(department, ''), clause) WHERE person IS NULL;
      DROP INDEX clocks_late;
      CREATE INDEX clocks_late ON clocks (breached_at, number, id) INCLUDE (who, clause) WHERE ended_at IS NULL AND breached_at IS NOT NULL;
      CREATE INDEX cases_deferred ON cases ((state->'facts'->>'assignee')) WHERE closed_at IS NULL AND status = 'deferred';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
