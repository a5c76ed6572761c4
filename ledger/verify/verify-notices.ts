import type { NoticeRequest } from '../../domain/case/case.js';
import { canonicalJson } from '../canonical-json.js';
import type { RecordedEntry } from '../chain.js';
import type { CaseFault } from './faults.js';

/** A row of `notices` as far as it follows from its entry: whom a role meant was decided when it was written. */
export interface NoticeRow {
  number: string;
  seq: number;
  role: string;
  kind: string;
  clause: string;
  clock: string | null;
  /** Which of its entry's words it says; null where the row has a text of its own. */
  word: number | null;
  text: unknown;
  created_at: Date;
}

export const noticeColumns = [
  'number',
  'seq',
  'role',
  'kind',
  'clause',
  'clock',
  'word',
  'text',
  'created_at',
] as const;

/** What tells administrators that nobody holds a role: made beside the notices of an entry (ledger/notice-statement.ts). */
const besideEntries = 'unheld';

/**
 * Notices that their entry does not say, and notices of an entry that nobody has got. One person is told once of one
 * matter: where an entry tells two roles of the same, one row may be for both.
 */
export function noticeFaults(entries: RecordedEntry[], rows: NoticeRow[]): CaseFault[] {
  const rowsBySeq = new Map<number, NoticeRow[]>();
  for (const row of rows)
    if (row.kind !== besideEntries) rowsBySeq.set(row.seq, [...(rowsBySeq.get(row.seq) ?? []), row]);
  const faults: CaseFault[] = [];
  for (const { seq, at, notices } of entries) {
    const found = rowsBySeq.get(seq) ?? [];
    rowsBySeq.delete(seq);
    const wanted = new Set(notices.map((notice) => textOfNotice(notice, at)));
    const there = new Set(found.map((row) => textOfNotice(asSaid(row), row.created_at.toISOString())));
    const matters = new Set(found.map(matterOf));
    for (const row of found)
      if (!wanted.has(textOfNotice(asSaid(row), row.created_at.toISOString())))
        faults.push({ seq, what: `a notice (${row.kind}) to ${row.role} is not what it says` });
    for (const notice of notices)
      if (!there.has(textOfNotice(notice, at)) && !(isShared(notice, notices) && matters.has(matterOf(notice))))
        faults.push({ seq, what: `its notice (${notice.kind}) to ${notice.role} is missing` });
  }
  return [
    ...faults,
    ...[...rowsBySeq.keys()].map((seq) => ({ seq, what: 'a notice is on record of an entry that is not' })),
  ];
}

/** The notice of a row as its entry says it: with a reference for its words. */
function asSaid(row: NoticeRow): NoticeRow {
  return row.text !== null || row.word === null ? row : { ...row, text: { $word: [row.seq, row.word] } };
}

type Notice = Pick<NoticeRequest, 'role' | 'kind' | 'clause' | 'text'> & { clock?: string | null };
type AnyNotice = Omit<Notice, 'kind' | 'text'> & { kind: string; text: unknown };

function textOfNotice({ role, kind, clause, clock, text }: AnyNotice, at: string): string {
  return canonicalJson({ role, kind, clause, clock: clock ?? null, text, at });
}

function matterOf({ kind, clock }: Pick<AnyNotice, 'kind' | 'clock'>): string {
  return canonicalJson([kind, clock ?? null]);
}

function isShared(notice: NoticeRequest, notices: NoticeRequest[]): boolean {
  return notices.some((other) => other !== notice && matterOf(other) === matterOf(notice));
}
