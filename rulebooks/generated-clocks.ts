import { dutyClocks } from '../domain/rulebook/duties.js';
import type { GeneratedClock } from '../domain/rulebook/generated-clocks.js';
import { planClocks, withDrills } from '../domain/rulebook/plans.js';
import type { KindRules } from '../domain/rulebook/kind-rules.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';

/** Clocks generated from the lists of a kind, by kind. */
export const generatedClocksByKind: Readonly<Record<string, (rulebook: Pick<Rulebook, 'lists'>) => GeneratedClock[]>> =
  { duty: dutyClocks, emergency: planClocks };

/**
 * The rulebook with the clocks that its duties and the checklists of its plans generate, and every clock and notice of
 * an emergency also as that of a drill.
 */
export function withGeneratedClocks<R extends Pick<Rulebook, 'kinds' | 'lists'>>(rulebook: R): R {
  const kinds = Object.entries(rulebook.kinds ?? {}).map(([kind, rules]): [string, KindRules] => {
    const clocks = generatedClocksByKind[kind]?.(rulebook).map(({ clock }) => clock) ?? [];
    const all = { ...rules, clocks: [...(rules.clocks ?? []), ...clocks] };
    return [kind, kind === 'emergency' ? withDrills(all) : all];
  });
  return { ...rulebook, kinds: Object.fromEntries(kinds) };
}
