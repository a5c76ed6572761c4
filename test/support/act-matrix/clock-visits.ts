// Which clocks an act meets, and where on the walk that is best tried on the engine.
import type { CaseState } from '../../../domain/case/case.js';
import { isRunning } from '../../../domain/clocks/clocks.js';
import { fold } from '../../../domain/case/fold.js';
import { isRefusal } from '../../../domain/refusal.js';
import { clockRule } from '../../../domain/rulebook/rulebook.js';
import type { WalkSetting } from './act-inputs.js';
import { noiseAround } from './act-noise.js';
import type { Place, WalkResult } from './walk-result.js';
import { type Step, caseAt, decideStep } from './step.js';

/**
 * Keeps what meets a clock, where it does so shortly before the clock is due as well as now; of one that only ever
 * passes to another clock, what ends it.
 */
export function timed(
  from: Place,
  step: Step,
  after: CaseState,
  ground: WalkSetting,
  { clocks, passed }: WalkResult,
): void {
  for (const clock of from.state.clocks) {
    if (!isRunning(clock) || !clock.next || clock.breachedAt || isOver(clock)) continue;
    const noise = noiseAround(clock, from.state, ground.kind, ground.rulebook);
    if ((clocks.get(clock.rule)?.noise ?? Infinity) <= noise) continue;
    const ended = ({ clocks: all }: CaseState) => all.find(({ id }) => id === clock.id)!;
    if (isRunning(ended(after))) continue;
    const at = shortlyBefore(clock);
    const then = caseAt(at, from.state, ground);
    const decision = decideStep(then, step, { ...ground, at });
    if (isRefusal(decision) || isRunning(ended(fold(then, decision.entry)))) continue;
    if (ended(after).metAt) clocks.set(clock.rule, { from, met: step, noise });
    else if (
      !clocks.has(clock.rule) &&
      (passed.get(clock.rule)?.noise ?? Infinity) > noise &&
      clockRule(ground.rulebook, ground.kind, clock.rule).stop?.includes(step.act)
    )
      passed.set(clock.rule, { from, met: step, noise });
  }
}

/** Due as it starts: what was to be done long before. */
function isOver({ startedAt, due }: Pick<CaseState['clocks'][number], 'startedAt' | 'due'>): boolean {
  return Date.parse(due) < Date.parse(startedAt) + 60_000;
}

/**
 * A moment at which a clock has not run out yet: half a minute before it is due, or in the middle of its last minute.
 * UTC ISO.
 */
export function shortlyBefore({ startedAt, due }: Pick<CaseState['clocks'][number], 'startedAt' | 'due'>): string {
  const dueMs = Date.parse(due);
  return new Date(dueMs - Math.min(30_000, (dueMs - Date.parse(startedAt)) / 2)).toISOString();
}
