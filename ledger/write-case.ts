import type { CaseChange, CaseState } from '../domain/case/case.js';
import { touchedId } from '../domain/case/clock-change.js';
import { guardingFacts } from '../domain/case/redaction.js';
import { subjectKeys } from '../domain/case/subjects.js';
import { standInRoles } from '../domain/deciding/permission.js';
import { rolesAbove } from '../domain/rulebook/role-groups.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { inZone } from '../domain/time/zone.js';
import { caseRow, clockRows, entryRow, fileRows, searchRow, taskRows, wordRows } from './case-rows.js';
import { NumberTaken } from './case-numbers.js';
import type { Entry } from './chain.js';
import { forgetDatabaseTime, learnDatabaseTime } from './database-clock.js';
import { NotFromMemory, type AsRemembered } from './remembered.js';
import type { KeyedRequest, Telling } from './request.js';
import { requestDigest } from './request-digests.js';
import { runPrepared, ConcurrentChangeError, type Connection } from './transaction.js';
import { wordOf } from './words/entry-words.js';
import { writeStatement, type WriteSection, type WrittenCase } from './write-statement.js';

/** What one transaction brings to one case. */
export interface CaseWrite {
  before: CaseState | null;
  after: CaseState;
  /** The case after it with references for its words. */
  detached: CaseState;
  entries: Entry[];
  rulebook: Rulebook;
  /** Where the case is moved to another version: the one it was pinned to. */
  rulebookBefore: Rulebook;
  mail: boolean;
  /** The ledger's time (UTC ISO): roles become people as of now, whenever the matter of the notice happened. */
  now: string;
  /** In how many milliseconds the engine must have been told; null where it need not be, or has just been answered. */
  tellInMs: number | null;
  /** The Idempotency-Key the answer is kept under. */
  request?: KeyedRequest | undefined;
  /** Where the entries were worked out without asking: on what. */
  remembered?: AsRemembered | undefined;
}

/**
 * Writes everything that follows from new entries in one statement: entries, case row, clocks, tasks, notices, outbox.
 * Roles become people here, at this moment: people of the case's own organisation. Where only people whom the case is
 * about hold a role, the notice goes one level up; where nobody is left it stays with the role. Throws
 * `ConcurrentChangeError` where another entry has come between; `NotFromMemory` where it was worked out on what was
 * remembered, and that does not hold. Returns what is to be known for telling the engine.
 */
export async function writeCase(runner: Connection, writing: CaseWrite): Promise<Telling | null> {
  const { before, after, request, remembered, tellInMs } = writing;
  const { caseRow: row, entries, clocks, tasks, notices, files, words, search, erasure } = rowsOf(writing);
  const has: Record<WriteSection, boolean> = {
    opened: before === null,
    known: remembered !== undefined,
    moved: before !== null && !remembered,
    entries: true,
    words: search !== undefined,
    removed: erasure !== undefined,
    spoken: words.length > 0,
    clocks: clocks.length > 0,
    tasks: tasks.changed.length > 0,
    gone: tasks.gone.length > 0,
    notices: notices.length > 0,
    files: files.length > 0,
    answered: !!request,
    unsent: tellInMs !== null,
  };
  const statement = writeStatement(has, {
    ...row,
    words: search?.words,
    matter: search?.matter,
    place: search?.place,
    place_order: search?.place_order,
    guarded: search?.guarded,
    said: search?.said,
    newWords: JSON.stringify(words),
    seqBefore: before?.seq,
    knownHash: remembered?.hash,
    decidedAt: remembered?.databaseNow,
    accessStamp: remembered?.accessStamp,
    firstSeq: writing.entries[0]!.seq,
    tellInMs,
    entries: JSON.stringify(entries),
    clocks: JSON.stringify(clocks),
    tasks: JSON.stringify(tasks.changed),
    goneTasks: tasks.gone,
    files: JSON.stringify(files),
    notices: JSON.stringify(notices),
    hasChannels: writing.mail,
    subjectKeys: subjectKeys(after.facts),
    organisation: after.organisation,
    keyActor: request?.actor,
    key: request?.key,
    bodySha256: request && requestDigest(request.body),
    erasedUpTo: erasure?.seq,
    erasedAt: erasure?.at,
    erasedBy: erasure?.actor,
    erasureGround: erasure?.input['ground'],
  });
  const [written] = await runPrepared<WrittenCase>(runner, ...statement);
  if (written) {
    await learnDatabaseTime(runner, written.at);
    return tellInMs === null ? null : { inMs: tellInMs, untoldFrom: written.untoldFrom ?? null };
  }
  if (remembered) {
    await forgetDatabaseTime(runner);
    throw new NotFromMemory();
  }
  if (before === null) throw new NumberTaken(`There is a case ${after.number} already.`);
  throw new ConcurrentChangeError(`Case ${after.number} has moved on while the act was decided.`);
}

/** The rows of each table that follow from the new entries of a case. */
export type CaseRows = ReturnType<typeof rowsOf>;

/** What has to be written of a case: only what is new, or no longer the same. */
export function rowsOf(writing: CaseWrite) {
  const { before, after, detached, entries, rulebook, rulebookBefore } = writing;
  const changes = entries.flatMap((entry) => entry.changes);
  const changedClocks = new Set(changes.flatMap((change) => touchedId(change) ?? []));
  return {
    caseRow: caseRow({ state: after, detached, lastHash: entries.at(-1)!.recorded.hash }),
    entries: entries.map(({ recorded }) => entryRow(recorded)),
    clocks: clockRows(after, (id) => changedClocks.has(id)),
    tasks: changedTasks(before ? taskRows(before, rulebookBefore) : [], taskRows(after, rulebook)),
    notices: entries.flatMap((entry) => entry.notices.map((_, at) => noticeParameters(entry, at, writing))),
    files: entries.flatMap((entry) => fileRows(after.kind, entry)),
    words: entries.flatMap((entry) => wordRows(entry)),
    search: before === null || changes.some(changesSearch) ? searchRow(after) : undefined,
    erasure: entries.find((entry) => entry.changes.some(({ type }) => type === 'erased')),
  };
}

/** Whether a case is found by other words afterwards, or by other readers. */
function changesSearch(change: CaseChange): boolean {
  return (
    change.type === 'words' ||
    change.type === 'site' ||
    change.type === 'erased' ||
    (change.type === 'facts' && guardingFacts.some((name) => name in change.set))
  );
}

type TaskRow = ReturnType<typeof taskRows>[number];

/** The rows of tasks that are new or no longer the same, and the ids of those that are gone. */
function changedTasks(earlier: TaskRow[], tasks: TaskRow[]): { changed: TaskRow[]; gone: string[] } {
  const before = new Map(earlier.map((task) => [task.id as string, JSON.stringify(task)]));
  const changed = tasks.filter((task) => before.get(task.id as string) !== JSON.stringify(task));
  for (const { id } of tasks) before.delete(id as string);
  return { changed, gone: [...before.keys()] };
}

/**
 * The notice of an entry at that `place` with what it takes to find its people: the roles above its own, and what to
 * call the role where nobody holds
 * it now.
 */
export function noticeParameters(
  { seq, at, notices, recorded }: Entry,
  place: number,
  { rulebook, now }: Pick<CaseWrite, 'rulebook' | 'now'>,
): Record<string, unknown> {
  const { text: _text, ...notice } = notices[place]!;
  const { role } = notice;
  return {
    ...notice,
    word: wordOf(recorded.notices[place]!.text),
    standInRoles: standInRoles(role, rulebook, now),
    seq,
    at,
    now,
    day: inZone(now, rulebook.timeZone).slice(0, 10),
    name: rulebook.roles[role]?.name ?? { 'zh-CN': role, en: role },
    roles: [role, ...rolesAbove(role, rulebook)],
  };
}
