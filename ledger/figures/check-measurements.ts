import type { DataSource, EntityManager } from 'typeorm';
import type { Measurement } from '../../domain/projections/measurement.js';
import { measurementsOf } from '../../domain/projections/measurements.js';
import { sha256 } from '../canonical-json.js';
import type { RulebookStore } from '../versions/rulebooks.js';
import { groupByCase, entryDraftOf, type StoredEntry } from './entries.js';
import { MeasurementFeed } from './measurement-feed.js';
import { sumSql, dailySums, monthlySums, measurementRow, sumNames, type SumTable } from './sum-tables.js';
import { isoDay } from '../sql.js';

const pageSize = 500;
/** Faults that are named; further ones are only the same again. */
const maxFaults = 50;

/**
 * Folds every case again and compares what it measures with what is on record, and the sums of the days with what they
 * are sums of.
 */
export async function checkMeasurements(
  source: DataSource,
  rulebooks: RulebookStore,
  progress: (cases: number) => void = () => undefined,
): Promise<{ cases: number; faults: string[] }> {
  await new MeasurementFeed(source, rulebooks).catchUp();
  return source.transaction('REPEATABLE READ', async (manager) => {
    await manager.query(`SET LOCAL statement_timeout = 0`);
    const faults: string[] = [];
    let cases = 0;
    for (let after = ''; faults.length < maxFaults;) {
      const page: { number: string; rulebook: string; version: string }[] = await manager.query(
        `SELECT number, rulebook, version FROM cases WHERE number > $1 ORDER BY number LIMIT ${pageSize}`,
        [after],
      );
      if (page.length === 0) break;
      const numbers = page.map(({ number }) => number);
      const entries: (StoredEntry & { number: string })[] = await manager.query(
        `SELECT entries.number, act, actor, role, at, happened_at, input, facts, changes FROM entries JOIN measured_cases USING (number)
         WHERE entries.number = ANY ($1::text[]) AND entries.seq <= measured_cases.seq ORDER BY entries.number, entries.seq`,
        [numbers],
      );
      const found: { number: string; row: Record<string, unknown> }[] = await manager.query(
        `SELECT to_jsonb(m) AS row, number FROM measurements m WHERE number = ANY ($1::text[]) ORDER BY number, seq, n`,
        [numbers],
      );
      const [entriesOf, rowsOf] = [groupByCase(entries), groupByCase(found)];
      for (const { number, rulebook, version } of page) {
        const wanted = measurementsOf(
          (entriesOf.get(number) ?? []).map(entryDraftOf),
          await rulebooks.get(rulebook, version),
        );
        const written = (rowsOf.get(number) ?? []).map(({ row }) => row);
        if (sha256(wanted.map(plainRow)) !== sha256(written.map(plain)))
          faults.push(`${number}: what was measured is not what the entries make`);
      }
      cases += page.length;
      progress(cases);
      after = page.at(-1)!.number;
    }
    return {
      cases,
      faults: [...faults, ...(await sumFaults(manager, dailySums)), ...(await sumFaults(manager, monthlySums))],
    };
  });
}

function plainRow(measurement: Measurement): Record<string, unknown> {
  return plain(measurementRow(measurement));
}

function plain(row: Record<string, unknown>): Record<string, unknown> {
  return { ...row, at: new Date(String(row['at'])).toISOString() };
}

/** Days and months whose sums are not the sums of what was measured in them. */
async function sumFaults(manager: EntityManager, sums: SumTable): Promise<string[]> {
  const kept = `SELECT ${[...sums.key, ...sumNames].join(', ')} FROM ${sums.table}`;
  const counted = sumSql(sums, 'measurements');
  const rows: { day: string; site: string }[] = await manager.query(
    `SELECT DISTINCT ${isoDay('day')} AS day, site FROM ((${counted} EXCEPT ${kept}) UNION ALL (${kept} EXCEPT ${counted})) AS apart ORDER BY 1, 2 LIMIT ${maxFaults}`,
  );
  return rows.map(({ day, site }) => `${day} at ${site}: ${sums.table} is not the sum of what was measured`);
}
