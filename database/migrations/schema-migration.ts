import type { MigrationInterface } from 'typeorm';

/**
 * A step of the schema. A change that running code cannot live with is made in two releases: the first adds what the new
 * code needs, the second, once no old code runs any more, takes away what only the old code used.
 */
export interface SchemaMigration extends MigrationInterface {
  /** The oldest version of the code that works on the schema after this step. */
  readonly oldestCode: string;
}
