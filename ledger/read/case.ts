import type { DataSource } from 'typeorm';
import type { CaseState, CaseChange, NoticeRequest } from '../../domain/case/case.js';
import type { Scalar } from '../../domain/text.js';
import type { NoticeOnItsWay } from '../../domain/notices/notice-outcome.js';
import { erasedText, noticeOnItsWaySql } from '../notices/notice-text.js';
import { attachWords, type SaidWords } from '../words/entry-words.js';
import { readState, saidInEntrySql, storedStateColumns } from '../words/read-state.js';
import { wholeChanges } from '../words/stored-form.js';

/** The case as it now stands, or undefined. */
export async function caseState(source: DataSource, number: string): Promise<CaseState | undefined> {
  const [row] = await source.query(`SELECT ${storedStateColumns()} FROM cases WHERE number = $1`, [number]);
  return row && readState(row).state;
}

/** Where a case belongs, and the keys of those whom it excludes (`unseenKeys`). */
export interface CaseOrigin {
  site: string;
  kind: string;
  excludedKeys: string[];
}

/** The origin of a case, or undefined. */
export async function caseOrigin(source: DataSource, number: string): Promise<CaseOrigin | undefined> {
  const rows = await source.query(
    `SELECT site, kind, COALESCE(unseen_by, '{}') AS "excludedKeys" FROM cases WHERE number = $1`,
    [number],
  );
  return rows[0];
}

/** An entry as a timeline shows it. */
export interface TimelineRow {
  seq: number;
  act: string;
  actor: string;
  /** Name of the person who acted; null for the system and for operators. */
  name: string | null;
  /** Name of whom they stood in for (the fact `for`). */
  for_name: string | null;
  /** Name of who made the token they acted with (the fact `tokenBy`). */
  token_by_name: string | null;
  role: string;
  at: Date;
  happened_at: Date;
  input: Record<string, unknown>;
  facts: Record<string, Scalar>;
  changes: CaseChange[];
  notices: NoticeRequest[];
  /** What has become of its notices, each with the role it was meant for. */
  on_their_way: (NoticeOnItsWay & { role: string; clause: string })[];
}

/**
 * The entries of a case in the order in which things happened, those of one time as they were entered; `after`: how many
 * are passed over. What is entered late stands where it belongs.
 */
export async function timelineOf(
  source: DataSource,
  number: string,
  after: number,
  limit: number,
): Promise<TimelineRow[]> {
  const rows: (TimelineRow & { said: SaidWords })[] = await source.query(
    `SELECT entries.seq, entries.act, entries.actor, people.name, (SELECT name FROM people WHERE id = entries.facts->>'for') AS for_name, (SELECT name FROM people WHERE id = entries.facts->>'tokenBy') AS token_by_name, entries.role, entries.at, entries.happened_at, entries.input, entries.facts, entries.changes, entries.notices, ${saidInEntrySql} AS said,
       ARRAY(SELECT ${noticeOnItsWaySql} || jsonb_build_object('role', notices.role, 'clause', notices.clause) FROM notices WHERE notices.number = entries.number AND notices.seq = entries.seq ORDER BY notices.id) AS on_their_way
     FROM entries LEFT JOIN people ON people.id = entries.actor WHERE entries.number = $1 ORDER BY entries.happened_at, entries.seq OFFSET $2 LIMIT $3`,
    [number, after, limit],
  );
  return rows.map(({ said, ...row }) => ({
    ...row,
    input: attachWords(row.input, said),
    changes: wholeChanges({ ...row, at: row.at.toISOString(), happenedAt: row.happened_at.toISOString() }),
    notices: attachWords(row.notices, said).map((notice) => ({ ...notice, text: notice.text ?? erasedText })),
  }));
}
