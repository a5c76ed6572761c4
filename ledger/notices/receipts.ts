import type { DataSource } from 'typeorm';
import type { NoticeKind } from '../../domain/case/case.js';
import type { Text } from '../../domain/text.js';
import { noticeTextSql } from './notice-text.js';

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
  return source.query(
    `SELECT notices.id, seq, role, notices.person_id AS person, people.name, kind, clause, clock, ${noticeTextSql} AS text, notices.created_at AS at, read_at AS "readAt",
       ARRAY(SELECT jsonb_build_object('channel', channel, 'state', state, 'digest', digest, 'dueAt', due_at, 'sentAt', sent_at, 'attempts', attempts, 'code', last_code)
         FROM deliveries WHERE notice_id = notices.id ORDER BY channel) AS deliveries
     FROM notices LEFT JOIN people ON people.id = notices.person_id
     WHERE number = $1 AND ($2::bigint IS NULL OR notices.id > $2) ORDER BY notices.id LIMIT $3`,
    [number, afterId ?? null, limit],
  );
}
