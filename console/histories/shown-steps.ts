import type { Json } from '../api/client.js';

type Step = Json<'HistoryStepJson'>;

/** How many there are of each, in the order in which they come first. */
export function countsOf<One, Name extends string>(of: readonly One[], nameOf: (one: One) => Name): [Name, number][] {
  const counts = new Map<Name, number>();
  for (const one of of) counts.set(nameOf(one), (counts.get(nameOf(one)) ?? 0) + 1);
  return [...counts];
}

/** The clocks that the run has waited for, each with how many steps are about it. */
export function clocksWaitedFor(steps: readonly Step[]): { id: string; name: string; count: number }[] {
  const about = steps.filter((step): step is Step & { clock: string } => step.clock !== null);
  const names = new Map(about.map(({ clock, clockName }) => [clock, clockName ?? clock]));
  return countsOf(about, ({ clock }) => clock).map(([id, count]) => ({ id, name: names.get(id)!, count }));
}

/** Where the ledger was asked to enter that the clock has run out; else where it was last waited for. */
export function stepOfBreach(steps: readonly Step[], clock: string): Step | undefined {
  const about = steps.filter((step) => step.clock === clock);
  return about.find(({ kind, moment }) => kind === 'entered' && moment === 'breach') ?? about.at(-1);
}
