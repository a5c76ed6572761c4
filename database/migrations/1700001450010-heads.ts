import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/** The daily heads over all cases, and where each has gone (ledger/heads/heads.ts). Nothing of it is changed or deleted. */
export class Heads1700001450010 implements SchemaMigration {
  readonly oldestCode = '0.4.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE heads (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL,
        -- What is signed: canonical JSON with root, counts and the hash of the head before.
        head text NOT NULL,
        hash text NOT NULL UNIQUE,
        previous text NOT NULL UNIQUE,
        signature text NOT NULL,
        public_key text NOT NULL
      );
      CREATE TABLE head_exports (head_id bigint NOT NULL REFERENCES heads, target text NOT NULL CHECK (target IN ('folder', 'webhook')), at timestamptz NOT NULL DEFAULT clock_timestamp(), PRIMARY KEY (head_id, target));
      CREATE FUNCTION heads_are_immutable() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'A head stays as it was signed.'; END $$;
      CREATE TRIGGER heads_never_change BEFORE UPDATE OR DELETE ON heads FOR EACH ROW EXECUTE FUNCTION heads_are_immutable();
      CREATE TRIGGER heads_never_vanish BEFORE TRUNCATE ON heads FOR EACH STATEMENT EXECUTE FUNCTION heads_are_immutable();
      GRANT SELECT, INSERT ON heads, head_exports TO banjie_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
