import type { DataSource } from 'typeorm';
import type { Post } from '../../domain/actor.js';
import type { Text } from '../../domain/text.js';
import { listedWordsColumns, listedWordsFrom, type ListedWords } from '../read/listed-words.js';
import { visibleToSql } from '../read/visible.js';

/** A notice in somebody's inbox, with the case it speaks of. */
export interface NoticeListRow {
  id: string;
  number: string;
  kind: string;
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
  status: string;
  tier: string | null;
  subject: string | null;
  about: string | null;
  secret: boolean | null;
  owner: string | null;
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
    `SELECT notices.id, notices.number, notices.kind, notices.role, notices.held_for, notices.clause, notices.clock, notices.text, notices.created_at, notices.read_at,
       cases.rulebook, cases.version, cases.site, cases.status, cases.tier, cases.subject, cases.state->'facts'->>'aboutPerson' AS about, cases.state->'facts'->'secret' AS secret, cases.state->'facts'->>'owner' AS owner
     FROM notices JOIN cases USING (number)
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

/** Something to be done now, with the case it belongs to. */
export interface TaskListRow extends ListedWords {
  number: string;
  id: string;
  role: string;
  department: string | null;
  person: string | null;
  acts: string[];
  clause: string;
  since: Date;
  due: Date | null;
  kind: string;
  rulebook: string;
  version: string;
  status: string;
  tier: string | null;
  seq: number;
}

export interface TaskCursor {
  due: string;
  number: string;
  id: string;
}

/**
 * Who asks for their tasks: their posts (those of others in whose place they act among them), and the sites of their
 * organisation, at all of which a post without a site counts.
 */
export interface TaskReader {
  person: string;
  posts: Post[];
  organisationSites: readonly string[];
  keys: string[];
  /**
   * The ledger's time (UTC ISO): those who work in a team then see what waits for it; what passes by those it is about
   * is for those above where nobody else is on for it.
   */
  at: string;
}

/** What somebody has to do, the most pressing first. What is meant for one person is shown to that person alone. */
export async function tasksFor(
  source: DataSource,
  { person, posts, organisationSites: home, keys, at }: TaskReader,
  after: TaskCursor | undefined,
  limit: number,
): Promise<TaskListRow[]> {
  return source.query(
    `WITH mine AS (
       SELECT tasks.* FROM tasks JOIN cases USING (number)
       WHERE ${visibleToSql('$8')} AND tasks.site = ANY ($7::text[]) AND (tasks.person = $1 OR EXISTS (
           SELECT FROM jsonb_to_recordset($2::jsonb) AS post (role text, site text, department text, "for" text, "forKeys" text[])
           WHERE (tasks.person IS NULL AND post.role = tasks.role OR tasks.person = post."for")
             AND (post."forKeys" IS NULL OR NOT post."forKeys" && ARRAY[cases.state->'facts'->>'aboutPerson'] AND (cases.unseen_by IS NULL OR NOT cases.unseen_by && post."forKeys")) AND (post.site IS NULL OR post.site = tasks.site)
             AND (tasks.department IS NULL OR post.department IS NULL OR post.department = tasks.department)
         ) AND (tasks.team IS NULL OR tasks.person IS NOT NULL OR works_in(tasks.team, $1, $9::timestamptz)))
         AND (tasks.id NOT LIKE '%:' || tasks.role OR NOT EXISTS (
           SELECT FROM tasks below WHERE below.number = tasks.number AND below.id = left(tasks.id, -length(tasks.role) - 1) AND (below.person IS NOT NULL OR EXISTS (
             SELECT FROM who_is_on(cases.state->>'organisation', tasks.site, ARRAY[below.role], below.department, $9::timestamptz, COALESCE(cases.unseen_by, '{}') || COALESCE(ARRAY[cases.state->'facts'->>'aboutPerson'], '{}'))))
         ))
         AND ($3::timestamptz IS NULL OR (COALESCE(tasks.due, 'infinity'), tasks.number, tasks.id) > ($3, $4::text, $5::text))
       ORDER BY COALESCE(tasks.due, 'infinity'), tasks.number, tasks.id LIMIT $6
     )
     SELECT mine.*, cases.kind, cases.rulebook, cases.version, cases.status, cases.tier, cases.seq, ${listedWordsColumns}
     FROM mine JOIN cases USING (number) ${listedWordsFrom('cases')} ORDER BY COALESCE(mine.due, 'infinity'), mine.number, mine.id`,
    [
      person,
      JSON.stringify(posts),
      after?.due ?? null,
      after?.number ?? null,
      after?.id ?? null,
      limit,
      home,
      keys,
      at,
    ],
  );
}
