import type { ClockRule } from './clock-rule.js';

/** A clock that an entry of a list stands for, and where in the rulebook its figures are written. */
export interface GeneratedClock {
  clock: ClockRule;
  path: string[];
}

type ClockFigures = Partial<Pick<ClockRule, 'house' | 'limit' | 'calendar' | 'warn' | 'escalation' | 'reminder'>>;

/** What an entry says as a clock would. */
export function clockFigures({ house, limit, calendar, warn, escalation, reminder }: ClockFigures): ClockFigures {
  return Object.fromEntries(
    Object.entries({ house, limit, calendar, warn, escalation, reminder }).filter(([, value]) => value !== undefined),
  );
}
