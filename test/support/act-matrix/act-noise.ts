// How often other clocks of a case are urged while one runs out: what a test on the engine pays for.
import type { CaseState, ClockState } from '../../../domain/case/case.js';
import { isRunning } from '../../../domain/clocks/clocks.js';
import type { ClockRule } from '../../../domain/rulebook/clock-rule.js';
import { clockRule, type Rulebook } from '../../../domain/rulebook/rulebook.js';
import type { Limit } from '../../../domain/time/limit.js';

const hourMs = 3_600_000;
/** A case that the engine opens from it has clocks of its own. */
const ofAChild = 50;
const unitMs: Partial<Record<Limit['unit'], number>> = {
  minutes: 60_000,
  hours: hourMs,
  'open-minutes': 180_000,
  'open-hours': 3 * hourMs,
  days: 24 * hourMs,
  'working-days': 30 * hourMs,
};

/** About how many urgings of its other clocks a case sees from when this one warns until it is urged itself. */
export function noiseAround(clock: ClockState, state: CaseState, kind: string, rulebook: Rulebook): number {
  const ruleOf = ({ rule }: ClockState): ClockRule => clockRule(rulebook, kind, rule);
  const { escalation: late = [], reminder: urge } = ruleOf(clock);
  const warning = Date.parse(clock.due) - Date.parse(clock.warnAt ?? clock.due);
  const window = warning + lengthMs(late.at(-1)?.after) + lengthMs(urge?.every);
  const others = state.clocks.filter((other) => isRunning(other) && other.id !== clock.id);
  const children = state.links.filter(({ relation }) => relation === 'child').length;
  return others.reduce(
    (sum, other) => sum + window / (lengthMs(ruleOf(other).reminder?.every) || Infinity),
    children * ofAChild,
  );
}

function lengthMs(span: Limit | undefined): number {
  return span ? Number(span.amount) * (unitMs[span.unit] ?? 24 * hourMs) : 0;
}
