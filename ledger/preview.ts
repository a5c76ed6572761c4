import type { DataSource } from 'typeorm';
import type { CaseState, NoticeKind } from '../domain/case/case.js';
import { subjectKeys } from '../domain/case/subjects.js';
import { isRefusal, type Refusal } from '../domain/refusal.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import type { Text } from '../domain/text.js';
import type { CaseAccess, CaseStore, ReadCase } from './case-store.js';
import type { CaseWork, WorkTime } from './case-work.js';
import type { Entry } from './chain.js';
import { FollowUpRefused } from './follow-ups.js';
import { withNumberedParameters } from './named-parameters.js';
import { requestedNoticesSql } from './notice-statement.js';
import type { LedgerAnswer } from './request.js';
import { runPrepared, unkeepableRefusal, type Connection } from './transaction.js';
import { noticeParameters } from './write-case.js';

/** A notice that would be made, and whom it would reach now: nobody where the role alone would have it. */
export interface PreviewedNotice {
  role: string;
  kind: NoticeKind;
  clause: string;
  clock: string | null;
  text: Text;
  people: { id: string; name: string }[];
}

/**
 * What an act would do: the case before (null: it would be new) and after, with every entry that would be made on it,
 * moments that have passed among them, and what it would bring to other cases.
 */
export interface Preview {
  before: CaseState | null;
  after: CaseState;
  entries: Entry[];
  rulebook: Rulebook;
  notices: PreviewedNotice[];
  otherCases: { state: CaseState; entries: Entry[] }[];
}

/** Runs an attempt on cases that are read and worked on, but never written; no transaction is opened. */
export async function previewOn(
  source: DataSource,
  cases: CaseStore,
  attempt: (cases: CaseAccess, runner: Connection) => Promise<LedgerAnswer | Refusal | undefined>,
): Promise<Preview | Refusal> {
  await cases.rulebooks.messages.refresh();
  const runner = source.createQueryRunner();
  try {
    const previewed = new PreviewedCases(cases);
    const answer = await attempt(previewed, runner);
    if (!answer) throw new Error('A preview is one attempt: it cannot ask for a transaction.');
    if (isRefusal(answer)) return answer;
    const { number } = previewed.works[0]!.state!;
    const works = previewed.works.filter(({ state }) => state!.number === number);
    const [first, last] = [works[0]!, works.at(-1)!];
    const entries = works.flatMap((work) => work.entries);
    return {
      before: first.before,
      after: last.state!,
      entries,
      rulebook: last.rulebook,
      notices: await noticesOf(runner, { state: last.state, entries, rulebook: last.rulebook, now: last.now }),
      otherCases: previewed.works
        .filter((work) => !works.includes(work))
        .map(({ state, entries: made }) => ({ state: state!, entries: made })),
    };
  } catch (error) {
    const refusal = error instanceof FollowUpRefused ? error.refusal : unkeepableRefusal(error);
    if (refusal) return refusal;
    throw error;
  } finally {
    await runner.release();
  }
}

/** Cases as they would stand after what was entered on them in this preview. */
class PreviewedCases implements CaseAccess {
  readonly works: CaseWork[] = [];
  private readonly snapshots = new Map<string, ReadCase>();

  constructor(private readonly cases: CaseStore) {}

  async read(runner: Connection, number: string): Promise<{ found?: ReadCase }> {
    const previewed = this.snapshots.get(number);
    return previewed ? { found: previewed } : this.cases.read(runner, number);
  }

  workOn(found: ReadCase): Promise<CaseWork> {
    return this.cases.workOn(found);
  }

  async commit(_runner: Connection, work: CaseWork): Promise<LedgerAnswer> {
    const { entries } = work;
    const state = work.state!;
    this.works.push(work);
    if (entries.length > 0) this.snapshots.set(state.number, { ...work.snapshot(), ...work.time });
    return { state, entries, replayed: false, changedCases: [] };
  }

  time(databaseNow: Date): Promise<WorkTime> {
    return this.cases.time(databaseNow);
  }
}

const { text, names } = withNumberedParameters(
  `WITH case_row AS (SELECT :number::text AS number, :site::text AS site), ${requestedNoticesSql}
   SELECT requested.position, people.id, people.name FROM requested LEFT JOIN people ON people.id = requested.person_id
   ORDER BY requested.position, people.id`,
);
const recipientsStatement = { name: 'banjie-preview-notices', text };

async function noticesOf(
  runner: Connection,
  { state, entries, rulebook, now }: Pick<CaseWork, 'state' | 'entries' | 'rulebook' | 'now'>,
): Promise<PreviewedNotice[]> {
  const after = state!;
  const all = entries.flatMap((entry) => entry.notices.map((notice, place) => ({ notice, entry, place })));
  if (all.length === 0) return [];
  const values: Record<string, unknown> = {
    number: after.number,
    site: after.site,
    notices: JSON.stringify(
      all.map(({ entry, place }, position) => ({ ...noticeParameters(entry, place, { rulebook, now }), position })),
    ),
    organisation: after.organisation,
    department: after.department,
    subjectKeys: subjectKeys(after.facts),
  };
  const found = await runPrepared<{ position: number; id: string | null; name: string | null }>(
    runner,
    recipientsStatement,
    names.map((name) => values[name]),
  );
  return all.map(({ notice: { role, kind, clause, clock, text: wording } }, position) => ({
    role,
    kind,
    clause,
    clock: clock ?? null,
    text: wording,
    people: found.flatMap((row) => (row.position === position && row.id ? [{ id: row.id, name: row.name! }] : [])),
  }));
}
