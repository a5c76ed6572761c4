import type { DataSource } from 'typeorm';
import type { GeoPoint } from '../../domain/dispatch/dispatch.js';
import { geoPoint } from '../sql.js';
import { listedWordsColumns, listedWordsFrom } from './listed-words.js';
import type { TaskListRow } from './task-lists.js';
import { visibleToSql } from './visible.js';

/** What is known of the work of a case beside its tasks: whose it is, and where its area lies. */
export interface OrderRow {
  number: string;
  assignee: string | null;
  accepted: boolean;
  /** Whether its record says that it cannot wait (`emergency`) or is a grave event (`grave`). */
  urgent: boolean;
  repairType: string | null;
  area: string | null;
  /** Where the area lies or starts from; null where nobody has entered that. */
  point: GeoPoint | null;
}

/** The work of these cases, in no order. */
export async function ordersOf(source: DataSource, numbers: string[]): Promise<OrderRow[]> {
  if (numbers.length === 0) return [];
  return source.query(
    `SELECT cases.number, known.facts->>'assignee' AS assignee, COALESCE((known.facts->>'accepted')::boolean, false) AS accepted,
       COALESCE((known.facts->>'emergency')::boolean, false) OR COALESCE((known.facts->>'grave')::boolean, false) AS urgent,
       known.facts->>'repairType' AS "repairType", areas.name AS area, COALESCE(${geoPoint('areas')}, ${geoPoint('teams')}) AS point
     FROM cases CROSS JOIN LATERAL (SELECT cases.state->'facts' AS facts) AS known
     LEFT JOIN areas ON areas.id::text = substring(known.facts->>'teamWhy' from '^(?:area|line):([0-9]+)')
     LEFT JOIN teams ON teams.id::text = known.facts->>'team'
     WHERE cases.number = ANY ($1::text[])`,
    [numbers],
  );
}

/** An open case of somebody that waits for others: there is no task of theirs in it. */
export type DeferredOrder = Omit<
  TaskListRow,
  'id' | 'role' | 'department' | 'person' | 'acts' | 'since' | 'scope' | 'held_for'
>;

/** What somebody has that waits for others, by kind and the status it is in then. */
export async function deferredOrdersOf(
  source: DataSource,
  { person, sites, keys }: { person: string; sites: readonly string[]; keys: string[] },
  statuses: Record<string, string>,
): Promise<DeferredOrder[]> {
  // Said as it stands, so that the index of these cases is found.
  const inOne = [...new Set(Object.values(statuses))].map((status) => `'${status}'`).join(', ');
  return source.query(
    `SELECT cases.number, cases.kind, cases.rulebook, cases.version, cases.status, cases.tier, cases.seq, '' AS clause, NULL AS due, NULL AS clocks, NULL AS reason, ${listedWordsColumns}
     FROM cases ${listedWordsFrom('cases')}
     WHERE cases.closed_at IS NULL AND cases.status IN (${inOne}) AND cases.site = ANY ($2::text[]) AND (cases.kind, cases.status) IN (SELECT key, value FROM jsonb_each_text($4::jsonb))
       AND cases.state->'facts'->>'assignee' = $1 AND ${visibleToSql('$3')} ORDER BY cases.number LIMIT 200`,
    [person, sites, keys, JSON.stringify(statuses)],
  );
}
