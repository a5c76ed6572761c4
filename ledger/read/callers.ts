import type { DataSource } from 'typeorm';
import { comparedPlace } from '../similarity-key.js';
import { sqlBinder } from '../sql.js';
import { listedCasesSql, type CaseListRow } from './case-lists.js';
import { samePhoneTsquery } from './search-query.js';
import { visibleToSql, wordsReadableSql } from './visible.js';

/** By what a caller is looked up, and who asks: nobody finds a case by what they may not read. */
export interface CallerQuery {
  phone?: string;
  place?: string;
  sites: string[];
  /** Sites where the reader sees who an anonymous customer is. */
  unredactedSites: string[];
  secretSites: string[];
  reader: string;
  readerKeys: string[];
  /** Calls are counted from this time on (UTC ISO). */
  countedFrom: string;
}

/** A clock that runs: by which rule, under which clause, until when. */
export interface RunningClock {
  id: string;
  rule: string;
  clause: string;
  due: string;
}

export type CallerCaseRow = CaseListRow & { running: RunningClock[] | null; calls: number };

/** So many open cases, and so many earlier ones, are shown: the newest. */
export const maxCallerCases = 20;
/** Of so many of the newest cases of a phone, and of a place: a hall or a garage has thousands. */
const newestLookedAt = 500;

/**
 * The newest open and filed cases of a phone or a place. `calls`: how many came in since the time asked for. Of each no
 * more than the newest 500 are looked at.
 */
export async function casesOfCaller(source: DataSource, query: CallerQuery): Promise<CallerCaseRow[]> {
  const { text, values } = callerStatement(query);
  return source.query(text, values);
}

/** The statement of `casesOfCaller`: phone and place are looked up in their indexes before any case is read. */
export function callerStatement({
  phone = '',
  place = '',
  sites,
  unredactedSites,
  secretSites,
  reader,
  readerKeys,
  countedFrom,
}: CallerQuery): { text: string; values: unknown[] } {
  const { values, bind } = sqlBinder();
  const at = bind(sites);
  const newestOf = (from: string) =>
    `(SELECT number FROM ${from} ORDER BY opened_at DESC, number DESC LIMIT ${newestLookedAt})`;
  const found = (condition: string) => `case_search WHERE ${condition} AND site = ANY (${at}::text[])`;
  // The index of terms gives all of a phone, in no order; the one of places gives the newest first.
  const ofPhone = `SELECT number, opened_at FROM ${found(`words @@ ${bind(samePhoneTsquery(phone) || null)}::tsquery`)}`;
  const ofPlace = found(`place = ${bind(comparedPlace(place))}::text`);
  const readable = wordsReadableSql('said.facts', { reader: bind(reader), secretSites: bind(secretSites) });
  const newest = (closed: string) =>
    `(SELECT number FROM known WHERE closed_at IS ${closed} ORDER BY opened_at DESC, number DESC LIMIT ${maxCallerCases})`;
  const text = `WITH of_phone AS MATERIALIZED (${ofPhone}),
    found AS MATERIALIZED (SELECT number, 'phone' AS by FROM ${newestOf('of_phone')} AS called UNION ALL SELECT number, 'place' FROM ${newestOf(ofPlace)} AS there),
    known AS MATERIALIZED (
      SELECT DISTINCT cases.number, cases.opened_at, cases.received_at, cases.closed_at
      FROM found JOIN cases USING (number) CROSS JOIN LATERAL (SELECT cases.state->'facts' AS facts OFFSET 0) AS said
      WHERE ${visibleToSql(bind(readerKeys))} AND ${readable}
        AND (found.by = 'place' OR said.facts->'anonymous' IS DISTINCT FROM 'true' OR cases.site = ANY (${bind(unredactedSites)}::text[]))
    ),
    shown AS (SELECT cases.* FROM (${newest('NULL')} UNION ALL ${newest('NOT NULL')}) AS one JOIN cases USING (number))
    SELECT listed.*,
      (SELECT jsonb_agg(jsonb_build_object('id', id, 'rule', rule, 'clause', clause, 'due', due) ORDER BY due) FROM clocks WHERE clocks.number = listed.number AND ended_at IS NULL) AS running,
      (SELECT count(*)::integer FROM known WHERE received_at >= ${bind(countedFrom)}::timestamptz) AS calls
    FROM (${listedCasesSql('shown')}) AS listed ORDER BY opened_at DESC, number DESC`;
  return { text, values };
}
