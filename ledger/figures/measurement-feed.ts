import type { DataSource, EntityManager } from 'typeorm';
import type { Measurement } from '../../domain/projections/measurement.js';
import { measurementsOf } from '../../domain/projections/measurements.js';
import type { RulebookStore } from '../versions/rulebooks.js';
import { groupByCase, entryDraftOf, type StoredEntry } from './entries.js';
import { addSumsSql, dailySums, monthlySums, measurementRow } from './sum-tables.js';

/** An entry is on record at most so long after the time it bears: longer than a transaction may take. */
const lookBack = '5 minutes';
/** Cases a round measures in one transaction. */
const pageSize = 100;

/**
 * Keeps the measurements up with the entries. An act pays nothing for it: what is new is found by the time of entry,
 * looked for a while back, and each case remembers up to which entry it is measured, so that twice is once. One feed
 * works at a time; the others find its work done.
 */
export class MeasurementFeed {
  constructor(
    private readonly source: DataSource,
    private readonly rulebooks: RulebookStore,
  ) {}

  /**
   * Measures what is not measured yet, for at most `forMs`, waiting for a feed that is at it; true once nothing is
   * left.
   */
  async catchUp(forMs = Infinity): Promise<boolean> {
    const until = Date.now() + forMs;
    for (;;) {
      const more = await this.source.transaction((manager) => this.measureNewPage(manager));
      if (more === false) return true;
      if (Date.now() >= until) return false;
      if (more === undefined) await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /**
   * Forgets every measurement and makes all of them again from the entries, in one transaction: readers see the old
   * ones until it is done.
   */
  async rebuild(progress: (cases: number) => void = () => undefined): Promise<void> {
    await this.source.transaction(async (manager) => {
      await manager.query(`SET LOCAL statement_timeout = 0`);
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext('banjie-figures'))`);
      for (const table of ['measurements', 'measured_days', 'measured_months', 'measured_cases'])
        await manager.query(`DELETE FROM ${table}`);
      await manager.query(
        `UPDATE measured_until SET entered_at = NULL, begun_at = clock_timestamp(), after_number = ''`,
      );
      for (let cases = 0; ; progress(cases)) {
        const measured = await this.measureFirstPage(manager);
        if (measured === 0) break;
        cases += measured;
      }
    });
  }

  /**
   * One page of cases with entries that are not measured; whether there may be more, undefined where another feed is at
   * work.
   */
  private async measureNewPage(manager: EntityManager): Promise<boolean | undefined> {
    const [{ mine }] = await manager.query(`SELECT pg_try_advisory_xact_lock(hashtext('banjie-figures')) AS mine`);
    if (!mine) return undefined;
    await manager.query(`SET LOCAL plan_cache_mode = force_custom_plan`);
    const [{ since, now }] = await manager.query(
      `SELECT (entered_at - interval '${lookBack}')::text AS since, clock_timestamp()::text AS now FROM measured_until`,
    );
    if (since === null) {
      await this.measureFirstPage(manager);
      return true;
    }
    const found: { number: string }[] = await manager.query(
      `SELECT entries.number FROM entries LEFT JOIN measured_cases USING (number) WHERE entries.entered_at >= $1::timestamptz AND entries.seq > COALESCE(measured_cases.seq, 0)
       GROUP BY entries.number ORDER BY min(entries.entered_at) LIMIT ${pageSize}`,
      [since],
    );
    if (found.length < pageSize)
      await manager.query(`UPDATE measured_until SET entered_at = GREATEST(entered_at, $1::timestamptz)`, [now]);
    await this.measure(
      manager,
      found.map(({ number }) => number),
    );
    return found.length === pageSize;
  }

  /**
   * The next page of the cases that were on record before anything was measured; how many. After the last, what is new
   * is found by its time.
   */
  private async measureFirstPage(manager: EntityManager): Promise<number> {
    const page: { number: string }[] = await manager.query(
      `SELECT number FROM cases WHERE number > (SELECT after_number FROM measured_until) ORDER BY number LIMIT ${pageSize}`,
    );
    if (page.length === 0) await manager.query(`UPDATE measured_until SET entered_at = begun_at`);
    else await manager.query(`UPDATE measured_until SET after_number = $1`, [page.at(-1)!.number]);
    await this.measure(
      manager,
      page.map(({ number }) => number),
    );
    return page.length;
  }

  private async measure(manager: EntityManager, numbers: string[]): Promise<void> {
    if (numbers.length === 0) return;
    const rows: MeasuredEntry[] = await manager.query(
      `SELECT entries.number, entries.seq, COALESCE(measured_cases.seq, 0) AS measured, rulebook, version, act, actor, role, at, happened_at, input, facts, changes
       FROM entries JOIN cases USING (number) LEFT JOIN measured_cases USING (number) WHERE entries.number = ANY ($1::text[]) ORDER BY entries.number, entries.seq`,
      [numbers],
    );
    const all: Measurement[] = [];
    for (const entries of groupByCase(rows).values()) {
      const { rulebook, version, measured } = entries[0]!;
      all.push(...measurementsOf(entries.map(entryDraftOf), await this.rulebooks.get(rulebook, version), measured));
    }
    await manager.query(
      `WITH added AS (INSERT INTO measurements SELECT * FROM jsonb_populate_recordset(NULL::measurements, $1::jsonb) RETURNING *),
       of_days AS (${addSumsSql(dailySums, 'added')})
       ${addSumsSql(monthlySums, 'added')}`,
      [JSON.stringify(all.map(measurementRow))],
    );
    await manager.query(
      `INSERT INTO measured_cases SELECT number, max(seq) FROM unnest($1::text[], $2::integer[]) AS seen (number, seq) GROUP BY number ON CONFLICT (number) DO UPDATE SET seq = EXCLUDED.seq`,
      [rows.map(({ number }) => number), rows.map(({ seq }) => seq)],
    );
  }
}

interface MeasuredEntry extends StoredEntry {
  number: string;
  seq: number;
  measured: number;
  rulebook: string;
  version: string;
}
