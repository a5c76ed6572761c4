import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/** The calls of an outage, those that are filed or were split off from it included. */
export class OutageCalls1700001700400 implements SchemaMigration {
  readonly oldestCode = '0.6.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX cases_of_outage ON cases (COALESCE(joined_to, state->'facts'->>'splitFrom')) WHERE COALESCE(joined_to, state->'facts'->>'splitFrom') IS NOT NULL;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
