import type { DataSource } from 'typeorm';
import { utcIso } from '../sql.js';
import { visibleToSql } from './visible.js';

/** A deadline of a duty (例行工作) that was opened: of the work, of its signing off, or of doing it again. UTC ISO. */
export interface DutyClockRow {
  number: string;
  site: string;
  rulebook: string;
  version: string;
  status: string;
  duty: string;
  period: string | null;
  rule: string;
  due: string;
  endedAt: string | null;
  late: boolean;
}

/** The most deadlines in one answer. */
const mostClocks = 1_000;

/**
 * The deadlines of duties at these sites that are due after `from`, at `until` at the latest (UTC ISO), by time; at most 1000, `more`: there are
 * others after them. `keys`: of the reader. Late is also what has run out at `now` and was not looked at yet.
 */
export async function dutyClocksDue(
  source: DataSource,
  { sites, keys, from, until, now }: { sites: string[]; keys: string[]; from: string; until: string; now: string },
): Promise<{ clocks: DutyClockRow[]; more: boolean }> {
  const rows: DutyClockRow[] = await source.query(
    `SELECT cases.number, cases.site, cases.rulebook, cases.version, cases.status, cases.state->'facts'->>'duty' AS duty, cases.state->'facts'->>'period' AS period,
       clocks.rule, ${utcIso('clocks.due')} AS due, ${utcIso('clocks.ended_at')} AS "endedAt",
       clocks.breached_at IS NOT NULL OR (clocks.ended_at IS NULL AND clocks.due < $5::timestamptz) AS late
     FROM clocks JOIN cases USING (number)
     WHERE cases.kind = 'duty' AND cases.site = ANY ($1::text[]) AND ${visibleToSql('$2')} AND clocks.due > $3 AND clocks.due <= $4
       AND clocks.rule LIKE (cases.state->'facts'->>'duty') || '%' ORDER BY clocks.due, cases.number LIMIT $6`,
    [sites, keys, from, until, now, mostClocks + 1],
  );
  return { clocks: rows.slice(0, mostClocks), more: rows.length > mostClocks };
}
