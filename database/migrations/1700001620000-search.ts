import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';
import { fillSearch } from './words/fill-search.js';

/**
 * Cases are found by phones, places and customers as they are read, newest first and in the order of their places: all of
 * it by one index of terms. Who recorded a case is found by its first entry.
 */
export class Search1700001620000 implements SchemaMigration {
  readonly oldestCode = '0.5.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX case_search_phone;
      ALTER TABLE case_search DROP COLUMN phone;
      ALTER TABLE case_search ADD opened_at timestamptz, ADD place_order text COLLATE "C", ADD guarded boolean;
    `);
    await fillSearch(runner);
    await runner.query(`
      ALTER TABLE case_search ALTER opened_at SET NOT NULL, ALTER guarded SET NOT NULL;
      CREATE INDEX case_search_newest ON case_search (opened_at DESC, number DESC);
      -- Cases without a place come last.
      CREATE INDEX case_search_by_place ON case_search (COALESCE(place_order, U&'\\+10FFFF'), number);
      CREATE INDEX entries_recorded_by ON entries (actor, at DESC) WHERE seq = 1;

      -- The planner notes examples of what stands in a column, and keeps them after an erasure: none of words. The types stay as
      -- they are; what was noted before goes with the change.
      ALTER TABLE case_search ALTER matter TYPE text, ALTER place TYPE text, ALTER place_order TYPE text COLLATE "C", ALTER words TYPE tsvector, ALTER said TYPE jsonb;
      ALTER TABLE case_search ALTER matter SET STATISTICS 0, ALTER place SET STATISTICS 0, ALTER place_order SET STATISTICS 0, ALTER words SET STATISTICS 0, ALTER said SET STATISTICS 0;
      ALTER INDEX case_search_by_place ALTER COLUMN 1 SET STATISTICS 0;
      ALTER TABLE words ALTER said SET STATISTICS 0;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
