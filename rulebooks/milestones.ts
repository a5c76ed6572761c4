import type { ActTable } from '../domain/deciding/act.js';
import { commonFacts } from '../domain/deciding/apply-effects.js';
import { kinds } from '../domain/kinds/kinds.js';
import { listOf, type RulebookLists } from '../domain/rulebook/lists.js';
import { automaticRaise } from '../domain/deciding/moments.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';

type MilestoneSource = RulebookLists & Pick<Rulebook, 'kinds'>;

/** Everything a clock of the kind may start at or wait for: acts, and what they bring about. */
export function milestonesOf(kind: string, rulebook: MilestoneSource): string[] {
  return [...Object.keys(tableOf(kind)), ...outcomeMilestonesOf(kind, rulebook)];
}

/** Milestones of the kind that are not acts: what its rows bring about, and the raise that a clock makes by itself. */
export function outcomeMilestonesOf(kind: string, rulebook: MilestoneSource): string[] {
  const raises = rulebook.kinds[kind]?.clocks.some((clock) => clock.raisesTierTo);
  const brought = Object.values(tableOf(kind)).flatMap((row) =>
    (row.brings ?? []).flatMap((name) => expandMilestones(name, rulebook)),
  );
  return [...new Set([...brought, ...(raises ? [automaticRaise] : [])])];
}

/** `passed:*stages` as one milestone for each id of the list `stages`; any other name as it is. */
export function expandMilestones(name: string, rulebook: RulebookLists): string[] {
  const [before = '', list] = name.split('*');
  return list === undefined ? [name] : Object.keys(listOf(rulebook, list) ?? {}).map((id) => before + id);
}

/**
 * The facts a rule of the kind may ask for (`when`, `dueFact`, `dueOverride`, `limitBy`): those of every case, and what
 * its rows set.
 */
export function factNamesOf(kind: string): string[] {
  return [...new Set([...commonFacts, ...Object.values(tableOf(kind)).flatMap((row) => row.sets ?? [])])];
}

function tableOf(kind: string): ActTable {
  return kinds[kind] ?? {};
}
