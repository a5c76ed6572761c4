import { attendedAmong, attendedCases, tellAgain } from '../ledger/attended-cases.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Engine } from '../temporal/engine.js';
import type { OutboxRelay } from '../temporal/outbox-relay.js';
import { differenceOf, type Difference } from './differences.js';

/** How many cases were compared with their workflows, and how many workflows of cases run. */
export interface Reconciliation {
  cases: number;
  workflows: number;
  differences: Difference[];
}

const casesAtOnce = 500;
/** Asked of the engine at the same time. */
const maxConcurrent = 8;
/** What differs is looked at again after so long: it may have been under way. */
const secondLookMs = 3_000;

/**
 * Holds every case that needs a workflow, and every workflow of a case, against one another. Changes nothing, works while
 * the desk does. Throws where the engine does not answer.
 */
export async function reconcile(
  ledger: Ledger,
  engine: Engine,
  onProgress: (cases: number) => void = () => undefined,
): Promise<Reconciliation> {
  if (!(await engine.alive())) throw new Error('The engine does not answer: start it first (npm run doctor).');
  const running = new Set<string>();
  for await (const number of engine.running()) running.add(number);
  const workflows = running.size;
  const suspects: string[] = [];
  let cases = 0;
  for (let after = ''; ;) {
    const some = await attendedCases(ledger.source, after, casesAtOnce);
    if (some.length === 0) break;
    after = some.at(-1)!.number;
    cases += some.length;
    const numbers = some.map(({ number }) => number);
    for (const number of numbers) running.delete(number);
    suspects.push(...(await differencesOf(ledger, engine, numbers)).map(({ number }) => number));
    onProgress(cases);
  }
  const left = [...running];
  for (let from = 0; from < left.length; from += casesAtOnce)
    suspects.push(
      ...(await differencesOf(ledger, engine, left.slice(from, from + casesAtOnce))).map(({ number }) => number),
    );
  if (suspects.length === 0) return { cases, workflows, differences: [] };
  await new Promise((resolve) => setTimeout(resolve, secondLookMs));
  const differences: Difference[] = [];
  for (let from = 0; from < suspects.length; from += casesAtOnce)
    differences.push(...(await differencesOf(ledger, engine, suspects.slice(from, from + casesAtOnce))));
  return { cases, workflows, differences };
}

/**
 * Mends what can be: ends workflows that are not right, and has the relay tell the engine of their cases as they stand.
 * How many were mended; what has the remedy `look` is left to people.
 */
export async function mend(
  ledger: Ledger,
  engine: Engine,
  relay: Pick<OutboxRelay, 'runOnce'>,
  differences: readonly Difference[],
): Promise<number> {
  const mendable = differences.filter(({ remedy }) => remedy !== 'look');
  await eachOf(
    mendable.filter(({ remedy }) => remedy === 'restart' || remedy === 'end'),
    ({ number, what }) => engine.end(number, `npm run reconcile: ${what}`),
  );
  const told = mendable.filter(({ remedy }) => remedy !== 'end').map(({ number }) => number);
  for (let from = 0; from < told.length; from += casesAtOnce) {
    await tellAgain(ledger.source, told.slice(from, from + casesAtOnce));
    await relay.runOnce();
  }
  return mendable.length;
}

async function differencesOf(ledger: Ledger, engine: Engine, numbers: readonly string[]): Promise<Difference[]> {
  const differences: Difference[] = [];
  // The engine first: what is entered while it is asked leaves the ledger ahead, which the second look mends.
  const standings = new Map(await eachOf(numbers, async (number) => [number, await engine.standing(number)] as const));
  const cases = await attendedAmong(ledger.source, numbers);
  for (const number of numbers) {
    const found = cases.get(number);
    const nextAt = found?.nextMomentAt ? ledger.time.toEngine(found.nextMomentAt) : null;
    const difference = differenceOf(found && { ...found, nextAt }, standings.get(number), number, Date.now());
    if (difference) differences.push(difference);
  }
  return differences;
}

/** Some at a time; the results in their order. */
async function eachOf<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let from = 0; from < all.length; from += maxConcurrent)
    results.push(...(await Promise.all(all.slice(from, from + maxConcurrent).map(work))));
  return results;
}
