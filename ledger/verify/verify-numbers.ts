import type { EntityManager } from 'typeorm';
import { serialSql } from '../case-numbers.js';
import type { VerifyFault } from './faults.js';

/** So many are named; more say no more. */
const named = 1_000;

const serial = serialSql('cases.number');
const caseWith = (organisation: string) =>
  `EXISTS (SELECT FROM cases JOIN sites ON sites.id = cases.site WHERE ${serial} = place AND ${organisation})`;

/**
 * Empty places in the numbers that nothing explains: a number that was drawn, that no process has in hand and no case
 * has; and cases whose number was never drawn.
 */
export async function numberFaults(manager: EntityManager): Promise<VerifyFault[]> {
  const empty: { organisation: string; place: number }[] = await manager.query(
    `SELECT counter.organisation, place FROM number_counters counter, generate_series(counter.began, counter.next - 1) AS place
     WHERE NOT ${caseWith('sites.organisation = counter.organisation')}
       AND NOT EXISTS (SELECT FROM number_blocks block WHERE block.organisation = counter.organisation AND place BETWEEN block.first AND block.last)
     ORDER BY counter.organisation, place LIMIT ${named}`,
  );
  // Those that counted on from one sequence for all, which ended before the first of their own.
  const common: { place: number }[] = await manager.query(
    `SELECT place FROM generate_series(1, (SELECT max(began) - 1 FROM number_counters)) AS place
     WHERE NOT ${caseWith('sites.organisation IN (SELECT organisation FROM number_counters WHERE began > 1)')}
       AND NOT EXISTS (SELECT FROM number_gaps gap WHERE place BETWEEN gap.first AND gap.last)
     ORDER BY place LIMIT ${named}`,
  );
  const undrawn: { number: string }[] = await manager.query(
    `SELECT cases.number FROM cases JOIN sites ON sites.id = cases.site LEFT JOIN number_counters counter ON counter.organisation = sites.organisation
     WHERE ${serial} >= COALESCE(counter.next, 0) ORDER BY cases.number LIMIT ${named}`,
  );
  return [
    ...empty.map(({ organisation, place }) => ({
      number: `organisation ${organisation}`,
      what: `the number ${place} was drawn, and no case has it`,
    })),
    ...common.map(({ place }) => ({
      number: 'numbers',
      what: `the number ${place} was drawn before 0.4.0, and no case has it`,
    })),
    ...undrawn.map(({ number }) => ({ number, what: 'its number was never drawn' })),
  ];
}
