import type { Contender } from './contenders.js';
import { measure, type Round, type Totals } from './rounds.js';
import type { Servers } from './servers.js';

/** At the pace of a desk: so many cases in progress, an act on each every so often. */
export const pacedClients = 32;

/** How often an act comes on a case (least and most, in milliseconds), and TELL_WITHIN of the API meanwhile. */
interface Pace {
  title: string;
  thinkMs: [least: number, most: number];
  tellWithin: number;
}

export const paces = {
  within: {
    title: 'an act on each every two seconds, told within 30 s: acts travel together',
    thinkMs: [0, 4_000],
    tellWithin: 30,
  },
  apart: {
    title: 'an act on each every four seconds, told within 1 s: each travels alone',
    thinkMs: [3_000, 5_000],
    tellWithin: 1,
  },
  atOnce: {
    title: 'an act on each every two seconds, each told at once (TELL_WITHIN=0)',
    thinkMs: [0, 4_000],
    tellWithin: 0,
  },
} satisfies Record<string, Pace>;

export type PaceName = keyof typeof paces;

/** Some rounds of A and B at each pace. The API is started anew for each, and warmed by `warm` cases. */
export async function measurePaces(
  servers: Servers,
  engines: Contender[],
  { rounds, warm }: { rounds: number; warm: number },
  totals: Totals,
  say: (text: string) => void,
): Promise<Record<PaceName, Round[]>> {
  const results: Record<PaceName, Round[]> = { within: [], apart: [], atOnce: [] };
  for (const [name, { thinkMs, tellWithin }] of Object.entries(paces) as [PaceName, Pace][]) {
    await servers.tellWithin(tellWithin);
    for (const way of engines) await measure(servers, way, { clients: pacedClients, cases: warm }, totals);
    for (let round = 1; round <= rounds; round += 1) {
      say(`paced, ${name}, round ${round} of ${rounds}`);
      for (const way of engines)
        results[name].push(
          await measure(servers, way, { clients: pacedClients, cases: 2 * pacedClients, thinkMs }, totals),
        );
    }
  }
  return results;
}
