import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/**
 * What the figures are counted from: a projection of the entries that can be made again from them at any time
 * (ledger/figures/measurement-feed.ts).
 */
export class Figures1700000300000 implements SchemaMigration {
  readonly oldestCode = '0.2.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Entries come nearly in the order of their time: a few kilobytes find the newest ones, and an act pays next to nothing for it.
      CREATE INDEX entries_by_entry ON entries USING brin (entered_at) WITH (pages_per_range = 16, autosummarize = on);

      -- What an entry lets us count (domain/projections/measurements.ts). Rows are added, never changed.
      CREATE TABLE measurements (
        number text NOT NULL,
        seq integer NOT NULL,
        n integer NOT NULL,
        what text NOT NULL,
        at timestamptz NOT NULL,
        day date NOT NULL,
        organisation text NOT NULL,
        site text NOT NULL,
        rulebook text NOT NULL,
        kind text NOT NULL,
        tier text,
        department text,
        area text,
        major boolean NOT NULL,
        role text,
        person text,
        acted_for text,
        clock text,
        rule text,
        clause text,
        outcome text,
        in_time boolean,
        again boolean,
        revisited boolean,
        late_clocks integer,
        seconds bigint,
        since_received bigint,
        late_seconds bigint,
        amount bigint,
        of_number text,
        of_clock text,
        of_day date,
        PRIMARY KEY (number, seq, n)
      );
      -- A figure opens into its cases: the newest first.
      CREATE INDEX measurements_of_day ON measurements (site, what, day, number);
      CREATE INDEX measurements_of_person ON measurements (person, what, day) WHERE person IS NOT NULL;
      CREATE INDEX measurements_corrections ON measurements (of_number, of_clock) WHERE what = 'correction';
      CREATE INDEX measurements_corrected_days ON measurements (of_day) WHERE what = 'correction';

      -- The same, added up day by day without persons: what figures are served from.
      CREATE TABLE measured_days (
        day date NOT NULL,
        site text NOT NULL,
        what text NOT NULL,
        rulebook text NOT NULL,
        kind text NOT NULL,
        tier text,
        department text,
        area text,
        major boolean NOT NULL,
        rule text,
        clause text,
        outcome text,
        n bigint NOT NULL,
        judged bigint NOT NULL,
        in_time bigint NOT NULL,
        again bigint NOT NULL,
        revisited bigint NOT NULL,
        timed bigint NOT NULL,
        seconds bigint NOT NULL,
        since_received bigint NOT NULL,
        late_n bigint NOT NULL,
        late_seconds bigint NOT NULL,
        amount bigint NOT NULL
      );
      CREATE UNIQUE INDEX measured_days_once ON measured_days (site, what, day, rulebook, kind, rule, department, tier, area, major, clause, outcome) NULLS NOT DISTINCT;
      -- And month by month with persons ("day" is the first of the month): a day of a desk has hardly two measurements of one person that are alike.
      CREATE TABLE measured_months (LIKE measured_days, role text, person text);
      CREATE UNIQUE INDEX measured_months_once ON measured_months (site, what, day, rulebook, kind, rule, person, department, tier, area, major, role, clause, outcome) NULLS NOT DISTINCT;

      -- Up to which entry a case is measured, and up to when all of them are. At first what is on record already is gone through case by case.
      CREATE TABLE measured_cases (number text PRIMARY KEY, seq integer NOT NULL) WITH (fillfactor = 80);
      CREATE TABLE measured_until (one boolean PRIMARY KEY DEFAULT true CHECK (one), entered_at timestamptz, begun_at timestamptz NOT NULL DEFAULT clock_timestamp(), after_number text NOT NULL DEFAULT '');
      INSERT INTO measured_until DEFAULT VALUES;

      -- Cases kept from somebody are few: what they count is taken off for whoever they are kept from.
      CREATE INDEX cases_unseen ON cases USING gin (unseen_by) WHERE unseen_by IS NOT NULL;
      CREATE INDEX clocks_late ON clocks (breached_at, number) WHERE ended_at IS NULL AND breached_at IS NOT NULL;

      GRANT SELECT, INSERT, UPDATE, DELETE ON measurements, measured_days, measured_months, measured_cases, measured_until TO banjie_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
