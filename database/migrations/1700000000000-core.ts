import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/** Cases, their entries and what follows from them; people; the rulebooks that cases are pinned to. */
export class Core1700000000000 implements SchemaMigration {
  readonly oldestCode = '0.2.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Several organisations run side by side: nothing of one is open to the people of another.
      CREATE TABLE sites (id text PRIMARY KEY, kind text NOT NULL, name jsonb NOT NULL, organisation text NOT NULL, rulebooks text[] NOT NULL);
      CREATE INDEX sites_of_organisation ON sites (organisation);
      CREATE TABLE people (id text PRIMARY KEY, name text NOT NULL, email text, language text NOT NULL DEFAULT 'zh-CN', organisation text NOT NULL);
      CREATE TABLE posts (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        person_id text NOT NULL REFERENCES people,
        role text NOT NULL,
        site_id text REFERENCES sites,
        department text,
        UNIQUE NULLS NOT DISTINCT (person_id, role, site_id, department)
      );
      CREATE INDEX posts_by_role ON posts (role, site_id);
      CREATE TABLE tokens (hash text PRIMARY KEY, person_id text NOT NULL REFERENCES people, created_at timestamptz NOT NULL DEFAULT now(), revoked_at timestamptz);

      -- Emergency contacts (P-4.1.2): an entry is ended, never deleted.
      CREATE TABLE contacts (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        site_id text NOT NULL REFERENCES sites,
        kind text NOT NULL CHECK (kind IN ('owner', 'customer', 'supplier', 'subcontractor')),
        name text NOT NULL,
        phone text NOT NULL,
        remark text,
        created_by text NOT NULL REFERENCES people,
        created_at timestamptz NOT NULL DEFAULT now(),
        ended_at timestamptz,
        key text NOT NULL,
        UNIQUE (created_by, key)
      );
      CREATE INDEX contacts_of_site ON contacts (site_id, kind, name) WHERE ended_at IS NULL;

      CREATE TABLE rulebooks (
        name text, version text, sha256 text NOT NULL, body jsonb NOT NULL, loaded_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (name, version)
      );

      CREATE SEQUENCE case_numbers;
      CREATE TABLE cases (
        number text PRIMARY KEY,
        kind text NOT NULL,
        rulebook text NOT NULL,
        version text NOT NULL,
        site text NOT NULL REFERENCES sites,
        status text NOT NULL,
        tier text,
        department text,
        round integer NOT NULL,
        received_at timestamptz NOT NULL,
        opened_at timestamptz NOT NULL,
        closed_at timestamptz,
        next_moment_at timestamptz,
        late_clocks integer NOT NULL DEFAULT 0,
        subject text,
        customer_key text,
        -- The case this one waits on: an outage, and the calls about it. No foreign key: each call would lock the outage's row.
        joined_to text,
        -- Keys of those for whom the case is not there (domain/case/subjects.ts); null for nearly every case.
        unseen_by text[],
        -- The supply line it is about: a call finds the outage it belongs to by it.
        line text,
        imported_from text UNIQUE,
        seq integer NOT NULL,
        last_hash text NOT NULL,
        state jsonb NOT NULL,
        FOREIGN KEY (rulebook, version) REFERENCES rulebooks (name, version)
      );
      -- Rewritten with every act: compressing it anew each time costs more than the room it saves.
      ALTER TABLE cases ALTER COLUMN state SET STORAGE EXTERNAL;
      CREATE INDEX cases_newest ON cases (opened_at DESC, number DESC);
      CREATE INDEX cases_by_site ON cases (site, opened_at DESC, number DESC);
      CREATE INDEX cases_open ON cases (site, kind, status, opened_at DESC) WHERE closed_at IS NULL;
      CREATE INDEX cases_closed ON cases (kind, closed_at) WHERE closed_at IS NOT NULL;
      CREATE INDEX cases_late ON cases (site, opened_at DESC) WHERE late_clocks > 0 AND closed_at IS NULL;
      CREATE INDEX cases_next_moment ON cases (next_moment_at) WHERE next_moment_at IS NOT NULL;
      CREATE INDEX cases_joined ON cases (joined_to, number) WHERE joined_to IS NOT NULL AND closed_at IS NULL;
      CREATE INDEX cases_on_line ON cases (line, kind) WHERE line IS NOT NULL;
      CREATE INDEX cases_by_customer ON cases (customer_key) WHERE customer_key IS NOT NULL;

      -- Apart from the case's row, which changes with every act: the words seldom do, and a GIN index is dear to update.
      CREATE TABLE case_search (number text PRIMARY KEY REFERENCES cases, words tsvector NOT NULL, matter text NOT NULL, place text, phone text);
      CREATE INDEX case_search_words ON case_search USING gin (words);
      -- What a case is compared with others by. Letters are as the C library knows them, so its LC_CTYPE must be one of UTF-8.
      CREATE EXTENSION pg_trgm;
      DO $$ BEGIN IF cardinality(show_trgm('停电停水')) < 4 THEN RAISE EXCEPTION 'This database knows no Chinese letters: create it with an LC_CTYPE of UTF-8, such as C.UTF-8.'; END IF; END $$;
      -- What waits to be put into the index is read through whole at every search: little of it.
      CREATE INDEX case_search_matter ON case_search USING gin (matter gin_trgm_ops) WITH (gin_pending_list_limit = 256);
      CREATE INDEX case_search_place ON case_search (place) WHERE place IS NOT NULL;
      CREATE INDEX case_search_phone ON case_search (phone) WHERE phone IS NOT NULL;

      CREATE TABLE entries (
        number text NOT NULL REFERENCES cases,
        seq integer NOT NULL,
        act text NOT NULL,
        actor text NOT NULL,
        role text NOT NULL,
        at timestamptz NOT NULL,
        happened_at timestamptz NOT NULL,
        input jsonb NOT NULL,
        facts jsonb NOT NULL,
        changes jsonb NOT NULL,
        notices jsonb NOT NULL,
        previous_hash text NOT NULL,
        hash text NOT NULL,
        -- When it was really written: "at" of a moment is its own time, so the difference shows how late the engine was.
        entered_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (number, seq)
      );
      CREATE FUNCTION entries_are_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'An entry of the ledger is never changed or deleted: enter a correction (X-10).'; END $$;
      CREATE TRIGGER entries_never_change BEFORE UPDATE OR DELETE ON entries FOR EACH ROW EXECUTE FUNCTION entries_are_immutable();
      CREATE TRIGGER entries_never_vanish BEFORE TRUNCATE ON entries FOR EACH STATEMENT EXECUTE FUNCTION entries_are_immutable();

      -- Photos, papers and signatures: the content lies outside, under its SHA-256 (ledger/files/file-store.ts). The same content may be handed in more than once.
      CREATE TABLE files (
        id text PRIMARY KEY,
        organisation text NOT NULL,
        uploaded_by text NOT NULL REFERENCES people,
        sha256 text NOT NULL,
        size integer NOT NULL,
        type text NOT NULL,
        -- What the app says of when and where a photo was taken.
        taken_at timestamptz,
        latitude double precision,
        longitude double precision,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        key text NOT NULL,
        UNIQUE (uploaded_by, key),
        CHECK ((latitude IS NULL) = (longitude IS NULL))
      );
      -- Which entry names which file: who may read the case may read the file.
      CREATE TABLE case_files (
        number text NOT NULL REFERENCES cases,
        seq integer NOT NULL,
        field text NOT NULL,
        file_id text NOT NULL REFERENCES files,
        PRIMARY KEY (number, seq, field, file_id)
      );
      CREATE INDEX case_files_by_file ON case_files (file_id);

      CREATE TABLE clocks (
        number text NOT NULL REFERENCES cases,
        id text NOT NULL,
        rule text NOT NULL,
        clause text NOT NULL,
        who text NOT NULL,
        started_at timestamptz NOT NULL,
        due timestamptz NOT NULL,
        breached_at timestamptz,
        ended_at timestamptz,
        PRIMARY KEY (number, id)
      );
      CREATE INDEX clocks_running ON clocks (due) WHERE ended_at IS NULL;

      CREATE TABLE tasks (
        number text NOT NULL REFERENCES cases,
        id text NOT NULL,
        role text NOT NULL,
        site text NOT NULL,
        department text,
        person text,
        acts text[] NOT NULL,
        clause text NOT NULL,
        since timestamptz NOT NULL,
        due timestamptz,
        PRIMARY KEY (number, id)
      );
      CREATE INDEX tasks_by_role ON tasks (role, site, due);

      CREATE TABLE notices (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        number text NOT NULL REFERENCES cases,
        seq integer NOT NULL,
        role text NOT NULL,
        person_id text REFERENCES people,
        kind text NOT NULL,
        clause text NOT NULL,
        clock text,
        text jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        read_at timestamptz,
        mail text NOT NULL DEFAULT 'none' CHECK (mail IN ('none', 'waiting', 'sent')),
        mail_claimed_at timestamptz,
        mail_sent_at timestamptz
      );
      -- Once to each person; where nobody holds the role, once to the role.
      CREATE UNIQUE INDEX notices_once ON notices (number, seq, (COALESCE(person_id, '@' || role)), kind, clock) NULLS NOT DISTINCT;
      CREATE INDEX notices_inbox ON notices (person_id, id DESC);
      CREATE INDEX notices_waiting ON notices (number) WHERE mail = 'waiting';

      CREATE TABLE outbox (number text NOT NULL REFERENCES cases, seq integer NOT NULL, created_at timestamptz NOT NULL DEFAULT clock_timestamp(), claimed_at timestamptz, PRIMARY KEY (number, seq));
      CREATE INDEX outbox_oldest ON outbox (created_at);

      CREATE TABLE idempotency_keys (
        actor text, key text, body_sha256 text NOT NULL, number text, seq integer, refusal jsonb, created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (actor, key)
      );
      CREATE INDEX idempotency_keys_oldest ON idempotency_keys (created_at);

      DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'banjie_app') THEN CREATE ROLE banjie_app NOLOGIN; END IF; END $$;
      GRANT SELECT ON ALL TABLES IN SCHEMA public TO banjie_app;
      GRANT INSERT ON cases, case_search, entries, clocks, tasks, notices, outbox, idempotency_keys, rulebooks TO banjie_app;
      GRANT UPDATE ON cases, case_search, clocks, tasks, notices, outbox TO banjie_app;
      GRANT INSERT ON contacts, files, case_files TO banjie_app;
      GRANT UPDATE (ended_at) ON contacts TO banjie_app;
      GRANT DELETE ON tasks, outbox, idempotency_keys TO banjie_app;
      GRANT INSERT, UPDATE, DELETE ON sites, people, posts, tokens TO banjie_app;
      GRANT USAGE ON SEQUENCE case_numbers TO banjie_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
