import type { CaseChange, CaseState, ClockState, MilestoneMark } from '../../domain/case/case.js';

/**
 * How clocks and marks lie in the database: without what is as usual. Most of a case's row and of its entries would
 * otherwise be the words `null` and `[]`.
 */

/** What a clock has where its stored form does not say otherwise; `originalDue` is then its `due`. */
const usualClock = {
  house: false,
  provisional: false,
  round: 1,
  limit: null,
  calendar: 'always',
  warnAt: null,
  warnedAt: null,
  metAt: null,
  breachedAt: null,
  stoppedAt: null,
  stoppedBy: null,
  pauses: [],
  pausedAt: null,
  pausedFor: null,
  extensions: [],
  urges: 0,
  next: null,
} satisfies Partial<ClockState>;

/** What a mark has where its stored form does not say otherwise; `happenedAt` is then its `at`. */
const usualMark = { round: 1, times: 1 } satisfies Partial<MilestoneMark>;

/** A case as its row keeps it. */
export function storedState(state: CaseState): CaseState {
  return {
    ...state,
    clocks: state.clocks.map(storedClock),
    marks: Object.fromEntries(Object.entries(state.marks).map(([name, mark]) => [name, storedMark(mark)])),
  };
}

/** The case that a row keeps. A whole one stays as it is. */
export function wholeState(stored: CaseState): CaseState {
  return {
    ...stored,
    clocks: stored.clocks.map(wholeClock),
    marks: Object.fromEntries(Object.entries(stored.marks).map(([name, mark]) => [name, wholeMark(mark)])),
  };
}

/** Changes as their entry keeps them. */
export function storedChanges(changes: readonly CaseChange[]): CaseChange[] {
  return changes.map((change) => ofChange(change, storedState, storedClock, storedMark));
}

/** The changes that an entry keeps. Whole ones stay as they are. */
export function wholeChanges(stored: readonly CaseChange[]): CaseChange[] {
  return stored.map((change) => ofChange(change, wholeState, wholeClock, wholeMark));
}

function ofChange(
  change: CaseChange,
  ofState: (state: CaseState) => CaseState,
  ofClock: (clock: ClockState) => ClockState,
  ofMark: (mark: MilestoneMark) => MilestoneMark,
): CaseChange {
  if (change.type === 'opened') return { ...change, case: ofState(change.case) };
  if (change.type === 'clock') return { ...change, clock: ofClock(change.clock) };
  return change.type === 'mark' ? { ...change, mark: ofMark(change.mark) } : change;
}

function storedClock({ originalDue, ...clock }: ClockState): ClockState {
  const said = withoutUsual(clock, usualClock);
  return (originalDue === clock.due ? said : { ...said, originalDue }) as ClockState;
}

function wholeClock(stored: ClockState): ClockState {
  return { ...usualClock, ...stored, originalDue: stored.originalDue ?? stored.due };
}

function storedMark({ happenedAt, ...mark }: MilestoneMark): MilestoneMark {
  const said = withoutUsual(mark, usualMark);
  return (happenedAt === mark.at ? said : { ...said, happenedAt }) as MilestoneMark;
}

function wholeMark(stored: MilestoneMark): MilestoneMark {
  return { ...usualMark, ...stored, happenedAt: stored.happenedAt ?? stored.at };
}

function withoutUsual(value: object, usual: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.entries(value).filter(
      ([name, one]) => !(name in usual) || !(one === usual[name] || (Array.isArray(one) && one.length === 0)),
    ),
  );
}
