import type { QueryRunner } from 'typeorm';
import type { CaseState, NoticeOrder } from '../domain/case.js';
import { aboutKeys, unseenKeys } from '../domain/about.js';
import { isRunning, nextMoment, wakeAt } from '../domain/clocks.js';
import { filesIn, type NamedFile } from '../domain/evidence.js';
import { kinds } from '../domain/kinds.js';
import { rolesAbove, standingFor } from '../domain/permission.js';
import type { Rulebook } from '../domain/rulebook.js';
import { wordsToFind } from '../domain/shield.js';
import { tasksOf } from '../domain/tasks.js';
import { inZone } from '../domain/zone.js';
import type { Entry } from './chain.js';
import type { KeyedRequest } from './keys.js';
import { matterOf } from './matter.js';
import { newNotices } from './recipients.js';
import { searchTerms } from './search-words.js';
import { prepared, TryAgain } from './transaction.js';

/** What one transaction brings to one case. */
export interface Writing {
  before: CaseState | null;
  after: CaseState;
  entries: Entry[];
  rulebook: Rulebook;
  mail: boolean;
  /** The ledger's time (UTC ISO): roles become people as of now, whenever what they are told of happened. */
  now: string;
  /** Whether the engine has to be signalled, or has just been answered. */
  signal: boolean;
  /** The Idempotency-Key the answer is kept under. */
  request?: KeyedRequest | undefined;
}

/**
 * One statement for everything that follows from new entries: entries, case row, clocks, tasks, notices, outbox. Roles become people here, at the
 * moment of telling, people of the case's own organisation; a role that nobody holds but those it is about goes one level up, and where nobody is left the
 * notice stays with the role.
 */
export async function write(runner: QueryRunner, writing: Writing): Promise<void> {
  const { before, after, entries, rulebook } = writing;
  const touched = new Set(entries.flatMap((entry) => entry.changes.flatMap((change) => (change.type === 'clock' ? [change.clock.id] : []))));
  const tasks = tasksOf(after, rulebook);
  const earlier = before ? tasksOf(before, rulebook) : [];
  const gone = earlier.filter((task) => !tasks.some((one) => one.id === task.id)).map((task) => task.id);
  const changed = tasks.filter((task) => !earlier.some((one) => JSON.stringify(one) === JSON.stringify(task)));
  const wordsChanged = before === null || entries.some((entry) => entry.changes.some((change) => change.type === 'words'));
  const compared = wordsChanged ? matterOf(wordsToFind(after)) : undefined;
  const next = nextMoment(after);
  const row = {
    number: after.number, kind: after.kind, rulebook: after.rulebook, version: after.version, site: after.site, status: after.status, tier: after.tier,
    department: after.department, round: after.round, received_at: after.receivedAt, opened_at: after.openedAt, closed_at: after.closedAt,
    next_moment_at: next && wakeAt(next.moment), late_clocks: after.clocks.filter((clock) => isRunning(clock) && clock.breachedAt).length,
    subject: after.words.subject ?? null, customer_key: after.facts['customerKey'] ?? null, imported_from: after.facts['importedFrom'] ?? null,
    joined_to: after.facts['joinedTo'] ?? null, line: after.facts['line'] ?? null, unseen_by: unseenBy(after), seq: after.seq, last_hash: entries.at(-1)!.hash, state: after,
  };
  const files = entries.flatMap((entry) => filesOf(after.kind, entry));
  const written = await prepared(runner, files.length ? appendWithFiles : append, [
    JSON.stringify(row),
    JSON.stringify(entries.map(entryRow)),
    JSON.stringify(after.clocks.filter((clock) => touched.has(clock.id)).map(clockRow(after.number))),
    JSON.stringify(changed.map((task) => ({ ...task, number: after.number, site: after.site }))),
    gone,
    JSON.stringify(entries.flatMap((entry) => entry.notices.map((notice) => told(notice, entry, writing)))),
    wordsChanged ? searchTerms(Object.values(wordsToFind(after)).join('\n')) : null,
    writing.signal,
    writing.mail,
    aboutKeys(after.facts),
    after.department,
    writing.request?.actor ?? null,
    writing.request?.key ?? null,
    writing.request?.bodySha256 ?? null,
    before?.seq ?? null,
    after.organisation,
    compared?.matter ?? null,
    compared?.place ?? null,
    compared?.phone ?? null,
    ...(files.length ? [JSON.stringify(files)] : []),
  ]);
  if (written.length === 0) throw new TryAgain(`Case ${after.number} has moved on while the act was decided.`);
}

/** The files that an entry names, by the fields of its act. */
export function filesOf(kind: string, { seq, act, input }: Pick<Entry, 'seq' | 'act' | 'input'>): (NamedFile & { seq: number })[] {
  const table = kinds[kind] ?? {};
  const fields = Object.hasOwn(table, act) ? table[act]!.fields : undefined;
  return filesIn(fields ?? {}, input).map((file) => ({ seq, ...file }));
}

/** Column `unseen_by`: null for nearly every case. */
export function unseenBy({ facts }: CaseState): string[] | null {
  const keys = unseenKeys(facts);
  return keys.length ? keys : null;
}

/** A notice with what it takes to find its people: the ladder of its role, and what to call the role where nobody is on for it. */
function told(notice: NoticeOrder, { seq, at }: Entry, { rulebook, now }: Writing): Record<string, unknown> {
  const { role } = notice;
  const standing = standingFor(role, rulebook, now);
  return { ...notice, standing, seq, at, now, day: inZone(now, rulebook.timeZone).slice(0, 10), name: rulebook.roles[role]?.name ?? { 'zh-CN': role, en: role }, roles: [role, ...rolesAbove(role, rulebook)] };
}

function entryRow(entry: Entry): Record<string, unknown> {
  const { happenedAt, previousHash, ...rest } = entry;
  return { ...rest, happened_at: happenedAt, previous_hash: previousHash };
}

function clockRow(number: string) {
  return (clock: CaseState['clocks'][number]): Record<string, unknown> => ({
    number, id: clock.id, rule: clock.rule, clause: clock.clause, who: clock.who, started_at: clock.startedAt, due: clock.due,
    breached_at: clock.breachedAt, ended_at: clock.metAt ?? clock.stoppedAt,
  });
}

const append = {
  name: 'banjie-append',
  text: `
WITH wanted AS (SELECT * FROM jsonb_populate_record(NULL::cases, $1::jsonb)),
case_row AS (
  INSERT INTO cases SELECT * FROM wanted
  ON CONFLICT (number) DO UPDATE SET
    status = EXCLUDED.status, tier = EXCLUDED.tier, department = EXCLUDED.department, round = EXCLUDED.round, received_at = EXCLUDED.received_at,
    closed_at = EXCLUDED.closed_at, next_moment_at = EXCLUDED.next_moment_at, late_clocks = EXCLUDED.late_clocks, subject = EXCLUDED.subject,
    customer_key = EXCLUDED.customer_key, joined_to = EXCLUDED.joined_to, line = EXCLUDED.line, unseen_by = EXCLUDED.unseen_by, seq = EXCLUDED.seq, last_hash = EXCLUDED.last_hash, state = EXCLUDED.state
    WHERE cases.seq = $15
  RETURNING number, site
),
words AS (
  INSERT INTO case_search SELECT number, array_to_tsvector($7::text[]), $17::text, $18::text, $19::text FROM case_row WHERE $7::text[] IS NOT NULL
  ON CONFLICT (number) DO UPDATE SET words = EXCLUDED.words, matter = EXCLUDED.matter, place = EXCLUDED.place, phone = EXCLUDED.phone
),
new_entries AS (
  INSERT INTO entries (number, seq, act, actor, role, at, happened_at, input, facts, changes, notices, previous_hash, hash)
  SELECT number, seq, act, actor, role, at, happened_at, input, facts, changes, notices, previous_hash, hash FROM jsonb_populate_recordset(NULL::entries, $2::jsonb) WHERE EXISTS (SELECT FROM case_row)
),
new_clocks AS (
  INSERT INTO clocks SELECT * FROM jsonb_populate_recordset(NULL::clocks, $3::jsonb) WHERE EXISTS (SELECT FROM case_row)
  ON CONFLICT (number, id) DO UPDATE SET due = EXCLUDED.due, breached_at = EXCLUDED.breached_at, ended_at = EXCLUDED.ended_at
),
new_tasks AS (
  INSERT INTO tasks SELECT * FROM jsonb_populate_recordset(NULL::tasks, $4::jsonb) WHERE EXISTS (SELECT FROM case_row)
  ON CONFLICT (number, id) DO UPDATE SET role = EXCLUDED.role, department = EXCLUDED.department, person = EXCLUDED.person, team = EXCLUDED.team, due = EXCLUDED.due
),
gone_tasks AS (DELETE FROM tasks WHERE number IN (SELECT number FROM case_row) AND id = ANY ($5::text[])),
${newNotices},
answered AS (
  INSERT INTO idempotency_keys (actor, key, body_sha256, number, seq)
  SELECT $12::text, $13::text, $14::text, number, ($1::jsonb->>'seq')::integer FROM case_row WHERE $13::text IS NOT NULL
),
unsent AS (INSERT INTO outbox (number, seq) SELECT number, (entry->>'seq')::integer FROM case_row, jsonb_array_elements($2::jsonb) AS entry WHERE $8)
SELECT number FROM case_row`,
};

/** The same where entries name files: seldom, so that every other act is spared the part. The desk's callers have seen to it that the files are on record. */
const appendWithFiles = {
  name: 'banjie-append-files',
  text: append.text.replace(/SELECT number FROM case_row$/, () => `, new_files AS (
  INSERT INTO case_files (number, seq, field, file_id) SELECT case_row.number, named.seq, named.field, files.id
  FROM case_row, jsonb_to_recordset($20::jsonb) AS named (seq integer, field text, id text) JOIN files ON files.id = named.id
)
SELECT number FROM case_row`),
};
