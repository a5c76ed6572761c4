import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';
import { moveWords } from './words/move-words.js';

/**
 * What people say lies in one table, by case, entry and field, each with a salt; entries and cases hold references
 * (ledger/words). What is on record already is moved there: its hashes stay, since they can be checked with the words.
 */
export class Words1700001600000 implements SchemaMigration {
  readonly oldestCode = '0.5.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE words (
        number text NOT NULL,
        seq integer NOT NULL,
        n smallint NOT NULL,
        field text NOT NULL,
        salt bytea NOT NULL,
        -- A text, or a text in both languages.
        said jsonb NOT NULL,
        PRIMARY KEY (number, seq, n)
      );
      -- Words are never changed; they go when they are erased, which the case says.
      CREATE FUNCTION words_are_unalterable() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'What was said is never changed: it can only be erased.'; END $$;
      CREATE TRIGGER words_never_change BEFORE UPDATE ON words FOR EACH ROW EXECUTE FUNCTION words_are_unalterable();
      CREATE TRIGGER words_never_vanish BEFORE TRUNCATE ON words FOR EACH STATEMENT EXECUTE FUNCTION words_are_unalterable();
      GRANT SELECT, INSERT, DELETE ON words TO banjie_app;

      -- The words that a case, or a part of one, refers to: by entry and place.
      CREATE FUNCTION said_in(of_case text, stored jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
        SELECT COALESCE(jsonb_object_agg(words.seq || '.' || words.n, words.said), '{}')
        FROM (SELECT DISTINCT (reference->>0)::integer AS seq, (reference->>1)::smallint AS n FROM jsonb_path_query(stored, 'lax $.**."$word"') AS reference) AS referred
        JOIN words ON words.number = of_case AND words.seq = referred.seq AND words.n = referred.n
      $$;
      -- The text that one reference stands for, and any other text as it is; null where it is gone.
      CREATE FUNCTION said_of(of_case text, value jsonb) RETURNS text LANGUAGE sql STABLE AS $$
        SELECT CASE WHEN value ? '$word' THEN (SELECT words.said #>> '{}' FROM words WHERE words.number = of_case AND words.seq = (value->'$word'->>0)::integer AND words.n = (value->'$word'->>1)::smallint) ELSE value #>> '{}' END
      $$;

      ALTER TABLE entries ADD digests jsonb;
      ALTER TABLE notices ADD word smallint, ALTER text DROP NOT NULL;
      ALTER TABLE case_search ADD said jsonb NOT NULL DEFAULT '{}';
    `);
    await moveWords(runner);
    await runner.query(`ALTER TABLE cases DROP COLUMN subject`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
