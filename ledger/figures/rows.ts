import type { Measurement } from '../../domain/measure.js';

/** A measurement as a row of `measurements`. */
export function rowOf({ actedFor, inTime, lateClocks, sinceReceived, lateSeconds, ofNumber, ofClock, ofDay, ...same }: Measurement): Record<string, unknown> {
  return { ...same, acted_for: actedFor, in_time: inTime, late_clocks: lateClocks, since_received: sinceReceived, late_seconds: lateSeconds, of_number: ofNumber, of_clock: ofClock, of_day: ofDay };
}

/** The columns that tell rows of `measured_days` apart. */
export const dayKey = ['day', 'site', 'what', 'rulebook', 'kind', 'tier', 'department', 'area', 'major', 'role', 'person', 'rule', 'clause', 'outcome'] as const;

/** What is added up, and how from one measurement. */
export const sums = {
  n: '1',
  judged: '(m.in_time IS NOT NULL)::integer',
  in_time: '(m.in_time IS TRUE)::integer',
  again: '(m.again IS TRUE)::integer',
  revisited: '(m.revisited IS TRUE)::integer',
  timed: '(m.seconds IS NOT NULL)::integer',
  seconds: 'COALESCE(m.seconds, 0)',
  since_received: 'COALESCE(m.since_received, 0)',
  late_n: '(m.late_seconds IS NOT NULL)::integer',
  late_seconds: 'COALESCE(m.late_seconds, 0)',
  amount: 'COALESCE(m.amount, 0)',
} as const;

const names = Object.keys(sums);
const key = dayKey.join(', ');

/** Adds measurements up into `measured_days`; `from` is a relation of them. */
export function addUp(from: string): string {
  return `INSERT INTO measured_days AS d (${key}, ${names.join(', ')})
    SELECT ${dayKey.map((name) => `m.${name}`).join(', ')}, ${Object.values(sums).map((one) => `sum(${one})`).join(', ')} FROM ${from} m GROUP BY ${dayKey.map((name) => `m.${name}`).join(', ')}
    ON CONFLICT (site, what, day, rulebook, kind, rule, person, department, tier, area, major, role, clause, outcome) DO UPDATE SET ${names.map((name) => `${name} = d.${name} + EXCLUDED.${name}`).join(', ')}`;
}
