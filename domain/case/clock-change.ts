import type { CaseChange, CaseState, ClockMove, ClockState } from './case.js';
import { fold } from './fold.js';

/** The change that makes a clock what it is now: the whole clock where it is new, else what of it is another. */
export function clockChange(before: ClockState | undefined, clock: ClockState): CaseChange {
  // What is there no more (a bound that was taken away) cannot be said by what is.
  if (!before || Object.keys(before).some((name) => !(name in clock))) return { type: 'clock', clock };
  const set = Object.fromEntries(
    Object.entries(clock).filter(([name, value]) => !isSame(before[name as keyof ClockState], value)),
  );
  return { type: 'clock-moved', id: clock.id, set: { ...set, due: clock.due } as ClockMove };
}

function isSame(before: unknown, value: unknown): boolean {
  return before === value || (typeof value === 'object' && JSON.stringify(before) === JSON.stringify(value));
}

/** The clocks that an entry has touched, as it left them. `after`: the case after it. */
export function touchedClocks(changes: readonly CaseChange[], after: Pick<CaseState, 'clocks'>): ClockState[] {
  const ids = new Set(changes.flatMap((change) => touchedId(change) ?? []));
  return after.clocks.filter(({ id }) => ids.has(id));
}

/** The id of the clock that a change touches; undefined where it touches none. */
export function touchedId(change: CaseChange): string | undefined {
  if (change.type === 'clock') return change.clock.id;
  return change.type === 'clock-moved' ? change.id : undefined;
}

/** The changes of a whole history with each touched clock whole; `history` begins with the opening of the case. */
export function withWholeClocks<T extends { changes: CaseChange[] }>(history: readonly T[]): T[] {
  let state: CaseState | null = null;
  return history.map((entry) => {
    const after: CaseState = fold(state, entry);
    state = after;
    return {
      ...entry,
      changes: entry.changes.map((change): CaseChange => {
        const clock = change.type === 'clock-moved' && after.clocks.find(({ id }) => id === change.id);
        return clock ? { type: 'clock', clock } : change;
      }),
    };
  });
}
