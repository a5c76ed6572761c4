import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/** What customers are usually answered, and what messages to them say: each version a row of its own, which stays. */
export class StandardAnswers1700001700700 implements SchemaMigration {
  readonly oldestCode = '0.6.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SEQUENCE standard_answer_numbers;
      CREATE TABLE standard_answers (
        id text PRIMARY KEY GENERATED ALWAYS AS (answer::text || '.' || version::text) STORED, -- what an act names: '12.3'
        answer bigint NOT NULL,
        version integer NOT NULL,
        organisation text NOT NULL,
        rulebook text, -- null: any of the organisation
        language text NOT NULL CHECK (language IN ('zh-CN', 'en')),
        title text NOT NULL,
        words text NOT NULL,
        clause text,
        kinds text[] NOT NULL, -- empty: any
        categories text[] NOT NULL, -- empty: any
        occasion text, -- the step at which the customer is told it; null for an answer that people give
        valid_from date NOT NULL,
        valid_until date, -- the last day; null: for good
        title_terms text[] NOT NULL, -- what it is found by (ledger/search-words.ts)
        terms text[] NOT NULL,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL,
        ended_by text,
        ended_at timestamptz,
        UNIQUE (answer, version),
        CHECK (occasion IS NULL OR rulebook IS NOT NULL AND cardinality(kinds) = 1)
      );
      CREATE INDEX standard_answers_of ON standard_answers (organisation, answer, version DESC);
      -- A template for messages to customers is looked for at every step that tells them something.
      CREATE INDEX standard_answers_by_occasion ON standard_answers (organisation, rulebook, occasion) WHERE occasion IS NOT NULL;
      -- How often each was used is counted from the entries.
      CREATE INDEX entries_with_answers ON entries (at) WHERE input ? 'standardAnswers';

      ALTER TABLE organisation_changes DROP CONSTRAINT organisation_changes_what_check;
      ALTER TABLE organisation_changes ADD CONSTRAINT organisation_changes_what_check
        CHECK (what IN ('person', 'post', 'token', 'password', 'site', 'roster-entry', 'swap', 'absence', 'delegation', 'attendance', 'contact', 'standard-answer', 'base-line'));

      GRANT SELECT, INSERT, UPDATE (ended_by, ended_at) ON standard_answers TO banjie_app;
      GRANT USAGE ON SEQUENCE standard_answer_numbers TO banjie_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
