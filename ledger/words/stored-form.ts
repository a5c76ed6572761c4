import type { CaseChange, CaseState, ClockState, EntryDraft, MilestoneMark, Moment } from '../../domain/case/case.js';

/**
 * How clocks and marks lie in the database: without what is as usual. Most of a case's row and of its entries would
 * otherwise be the words `null` and `[]`, and who did what when, said twice.
 */

/** What a clock has where its stored form does not say otherwise; see also `usualOf`. */
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
} satisfies Partial<ClockState>;

/** What is usual of a clock by what else it has. */
function usualOf(clock: ClockState): Pick<ClockState, 'rule' | 'waitsFor' | 'originalDue' | 'next'> {
  const { id, rule = id, due } = clock;
  return { rule: id, waitsFor: rule, originalDue: due, next: usualMoment(clock) };
}

/** The warning and then the breach of a clock that runs. */
function usualMoment({ metAt, stoppedAt, pausedAt, warnAt, warnedAt, startedAt, due }: ClockState): Moment | null {
  if (metAt || stoppedAt || pausedAt) return null;
  return warnAt && !warnedAt && warnAt > startedAt
    ? { kind: 'warn', at: warnAt, level: 0 }
    : { kind: 'breach', at: due, level: 0 };
}

/** What a mark has where its stored form does not say otherwise. */
const usualMark = { round: 1, times: 1 } satisfies Partial<MilestoneMark>;

/** A case as its row keeps it. */
export function storedState(state: CaseState): CaseState {
  return {
    ...state,
    clocks: state.clocks.map(storedClock),
    marks: eachMark(state.marks, storedMarkOfCase),
  };
}

/** The case that a row keeps. A whole one stays as it is. */
export function wholeState(stored: CaseState): CaseState {
  return {
    ...stored,
    clocks: stored.clocks.map(wholeClock),
    marks: eachMark(stored.marks, (mark) => wholeMark(mark, { happenedAt: mark.at })),
  };
}

/** What the marks of an entry have in common with it. */
export type MarkingEntry = Pick<EntryDraft, 'at' | 'happenedAt' | 'actor' | 'role' | 'changes'>;

/** The changes of an entry as it keeps them. */
export function storedChanges(entry: MarkingEntry): CaseChange[] {
  const usual = marksOf(entry);
  return entry.changes.map((change) => ofChange(change, storedState, storedClock, (mark) => storedMark(mark, usual)));
}

/** The changes that an entry keeps. Whole ones stay as they are. */
export function wholeChanges(entry: MarkingEntry): CaseChange[] {
  const usual = marksOf(entry);
  return entry.changes.map((change) => ofChange(change, wholeState, wholeClock, (mark) => wholeMark(mark, usual)));
}

function marksOf({ at, happenedAt, actor, role }: MarkingEntry): Partial<MilestoneMark> {
  return { at, happenedAt, by: actor, role };
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

function eachMark(
  marks: CaseState['marks'],
  of: (mark: MilestoneMark) => MilestoneMark,
): Record<string, MilestoneMark> {
  return Object.fromEntries(Object.entries(marks).map(([name, mark]) => [name, of(mark)]));
}

const storedClock = once((clock: ClockState) => without(clock, { ...usualClock, ...usualOf(clock) }));

const storedMarkOfCase = once((mark: MilestoneMark) => storedMark(mark, { happenedAt: mark.at }));

/** Clocks and marks are never altered, only replaced: most of a case are those it had before the act. */
function once<T extends object>(of: (value: T) => T): (value: T) => T {
  const known = new WeakMap<T, T>();
  return (value) => {
    let stored = known.get(value);
    if (!stored) known.set(value, (stored = of(value)));
    return stored;
  };
}

/** The clock that a row or an entry keeps. */
export function wholeClock(stored: ClockState): ClockState {
  const clock = { ...usualClock, ...stored };
  return { ...usualOf(clock), ...clock };
}

function storedMark(mark: MilestoneMark, usual: Partial<MilestoneMark>): MilestoneMark {
  return without(mark, { ...usualMark, ...usual });
}

function wholeMark(stored: MilestoneMark, usual: Partial<MilestoneMark>): MilestoneMark {
  return { ...usualMark, ...usual, ...stored };
}

/** The same without what is equal to the usual. */
function without<T extends object>(value: T, usual: Partial<T>): T {
  const said: Partial<T> = {};
  for (const name in value) if (!(name in usual) || !isEqual(value[name], usual[name])) said[name] = value[name];
  return said as T;
}

function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => isEqual(one[name as keyof typeof one], other[name as keyof typeof other]))
  );
}
