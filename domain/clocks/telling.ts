import { isClosed, type CaseState, type EntryDraft } from '../case/case.js';
import { nextMoment, wakeAt } from './clock-moments.js';

/** When the engine can hear of what happens. Milliseconds and instants (UTC ISO) of one clock, the engine's. */
export interface TellingTimes {
  now: string;
  /** How long it may wait at most; 0: everything is told at once. */
  withinMs: number;
  toEngine: (at: string) => string;
}

/** So long before a moment the engine knows of it at the latest: the signal, its task and the timer take a while. */
const marginMs = 5_000;

/**
 * In how many milliseconds the engine must have been told of these entries of a case: 0 where it has something to do, or
 * people who watch it wait for it; null where it needs to know nothing of them, as with a note on a case that is closed.
 * `mail`: whether notices wait to go out by mail, chat or SMS.
 */
export function tellInMs(
  before: CaseState | null,
  after: CaseState,
  entries: readonly Pick<EntryDraft, 'act' | 'changes' | 'notices'>[],
  mail: boolean,
  { now, withinMs, toEngine }: TellingTimes,
): number | null {
  if (before && !needsEngine(before) && !needsEngine(after) && !mail) return null;
  if (withinMs === 0 || mail || isClosed(after) || asksForWork(after) || entries.some(isWaitedFor)) return 0;
  const next = momentOf(after);
  const known = before && momentOf(before);
  // One that moves away needs no hurry: the timer fires early, and finds nothing to do.
  if (!next || (known && known <= next)) return withinMs;
  return Math.max(0, Math.min(withinMs, Date.parse(toEngine(next)) - marginMs - Date.parse(now)));
}

/** Whether the engine has something to do for a case: it is open, or must still open a case, tell others, or report. */
export function needsEngine(state: CaseState): boolean {
  return (
    !isClosed(state) ||
    asksForWork(state) ||
    state.links.some(({ relation, state: stands }) => relation === 'parent' && stands === 'open')
  );
}

function asksForWork({ links, broadcasts }: CaseState): boolean {
  return links.some(({ state }) => state === 'asked') || broadcasts.some(({ state }) => state === 'asked');
}

/** More time asked for or decided on, an approval of any other kind, and what a revisit has brought. */
function isWaitedFor({ act, changes, notices }: Pick<EntryDraft, 'act' | 'changes' | 'notices'>): boolean {
  return (
    act === 'revisit' ||
    notices.some(({ kind }) => kind === 'approve' || kind === 'decided') ||
    changes.some(
      (change) =>
        (change.type === 'mark' && change.name === 'revisited') ||
        (change.type === 'clock-moved' && change.set.extensions !== undefined) ||
        (change.type === 'clock' && change.clock.extensions.length > 0),
    )
  );
}

function momentOf(state: CaseState): string | undefined {
  const found = nextMoment(state);
  return found ? wakeAt(found.moment) : undefined;
}
