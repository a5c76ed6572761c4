import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/** What an erasure takes beside words: files, mails that wait, what old requests are known by. */
export class Erasure1700001610000 implements SchemaMigration {
  readonly oldestCode = '0.5.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- When the last case that named it was erased: its content is removed, its row says that it was there.
      ALTER TABLE files ADD erased_at timestamptz;
      GRANT UPDATE (erased_at) ON files TO banjie_app;
      GRANT UPDATE (body_sha256) ON idempotency_keys TO banjie_app;
      CREATE INDEX idempotency_keys_of_case ON idempotency_keys (number) WHERE number IS NOT NULL;

      -- Erasures whose line is not in the list outside the database yet (ledger/words/erasure-list.ts).
      CREATE TABLE erasures (
        number text NOT NULL,
        up_to integer NOT NULL,
        at timestamptz NOT NULL,
        by text NOT NULL,
        ground text NOT NULL,
        -- Of the case: after a restore another may have its number.
        first_hash text NOT NULL,
        listed_at timestamptz,
        PRIMARY KEY (number, up_to)
      );
      CREATE INDEX erasures_unlisted ON erasures (at) WHERE listed_at IS NULL;
      CREATE INDEX erasures_newest ON erasures (at DESC);
      GRANT SELECT, INSERT, UPDATE (listed_at) ON erasures TO banjie_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
