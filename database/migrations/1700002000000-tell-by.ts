import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/** A row of the outbox says by when the engine must be told (domain/clocks/telling.ts): at once, where nobody says. */
export class TellBy1700002000000 implements SchemaMigration {
  readonly oldestCode = '0.7.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE outbox ADD COLUMN tell_by timestamptz;
      UPDATE outbox SET tell_by = created_at;
      ALTER TABLE outbox ALTER COLUMN tell_by SET NOT NULL, ALTER COLUMN tell_by SET DEFAULT clock_timestamp();
      DROP INDEX outbox_oldest;
      CREATE INDEX outbox_due ON outbox (tell_by);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
