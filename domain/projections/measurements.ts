import type { Measurement, MeasurementType } from './measurement.js';
import type { CaseState, ClockState, EntryDraft } from '../case/case.js';
import { followEntry, custodianOf } from './custody-history.js';
import { doerOf, type CustodyHistory, type Custody } from '../responsibility/custody.js';
import { latenessOfClock } from '../responsibility/responsibility.js';
import { noCallOutcomes } from '../kinds/inquiry.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import { isHistory, isTurned, takenOffBy, type ReceivedMeasurement } from './taken-off.js';
import { tasksOf } from './tasks.js';
import { blankMeasurement, receptionOf, textOf } from './measured-case.js';

type Entry = EntryDraft;

/**
 * Everything the entries of one case measure after entry `after`; entries oldest first, from the first one on. Pure:
 * the same entries and rulebook give the same.
 */
export function measurementsOf(entries: readonly Entry[], rulebook: Rulebook, after = 0): Measurement[] {
  const all: Measurement[] = [];
  let before: CustodyHistory | null = null;
  let received: ReceivedMeasurement | undefined;
  for (const [at, entry] of entries.entries()) {
    const now: CustodyHistory = followEntry(before, entry, rulebook);
    received ??= receptionOf(entry, now.state, rulebook);
    if (isHistory(now.state)) return [];
    if (at >= after)
      all.push(
        ...[
          ...ofEntry(before, entry, now, rulebook),
          ...takenOffBy(before?.state, entry.changes, now.state, received),
        ].map((measurement, n) => ({
          ...blankMeasurement(entry, now.state, rulebook),
          ...measurement,
          n: n + 1,
        })),
      );
    before = now;
  }
  return all;
}

type PartialMeasurement = Partial<Measurement> & { what: MeasurementType };

function ofEntry(
  before: CustodyHistory | null,
  entry: Entry,
  now: CustodyHistory,
  rulebook: Rulebook,
): PartialMeasurement[] {
  const { state } = now;
  const isReceived = !isTurned(state) && !isNoCall(state) && (before === null || isNoCall(before.state));
  const doer = { role: entry.role, person: doerOf(entry)?.person ?? null, actedFor: doerOf(entry)?.actedFor ?? null };
  return [
    ...(isReceived ? [{ what: 'received' as const, ...doer, outcome: textOf(state.facts['channel']) }] : []),
    ...(before === null && isNoCall(state)
      ? [{ what: 'no-call' as const, ...doer, outcome: textOf(state.facts['outcome']) }]
      : []),
    ...(entry.act === 'reopen' ? [{ what: 'reopened' as const, ...doer, outcome: textOf(entry.input['cause']) }] : []),
    ...(state.tier && !before?.state.tier ? [{ what: 'sorted' as const, ...doer }] : []),
    ...state.clocks.flatMap((clock) => ofClock(clock, before, entry, now, rulebook)),
    ...ofRevisit(before, entry, now),
    ...state.violations
      .slice(before?.state.violations.length ?? 0)
      .map(({ clause, code }): PartialMeasurement => ({ what: 'violation', ...doer, clause, outcome: code })),
    ...ofOutage(entry, now, rulebook),
    ...(isNoCall(state) ? [] : ofFiling(entry, now)),
    ...ofAppeal(entry, now),
  ];
}

/** A wrong number or a silent call, unless it was taken up after all. */
function isNoCall({ facts }: CaseState): boolean {
  return typeof facts['outcome'] === 'string' && Object.hasOwn(noCallOutcomes, facts['outcome']);
}

function ofClock(
  clock: ClockState,
  before: CustodyHistory | null,
  entry: Entry,
  now: CustodyHistory,
  rulebook: Rulebook,
): PartialMeasurement[] {
  const earlier = before?.state.clocks.find(({ id }) => id === clock.id);
  const [runOut, met, stopped] = (['breachedAt', 'metAt', 'stoppedAt'] as const).map(
    (name) => clock[name] !== null && !earlier?.[name],
  );
  if (!runOut && !met && !stopped) return [];
  const { id, rule, clause } = clock;
  const known = { what: 'clock' as const, clock: id, rule, clause };
  const doer = doerOf(entry);
  const tasks = tasksOf(before?.state ?? now.state, rulebook);
  const custodian = custodianOf({ ...clock, pausedAt: null }, now, tasks, rulebook);
  const judged = runOut ? [{ ...known, ...custodyFields(custodian), inTime: false }] : [];
  if (!met && !stopped) return judged;
  const late = clock.breachedAt ? latenessOfClock(clock, now, rulebook, entry.at) : undefined;
  const points = (late?.points ?? []).map(({ custody, amount }): PartialMeasurement => ({
    what: 'points',
    clock: id,
    rule,
    clause,
    ...custodyFields(custody),
    outcome: late!.rule!.id,
    amount,
  }));
  const by = met && doer ? { role: entry.role, ...doer } : custodyFields(custodian);
  const lateSeconds = late ? late.lateSeconds : null;
  if (!met) return [...judged, ...(late ? [{ ...known, ...by, outcome: 'stopped', lateSeconds }, ...points] : [])];
  const took = {
    seconds: secondsBetween(clock.startedAt, clock.metAt!),
    sinceReceived: secondsBetween(now.state.receivedAt, clock.metAt!),
  };
  return [
    ...judged,
    { ...known, ...by, ...(late ? {} : { inTime: true }), outcome: 'met', ...took, lateSeconds },
    ...points,
  ];
}

function custodyFields({ role, department, person, actedFor }: Custody): Partial<Measurement> {
  return { role, person, actedFor, ...(department ? { department } : {}) };
}

/** A call back is counted for the person who did the work. */
function ofRevisit(before: CustodyHistory | null, { act }: Entry, { state }: CustodyHistory): PartialMeasurement[] {
  if (act !== 'revisit') return [];
  const outcome = ['satisfied', 'not-satisfied', 'unreached', 'not-possible', 'no-answer'].find(
    (name) => state.marks[name] && state.marks[name].times !== before?.state.marks[name]?.times,
  );
  return outcome ? [{ what: 'revisit', ...workerOf(before!.state), outcome }] : [];
}

const workActs = ['finish', 'explain', 'assist', 'answer', 'answer-in-writing', 'report'];

function workerOf(state: CaseState): Pick<Measurement, 'role' | 'person'> {
  const done = workActs
    .flatMap((name) => state.marks[name] ?? [])
    .filter(({ by }) => by !== 'desk')
    .toSorted((first, second) => (first.at < second.at ? -1 : 1))
    .at(-1);
  return { role: done?.role ?? null, person: done?.by ?? null };
}

/** W-9.1: counted when the supply is back, customers times seconds, by the area of the line. */
function ofOutage({ act, happenedAt }: Entry, { state }: CustodyHistory, rulebook: Rulebook): PartialMeasurement[] {
  if (state.kind !== 'outage' || act !== 'restore') return [];
  const line = rulebook.lists?.['lines']?.[String(state.facts['line'])];
  const since = state.marks['begin']?.happenedAt ?? textOf(state.facts['startsAt']) ?? state.openedAt;
  const seconds = secondsBetween(since, happenedAt);
  const customers = Number(line?.['customers'] ?? 0);
  return [
    {
      what: 'outage',
      area: textOf(line?.['area']) ?? textOf(state.facts['area']),
      outcome: textOf(state.facts['outageType']),
      seconds,
      amount: seconds * customers,
    },
  ];
}

function ofFiling({ changes }: Entry, { state }: CustodyHistory): PartialMeasurement[] {
  if (!changes.some(({ type }) => type === 'closed')) return [];
  const lateClocks = state.clocks.filter(({ breachedAt }) => breachedAt !== null).length;
  return [
    {
      what: 'filed',
      ...workerOf(state),
      outcome: textOf(state.facts['outcome']),
      inTime: lateClocks === 0,
      lateClocks,
      again: state.round > 1,
      revisited: state.marks['revisit'] !== undefined,
      seconds: secondsBetween(state.receivedAt, state.closedAt!),
    },
  ];
}

/**
 * An appeal that is upheld is on record on the day of the decision, beside what was counted: a lateness that is lifted,
 * and points given back.
 */
function ofAppeal({ act }: Entry, { state }: CustodyHistory): PartialMeasurement[] {
  if (state.kind !== 'appeal' || act !== 'uphold') return [];
  const { facts } = state;
  const of = {
    what: 'correction' as const,
    kind: String(facts['ofKind']),
    tier: textOf(facts['ofTier']),
    department: textOf(facts['ofDepartment']),
    area: textOf(facts['ofArea']),
    major: facts['ofMajor'] === true,
    role: textOf(facts['ofRole']),
    person: textOf(facts['ofPerson']),
    rule: textOf(facts['ofRule']),
    clause: textOf(facts['ofClause']),
    ofNumber: textOf(facts['ofCase']),
    ofClock: textOf(facts['ofClock']),
  };
  const points = Number(facts['ofPoints'] ?? 0);
  return [
    ...(facts['lifts'] === true ? [{ ...of, outcome: 'lifted', ofDay: textOf(facts['ofDay']) }] : []),
    ...(points ? [{ ...of, outcome: 'points', ofDay: textOf(facts['ofEndDay']), amount: -points }] : []),
  ];
}

function secondsBetween(from: string, to: string): number {
  return Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 1000));
}
