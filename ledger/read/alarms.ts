import type { DataSource } from 'typeorm';
import { utcIso } from '../sql.js';
import { visibleToSql } from './visible.js';

/** What the desk has found amiss with a case by itself: a clock that is missing, a signal that the ledger has refused. */
export interface AlarmRow {
  number: string;
  site: string;
  rulebook: string;
  kind: string;
  seq: number;
  act: 'raise-alarm' | 'refuse-signal';
  /** UTC ISO. */
  at: string;
  /** The rule of the clock, or the name of the signal. */
  what: string;
  /** The clause of the clock, or why the signal was refused. */
  why: string;
}

/** The newest alarms at these sites (null: at all), or of one case there, without cases that exclude one of the reader's `keys`. */
export async function newestAlarms(
  source: DataSource,
  {
    sites,
    keys,
    limit,
    number,
  }: { sites: readonly string[] | null; keys: string[]; limit: number; number?: string | undefined },
): Promise<AlarmRow[]> {
  return source.query(
    `SELECT entries.number, cases.site, cases.rulebook, cases.kind, entries.seq, entries.act, ${utcIso('entries.at')} AS at,
       COALESCE(entries.input->>'rule', entries.input->>'act', '') AS what, COALESCE(entries.input->>'clause', entries.input->>'code', '') AS why
     FROM entries JOIN cases USING (number)
     WHERE entries.act IN ('raise-alarm', 'refuse-signal') AND ($1::text[] IS NULL OR cases.site = ANY ($1)) AND ${visibleToSql('$2')} AND ($4::text IS NULL OR entries.number = $4)
     ORDER BY entries.at DESC, entries.number, entries.seq DESC LIMIT $3`,
    [sites, keys, limit, number ?? null],
  );
}
