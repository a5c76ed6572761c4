import type { DataSource } from 'typeorm';
import type { CaseChange, NoticeKind } from '../../domain/case/case.js';
import type { NoticeOnItsWay } from '../../domain/notices/notice-outcome.js';
import type { Text } from '../../domain/text.js';
import { wholeChanges, type MarkingEntry } from '../words/stored-form.js';
import { utcIso } from '../sql.js';
import { dueThenSql, noticeOnItsWaySql, noticeTextSql } from './notice-text.js';

/**
 * A notice of a case: who was notified, how it reached them, when they read it. `person` is null for the customer, and
 * for a role that nobody holds.
 */
export interface NoticeReceipt {
  id: string;
  seq: number;
  role: string;
  person: string | null;
  name: string | null;
  kind: NoticeKind;
  clause: string;
  clock: string | null;
  text: Text;
  at: Date;
  readAt: Date | null;
  onItsWay: NoticeOnItsWay;
  /** When the clock that it is about was due then (UTC ISO); null where the entry is about none. */
  dueThen: string | null;
  /** What its entry changed. */
  changes: CaseChange[];
  deliveries: {
    channel: string;
    state: string;
    digest: boolean;
    dueAt: string;
    sentAt: string | null;
    attempts: number;
    code: string | null;
  }[];
}

/** The notices of a case, oldest first, after the one of that id. */
export async function receiptsOf(
  source: DataSource,
  number: string,
  afterId: string | undefined,
  limit: number,
): Promise<NoticeReceipt[]> {
  const rows: (Omit<NoticeReceipt, 'changes'> & { entry: MarkingEntry })[] = await source.query(
    `SELECT notices.id, notices.seq, notices.role, notices.person_id AS person, people.name, notices.kind, notices.clause, notices.clock, ${noticeTextSql} AS text, notices.created_at AS at, notices.read_at AS "readAt",
       ${noticeOnItsWaySql} AS "onItsWay", ${dueThenSql} AS "dueThen",
       jsonb_build_object('at', ${utcIso('entries.at')}, 'happenedAt', ${utcIso('entries.happened_at')}, 'actor', entries.actor, 'role', entries.role, 'changes', entries.changes) AS entry,
       ARRAY(SELECT jsonb_build_object('channel', channel, 'state', state, 'digest', digest, 'dueAt', due_at, 'sentAt', sent_at, 'attempts', attempts, 'code', last_code)
         FROM deliveries WHERE notice_id = notices.id ORDER BY channel) AS deliveries
     FROM notices JOIN entries ON entries.number = notices.number AND entries.seq = notices.seq LEFT JOIN people ON people.id = notices.person_id
     WHERE notices.number = $1 AND ($2::bigint IS NULL OR notices.id > $2) ORDER BY notices.id LIMIT $3`,
    [number, afterId ?? null, limit],
  );
  return rows.map(({ entry, ...row }) => ({ ...row, changes: wholeChanges(entry) }));
}
