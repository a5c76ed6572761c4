import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/** Versions of rulebooks that are uploaded, published and withdrawn; holiday tables; orders that move running cases. */
export class Publishing1700000500000 implements SchemaMigration {
  readonly oldestCode = '0.2.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A version as somebody wrote it. What cases are counted by is its row in rulebooks.
      CREATE TABLE rulebook_texts (
        name text, version text, text text NOT NULL, sha256 text NOT NULL, uploaded_by text NOT NULL REFERENCES people, uploaded_at timestamptz NOT NULL, key text NOT NULL,
        PRIMARY KEY (name, version), UNIQUE (uploaded_by, key), FOREIGN KEY (name, version) REFERENCES rulebooks (name, version)
      );
      -- What became of each version, who did it and when: one chain. Nothing of it is changed or deleted.
      CREATE TABLE rulebook_steps (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name text NOT NULL,
        version text NOT NULL,
        step text NOT NULL CHECK (step IN ('shipped', 'uploaded', 'published', 'withdrawn')),
        from_at timestamptz,
        by_person text REFERENCES people,
        at timestamptz NOT NULL,
        key text,
        previous_hash text NOT NULL UNIQUE,
        hash text NOT NULL,
        UNIQUE (by_person, key),
        FOREIGN KEY (name, version) REFERENCES rulebooks (name, version),
        CHECK ((step = 'published') = (from_at IS NOT NULL))
      );
      CREATE INDEX rulebook_steps_of ON rulebook_steps (name, id);
      CREATE FUNCTION publishing_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'What was written or published is never changed or deleted: upload a new version (X-1).'; END $$;
      CREATE TRIGGER texts_never_change BEFORE UPDATE OR DELETE ON rulebook_texts FOR EACH ROW EXECUTE FUNCTION publishing_is_immutable();
      CREATE TRIGGER steps_never_change BEFORE UPDATE OR DELETE ON rulebook_steps FOR EACH ROW EXECUTE FUNCTION publishing_is_immutable();

      -- A year's holidays. Drafts have no edition; the editions of a country are numbered in the order in which they were published.
      CREATE TABLE holiday_tables (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        country text NOT NULL,
        year integer NOT NULL,
        days jsonb NOT NULL,
        uploaded_by text NOT NULL REFERENCES people,
        uploaded_at timestamptz NOT NULL,
        key text NOT NULL,
        edition integer,
        published_by text REFERENCES people,
        published_at timestamptz,
        UNIQUE (uploaded_by, key),
        UNIQUE (country, edition),
        CHECK ((edition IS NULL) = (published_at IS NULL) AND (edition IS NULL) = (published_by IS NULL))
      );
      CREATE FUNCTION published_table_stays() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'A published holiday table is never changed: publish another for the same year.'; END $$;
      CREATE TRIGGER published_tables_stay BEFORE UPDATE OR DELETE ON holiday_tables FOR EACH ROW WHEN (OLD.edition IS NOT NULL) EXECUTE FUNCTION published_table_stays();

      -- Orders to move running cases to another version: shown dry first, then carried out case by case.
      CREATE TABLE rulebook_orders (
        id text PRIMARY KEY,
        name text NOT NULL,
        -- The version as written; cases get its newest edition.
        version text NOT NULL,
        filter jsonb NOT NULL,
        reason text NOT NULL,
        holidays_id bigint REFERENCES holiday_tables,
        shown jsonb NOT NULL,
        made_by text NOT NULL REFERENCES people,
        made_at timestamptz NOT NULL,
        key text NOT NULL,
        ordered_by text REFERENCES people,
        ordered_at timestamptz,
        done_at timestamptz,
        UNIQUE (made_by, key)
      );
      CREATE INDEX rulebook_orders_open ON rulebook_orders (ordered_at) WHERE ordered_at IS NOT NULL AND done_at IS NULL;
      CREATE TABLE rulebook_order_cases (order_id text REFERENCES rulebook_orders, number text REFERENCES cases, refusal jsonb, PRIMARY KEY (order_id, number));
      CREATE INDEX cases_of_version ON cases (rulebook, version, number) WHERE closed_at IS NULL;

      GRANT SELECT, INSERT ON rulebook_texts, rulebook_steps, holiday_tables, rulebook_orders, rulebook_order_cases TO banjie_app;
      GRANT UPDATE (edition, published_by, published_at) ON holiday_tables TO banjie_app;
      GRANT UPDATE (ordered_by, ordered_at, done_at) ON rulebook_orders TO banjie_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
