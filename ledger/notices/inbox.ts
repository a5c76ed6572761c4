import type { DataSource } from 'typeorm';
import type { NoticeKind } from '../../domain/case/case.js';
import type { NoticeOnItsWay } from '../../domain/notices/notice-outcome.js';
import type { Text } from '../../domain/text.js';
import { subjectSql } from '../read/listed-words.js';
import { visibleToSql } from '../read/visible.js';
import { utcIso } from '../sql.js';
import { dueThenSql, noticeOnItsWaySql, noticeTextSql } from './notice-text.js';

/** A notice in somebody's inbox, with the case it speaks of. */
export interface NoticeListRow {
  id: string;
  number: string;
  kind: NoticeKind;
  role: string;
  /** For whom the reader stands in. */
  held_for: string | null;
  clause: string;
  clock: string | null;
  text: Text;
  created_at: Date;
  read_at: Date | null;
  rulebook: string;
  version: string;
  site: string;
  case_kind: string;
  status: string;
  tier: string | null;
  subject: string | null;
  about: string | null;
  secret: boolean | null;
  owner: string | null;
  department: string | null;
  on_its_way: NoticeOnItsWay;
  /** When the clock that it is about was due then (UTC ISO); null where it is about none. */
  due_then: string | null;
  /** That clock as it is now, and who has it in hand. */
  clock_now: { who: string; due: string; isRunning: boolean; isBreached: boolean } | null;
  holder: string | null;
}

/**
 * Whose inbox, the sites whose cases they may read, those of their organisation (a role that nobody is on for is
 * reported regardless of who may read the case), and their keys (`keysOf`).
 */
export interface NoticeReader {
  person: string;
  sites: string[];
  organisationSites: readonly string[];
  keys: string[];
}

/** The notices of a person, newest first. */
export async function noticesOf(
  source: DataSource,
  { person, sites, organisationSites: home, keys }: NoticeReader,
  unread: boolean,
  beforeId: string | undefined,
  limit: number,
): Promise<NoticeListRow[]> {
  return source.query(
    `SELECT notices.id, notices.number, notices.kind, notices.role, notices.held_for, notices.clause, notices.clock, ${noticeTextSql} AS text, notices.created_at, notices.read_at,
       cases.rulebook, cases.version, cases.site, cases.kind AS case_kind, cases.status, cases.tier, ${subjectSql} AS subject, cases.state->'facts'->>'aboutPerson' AS about, cases.state->'facts'->'secret' AS secret, cases.state->'facts'->>'owner' AS owner,
       cases.department, ${noticeOnItsWaySql} AS on_its_way, (SELECT ${dueThenSql} FROM entries WHERE entries.number = notices.number AND entries.seq = notices.seq) AS due_then, holders.name AS holder,
       CASE WHEN clocks.id IS NOT NULL THEN jsonb_build_object('who', clocks.who, 'due', ${utcIso('clocks.due')}, 'isRunning', clocks.ended_at IS NULL, 'isBreached', clocks.breached_at IS NOT NULL) END AS clock_now
     FROM notices JOIN cases USING (number) LEFT JOIN clocks ON clocks.number = notices.number AND clocks.id = notices.clock
       LEFT JOIN tasks ON tasks.number = notices.number AND tasks.id = notices.clock LEFT JOIN people holders ON holders.id = tasks.person
     WHERE notices.person_id = $1 AND (cases.site = ANY ($2::text[]) OR notices.kind = 'unheld' AND cases.site = ANY ($7::text[])) AND ${visibleToSql('$6')} AND (NOT $3 OR notices.read_at IS NULL) AND ($4::bigint IS NULL OR notices.id < $4)
     ORDER BY notices.id DESC LIMIT $5`,
    [person, sites, unread, beforeId ?? null, limit, keys, home],
  );
}

/** How many notices of a person are unread. */
export async function unreadCount(
  source: DataSource,
  { person, sites, organisationSites: home, keys }: NoticeReader,
): Promise<number> {
  const rows = await source.query(
    `SELECT count(*)::integer AS count FROM notices JOIN cases USING (number) WHERE person_id = $1 AND read_at IS NULL AND (cases.site = ANY ($2::text[]) OR notices.kind = 'unheld' AND cases.site = ANY ($4::text[])) AND ${visibleToSql('$3')}`,
    [person, sites, keys, home],
  );
  return rows[0].count;
}

/** A person who got a notice of a case. `unheldOnly`: all they got reports a role that nobody is on for. */
export interface NoticedPerson {
  person: string;
  number: string;
  unheldOnly: boolean;
}

/** Who of these people got a notice of these cases, by their entries `from` to `seq`. */
export async function noticedPeople(
  source: DataSource,
  cases: readonly { number: string; from: number; seq: number }[],
  people: readonly string[],
): Promise<NoticedPerson[]> {
  return source.query(
    `SELECT person_id AS person, number, bool_and(kind = 'unheld') AS "unheldOnly"
     FROM unnest($1::text[], $2::integer[], $3::integer[]) AS changed (number, first, last) JOIN notices USING (number)
     WHERE notices.seq BETWEEN changed.first AND changed.last AND person_id = ANY ($4::text[]) GROUP BY person_id, number`,
    [cases.map(({ number }) => number), cases.map(({ from }) => from), cases.map(({ seq }) => seq), people],
  );
}

/** Marks a notice as read, once; when that was, or undefined where the person has no such notice. */
export async function markRead(
  source: DataSource,
  { person, keys }: Omit<NoticeReader, 'sites' | 'organisationSites'>,
  id: string,
  at: string,
): Promise<Date | undefined> {
  const [rows] = await source.query(
    `UPDATE notices SET read_at = COALESCE(read_at, $3::timestamptz) FROM cases
     WHERE cases.number = notices.number AND notices.id = $1::bigint AND notices.person_id = $2 AND ${visibleToSql('$4')} RETURNING read_at`,
    [id, person, at, keys],
  );
  return rows[0]?.read_at;
}

/** Marks the notices of an inbox as read, all or up to one (`throughId`), in one statement; how many were not. */
export async function markAllRead(
  source: DataSource,
  { person, sites, organisationSites: home, keys }: NoticeReader,
  throughId: string | undefined,
  at: string,
): Promise<number> {
  const [, count] = await source.query(
    `UPDATE notices SET read_at = $3::timestamptz FROM cases
     WHERE cases.number = notices.number AND person_id = $1 AND ($2::bigint IS NULL OR notices.id <= $2) AND read_at IS NULL
       AND (cases.site = ANY ($5::text[]) OR notices.kind = 'unheld' AND cases.site = ANY ($6::text[])) AND ${visibleToSql('$4')}`,
    [person, throughId ?? null, at, keys, sites, home],
  );
  return count;
}
