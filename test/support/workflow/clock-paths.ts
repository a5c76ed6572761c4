// How each clock of a rulebook comes to run, what meets it and who gives more time, as the walk of the act tables finds
// it.
import { fold } from '../../../domain/case/fold.js';
import { isRefusal } from '../../../domain/refusal.js';
import type { CaseState } from '../../../domain/case/case.js';
import type { ClockRule } from '../../../domain/rulebook/clock-rule.js';
import type { Rulebook } from '../../../domain/rulebook/rulebook.js';
import { demoSites } from '../../../demo/people.js';
import type { WalkSetting } from '../act-matrix/act-inputs.js';
import { decideStep, type Step } from '../act-matrix/step.js';
import { walk } from '../act-matrix/act-walk.js';
import type { Place } from '../act-matrix/walk-result.js';
import { coverageGoalOf } from '../act-matrix/coverage-goal.js';

/** When the cases of these tests come: a Monday, 09:00 in Shanghai. */
export const monday = '2026-11-23T01:00:00.000Z';
const dayMs = 86_400_000;

export interface ClockPath {
  ground: WalkSetting;
  rule: ClockRule;
  /** Where it runs, and what then ends it in time; undefined where the walk has found none. */
  way?: { from: Place; met: Step } | undefined;
  /** A step that asks for more time until then, and one that grants it, where the clause names who may. */
  longer?: { until: string; asks: Step; grants: Step } | undefined;
}

/** Every clock of the rulebook that runs for a while, those of `aside` left out. */
export function clockPaths(rulebook: Rulebook, aside: readonly string[] = []): ClockPath[] {
  return Object.keys(rulebook.kinds)
    .filter((kind) => !aside.includes(kind))
    .flatMap((kind) => {
      const own = kindsOfSites(rulebook).map((site) => coverageGoalOf({ kind, rulebook, at: monday, site }).clocks);
      // What is the same at every site is played at the first.
      return kindsOfSites(rulebook).flatMap((site, i) =>
        waysAt(
          { kind, rulebook, at: monday, site },
          own[i]!.filter((id) => i === 0 || !own[0]!.includes(id)),
        ),
      );
    });
}

/** A site of each kind that goes by the rulebook. */
function kindsOfSites({ name }: Rulebook): string[] {
  const sites = demoSites.filter(({ rulebooks }) => rulebooks.includes(name));
  return sites.filter(({ kind }, i) => sites.findIndex((other) => other.kind === kind) === i).map(({ id }) => id);
}

function waysAt(ground: WalkSetting, wanted: string[]): ClockPath[] {
  const { kind, rulebook } = ground;
  const { clocks, passed } = walk(ground, 20_000, { ...coverageGoalOf(ground), clocks: wanted });
  return wanted.map((id): ClockPath => {
    const rule = rulebook.kinds[kind]!.clocks.find((one) => one.id === id)!;
    const way = clocks.get(id) ?? passed.get(id);
    return { ground, rule, way, longer: rule.extensionApprover && way ? moreTime(ground, rule, way.from) : undefined };
  });
}

/** The clock of the rule that was started last. */
export function clockIn({ clocks }: CaseState, { id }: Pick<ClockRule, 'id'>): CaseState['clocks'][number] {
  const clock = clocks.findLast(({ rule }) => rule === id);
  if (!clock) throw new Error(`No clock ${id} runs: ${clocks.map(({ rule }) => rule).join()}.`);
  return clock;
}

function moreTime(ground: WalkSetting, rule: ClockRule, { state, at }: Place): ClockPath['longer'] {
  const { id, due } = clockIn(state, rule);
  const until = new Date(Date.parse(due) + dayMs).toISOString();
  const now = { ...ground, at };
  const taken = (
    on: CaseState,
    act: string,
    input: Record<string, unknown>,
  ): { step: Step; after: CaseState } | undefined => {
    for (const role of Object.keys(ground.rulebook.roles)) {
      const decision = decideStep(on, { act, role, input }, now);
      if (!isRefusal(decision)) return { step: { act, role, input, at }, after: fold(on, decision.entry) };
    }
    return undefined;
  };
  const asking = taken(state, 'request-extension', { clock: id, until, reason: '缺配件' });
  const granting = asking && taken(asking.after, 'grant-extension', { clock: id });
  return granting && { until, asks: asking.step, grants: granting.step };
}
