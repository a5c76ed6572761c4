import type { DataSource } from 'typeorm';
import { sqlBinder } from '../sql.js';
import { listedWordsColumns, listedWordsFrom, type ListedWords } from './listed-words.js';
import { outageOfCallSql } from './outages.js';
import { visibleToSql } from './visible.js';

/** An outage that is not settled yet, with the calls about it. */
export interface OpenOutageRow extends ListedWords {
  number: string;
  kind: string;
  rulebook: string;
  version: string;
  status: string;
  tier: string | null;
  seq: number;
  /** Ids of the rulebook's lists. */
  line: string | null;
  area: string | null;
  type: string | null;
  /** When the supply goes or went, and when it is expected back; UTC ISO. */
  startsAt: string | null;
  endsAt: string | null;
  /** The reason as callers are told it. */
  explanation: string | null;
  /** Calls that were ever with it. */
  calls: number;
  /** Calls that wait with it, or are still to be asked whether the supply is back. */
  waiting: number;
  /** Calls that went on as repairs of their own and are open: their customers are still dark. */
  stillDark: number;
}

/** As many are shown. */
export const maxOutages = 50;

/** Open outages of the sites, the newest first; `keys`: of the reader (`personKeys`). */
export async function unsettledOutages(source: DataSource, sites: string[], keys: string[]): Promise<OpenOutageRow[]> {
  const { values, bind } = sqlBinder();
  const at = bind(sites);
  return source.query(
    `WITH page AS (
       SELECT cases.* FROM cases WHERE cases.site = ANY (${at}::text[]) AND cases.kind = 'outage' AND cases.closed_at IS NULL AND ${visibleToSql(bind(keys))}
       ORDER BY cases.opened_at DESC, cases.number DESC LIMIT ${maxOutages}
     ), dark AS (
       SELECT cases.state->'facts'->>'splitFrom' AS outage, count(*)::integer AS calls FROM cases
       WHERE cases.site = ANY (${at}::text[]) AND cases.kind = 'fault-repair' AND cases.closed_at IS NULL AND cases.state->'facts'->>'splitFrom' IN (SELECT number FROM page)
       GROUP BY 1
     )
     SELECT page.number, kind, rulebook, version, site, status, tier, seq, ${listedWordsColumns}, said.facts->>'line' AS line, said.facts->>'area' AS area, said.facts->>'outageType' AS type, said.facts->>'startsAt' AS "startsAt", said.facts->>'endsAt' AS "endsAt",
       said.words->>'answer' AS explanation, (SELECT count(*)::integer FROM cases WHERE ${outageOfCallSql} = page.number AND cases.site = page.site) AS calls,
       (SELECT count(*)::integer FROM cases AS calls WHERE calls.joined_to = page.number AND calls.closed_at IS NULL) AS waiting,
       COALESCE(dark.calls, 0) AS "stillDark"
     FROM page ${listedWordsFrom('page')} LEFT JOIN dark ON dark.outage = page.number
     ORDER BY page.opened_at DESC, page.number DESC`,
    values,
  );
}
