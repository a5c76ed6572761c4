import type { EntityManager } from 'typeorm';
import { serialSql } from '../case-numbers.js';
import type { VerifyFault } from './faults.js';

/** So many are named; more say no more. */
const named = 1_000;

const serialsSql = `SELECT sites.organisation, cases.number, ${serialSql('cases.number')} AS serial FROM cases JOIN sites ON sites.id = cases.site`;

/**
 * The places that nothing in `taken` (organisation, first, last) covers, between the first and the last of each
 * organisation there. Each is sorted once: places and gaps are never held against each other.
 */
const emptyPlacesSql = (taken: string) => `WITH taken AS (${taken}),
    spans AS (SELECT organisation, max(last) OVER (PARTITION BY organisation ORDER BY first, last ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) + 1 AS first, first - 1 AS last FROM taken)
  SELECT organisation, place FROM spans, generate_series(first, least(last, first + ${named - 1})) AS place WHERE first <= last
  ORDER BY organisation, place LIMIT ${named}`;

/**
 * Empty places in the numbers that nothing explains: a number that was drawn, that no process has in hand and no case
 * has; cases whose number was never drawn; and cases of one organisation that share one. In one snapshot (`manager`).
 */
export async function numberFaults(manager: EntityManager): Promise<VerifyFault[]> {
  // Each organisation from what it began with up to what was drawn last.
  const empty: { organisation: string; place: number }[] = await manager.query(
    emptyPlacesSql(`SELECT organisation, serial AS first, serial AS last FROM (${serialsSql}) AS serials JOIN number_counters USING (organisation) WHERE serial >= began AND serial < next
      UNION ALL SELECT organisation, first, last FROM number_blocks JOIN number_counters USING (organisation) WHERE first < next
      UNION ALL SELECT organisation, began - 1, began - 1 FROM number_counters
      UNION ALL SELECT organisation, next, next FROM number_counters`),
  );
  // Those that counted on from one sequence for all, which ended before the first of their own.
  const common: { place: number }[] = await manager.query(
    emptyPlacesSql(`SELECT '' AS organisation, serial AS first, serial AS last FROM (${serialsSql}) AS serials JOIN number_counters USING (organisation)
        WHERE began > 1 AND serial < (SELECT max(began) FROM number_counters)
      UNION ALL SELECT '', first, last FROM number_gaps
      UNION ALL SELECT '', 0, 0
      UNION ALL SELECT '', max(began), max(began) FROM number_counters HAVING max(began) > 0`),
  );
  const undrawn: { number: string }[] = await manager.query(
    `SELECT number FROM (${serialsSql}) AS serials LEFT JOIN number_counters counter USING (organisation)
     WHERE serial >= COALESCE(counter.next, 0) ORDER BY number LIMIT ${named}`,
  );
  const twice: { organisation: string; serial: number; numbers: string[] }[] = await manager.query(
    `SELECT organisation, serial, array_agg(number ORDER BY number) AS numbers FROM (${serialsSql}) AS serials
     GROUP BY organisation, serial HAVING count(*) > 1 ORDER BY organisation, serial LIMIT ${named}`,
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
    ...twice.map(({ organisation, serial, numbers }) => ({
      number: `organisation ${organisation}`,
      what: `the number ${serial} was drawn once, and several cases have it: ${numbers.join(', ')}`,
    })),
  ];
}
