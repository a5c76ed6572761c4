import type { ActTable } from '../domain/deciding/act.js';
import { everyCase } from '../domain/deciding/effects.js';
import { kinds } from '../domain/kinds/kinds.js';
import { listOf, type Lists } from '../domain/rulebook/lists.js';
import { raisedByItself } from '../domain/deciding/moments.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';

type Rules = Lists & Pick<Rulebook, 'kinds'>;

/** Everything a clock of the kind may start at or wait for: acts, and what they bring about. */
export function milestonesOf(kind: string, rulebook: Rules): string[] {
  return [...Object.keys(tableOf(kind)), ...broughtAbout(kind, rulebook)];
}

/** Milestones of the kind that are not acts: what its rows bring about, and the raise that a clock makes by itself. */
export function broughtAbout(kind: string, rulebook: Rules): string[] {
  const raises = rulebook.kinds[kind]?.clocks.some((clock) => clock.raisesTierTo);
  const brought = Object.values(tableOf(kind)).flatMap((row) => (row.brings ?? []).flatMap((name) => family(name, rulebook)));
  return [...new Set([...brought, ...(raises ? [raisedByItself] : [])])];
}

/** `passed:*stages` as one milestone for each id of the list `stages`; any other name as it is. */
export function family(name: string, rulebook: Lists): string[] {
  const [before = '', list] = name.split('*');
  return list === undefined ? [name] : Object.keys(listOf(rulebook, list) ?? {}).map((id) => before + id);
}

/** The facts a rule of the kind may ask for (`when`, `dueFact`, `dueOverride`, `limitBy`): those of every case, and what its rows set. */
export function factNamesOf(kind: string): string[] {
  return [...new Set([...everyCase, ...Object.values(tableOf(kind)).flatMap((row) => row.sets ?? [])])];
}

function tableOf(kind: string): ActTable {
  return kinds[kind] ?? {};
}
