import type { QueryRunner } from 'typeorm';
import type { CaseState, NoticeRequest } from '../domain/case/case.js';
import { subjectKeys, excludedKeys } from '../domain/case/subjects.js';
import { nextMoment, wakeAt } from '../domain/clocks/clock-moments.js';
import { isRunning } from '../domain/clocks/clocks.js';
import { filesIn, type FileReference } from '../domain/deciding/evidence.js';
import { kinds } from '../domain/kinds/kinds.js';
import { rolesAbove } from '../domain/rulebook/role-groups.js';
import { standInRoles } from '../domain/deciding/permission.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { searchableWords } from '../domain/case/redaction.js';
import { tasksOf, type Task } from '../domain/projections/tasks.js';
import { inZone } from '../domain/time/zone.js';
import type { Entry } from './chain.js';
import type { KeyedRequest } from './request.js';
import { similarityKeyOf } from './similarity-key.js';
import { searchTerms } from './search-words.js';
import { writeStatement, type CaseColumns, type WriteSection } from './write-statement.js';
import { runPrepared, ConcurrentChangeError } from './transaction.js';

/** What one transaction brings to one case. */
export interface CaseWrite {
  before: CaseState | null;
  after: CaseState;
  entries: Entry[];
  rulebook: Rulebook;
  /** Where the case is moved to another version: the one it was pinned to. */
  rulebookBefore: Rulebook;
  mail: boolean;
  /** The ledger's time (UTC ISO): roles become people as of now, whenever what they are told of happened. */
  now: string;
  /** Whether the engine has to be signalled, or has just been answered. */
  signal: boolean;
  /** The Idempotency-Key the answer is kept under. */
  request?: KeyedRequest | undefined;
}

/**
 * One statement for everything that follows from new entries: entries, case row, clocks, tasks, notices, outbox. Roles
 * become people here, at the moment of telling, people of the case's own organisation; a role that nobody holds but
 * those it is about goes one level up, and where nobody is left the notice stays with the role.
 */
export async function writeCase(runner: QueryRunner, writing: CaseWrite): Promise<void> {
  const { before, after, entries, rulebook, rulebookBefore, request } = writing;
  const touched = new Set(
    entries.flatMap((entry) => entry.changes.flatMap((change) => (change.type === 'clock' ? [change.clock.id] : []))),
  );
  const clocks = after.clocks.filter((clock) => touched.has(clock.id));
  const { changed, gone } = changedTasks(before ? tasksOf(before, rulebookBefore) : [], tasksOf(after, rulebook));
  const notices = entries.flatMap((entry) => entry.notices.map((notice) => noticeParameters(notice, entry, writing)));
  const files = entries.flatMap((entry) => filesOfEntry(after.kind, entry));
  const wordsChanged =
    before === null || entries.some((entry) => entry.changes.some((change) => change.type === 'words'));
  const words = wordsChanged ? searchableWords(after) : undefined;
  const compared = words && similarityKeyOf(words);
  const row = columnsOf(after, entries.at(-1)!.hash);
  const has: Record<WriteSection, boolean> = {
    opened: before === null,
    moved: before !== null,
    entries: true,
    words: !!words,
    clocks: clocks.length > 0,
    tasks: changed.length > 0,
    gone: gone.length > 0,
    notices: notices.length > 0,
    files: files.length > 0,
    answered: !!request,
    unsent: writing.signal,
  };
  const statement = writeStatement(
    has,
    {
      2: JSON.stringify(entries.map(entryRow)),
      3: JSON.stringify(clocks.map(clockRow(after.number))),
      4: JSON.stringify(changed.map((task) => ({ ...task, number: after.number, site: after.site }))),
      5: gone,
      6: JSON.stringify(notices),
      7: words && searchTerms(Object.values(words).join('\n')),
      8: entries[0]!.seq,
      9: writing.mail,
      10: subjectKeys(after.facts),
      11: after.department,
      12: request?.actor,
      13: request?.key,
      14: request?.bodySha256,
      15: before?.seq,
      16: after.organisation,
      17: compared?.matter,
      18: compared?.place,
      19: compared?.phone,
      20: JSON.stringify(files),
    },
    row,
  );
  if ((await runPrepared(runner, ...statement)).length === 0)
    throw new ConcurrentChangeError(`Case ${after.number} has moved on while the act was decided.`);
}

function columnsOf(after: CaseState, lastHash: string): CaseColumns {
  const { number, kind, rulebook, version, site, status, tier, department, round, seq, facts, words, clocks } = after;
  const next = nextMoment(after);
  return {
    number,
    kind,
    rulebook,
    version,
    site,
    status,
    tier,
    department,
    round,
    seq,
    last_hash: lastHash,
    received_at: after.receivedAt,
    opened_at: after.openedAt,
    closed_at: after.closedAt,
    next_moment_at: next && wakeAt(next.moment),
    late_clocks: clocks.filter((clock) => isRunning(clock) && clock.breachedAt).length,
    subject: words.subject ?? null,
    customer_key: facts['customerKey'] ?? null,
    imported_from: facts['importedFrom'] ?? null,
    joined_to: facts['joinedTo'] ?? null,
    line: facts['line'] ?? null,
    owner: facts['owner'] ?? null,
    unseen_by: unseenByColumn(after),
    state: JSON.stringify(after),
  };
}

/** The tasks that are new or no longer the same, and the ids of those that are gone. */
function changedTasks(earlier: Task[], tasks: Task[]): { changed: Task[]; gone: string[] } {
  const before = new Map(earlier.map((task) => [task.id, JSON.stringify(task)]));
  const changed = tasks.filter((task) => before.get(task.id) !== JSON.stringify(task));
  for (const { id } of tasks) before.delete(id);
  return { changed, gone: [...before.keys()] };
}

/** The files that an entry names, by the fields of its act. */
export function filesOfEntry(
  kind: string,
  { seq, act, input }: Pick<Entry, 'seq' | 'act' | 'input'>,
): (FileReference & { seq: number })[] {
  const table = kinds[kind] ?? {};
  const fields = Object.hasOwn(table, act) ? table[act]!.fields : undefined;
  return filesIn(fields ?? {}, input).map((file) => ({ seq, ...file }));
}

/** Column `unseen_by`: null for nearly every case. */
export function unseenByColumn({ facts }: CaseState): string[] | null {
  const keys = excludedKeys(facts);
  return keys.length ? keys : null;
}

/**
 * A notice with what it takes to find its people: the ladder of its role, and what to call the role where nobody is on
 * for it.
 */
function noticeParameters(
  notice: NoticeRequest,
  { seq, at }: Entry,
  { rulebook, now }: CaseWrite,
): Record<string, unknown> {
  const { role } = notice;
  const standing = standInRoles(role, rulebook, now);
  return {
    ...notice,
    standing,
    seq,
    at,
    now,
    day: inZone(now, rulebook.timeZone).slice(0, 10),
    name: rulebook.roles[role]?.name ?? { 'zh-CN': role, en: role },
    roles: [role, ...rolesAbove(role, rulebook)],
  };
}

function entryRow(entry: Entry): Record<string, unknown> {
  const { happenedAt, previousHash, ...rest } = entry;
  return { ...rest, happened_at: happenedAt, previous_hash: previousHash };
}

function clockRow(number: string) {
  return (clock: CaseState['clocks'][number]): Record<string, unknown> => ({
    number,
    id: clock.id,
    rule: clock.rule,
    clause: clock.clause,
    who: clock.who,
    started_at: clock.startedAt,
    due: clock.due,
    breached_at: clock.breachedAt,
    ended_at: clock.metAt ?? clock.stoppedAt,
  });
}
