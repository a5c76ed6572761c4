import { calendarOf, type RosterRule, type Rulebook } from './rulebook.js';
import { intersectSpans, openSpans, seasonSpans, subtractSpans, type TimeSpan } from '../time/time-spans.js';

/** Somebody's duty: for a role, from an instant up to another (UTC ISO). */
export interface RosterDuty {
  role: string;
  from: string;
  until: string;
}

/** A time for which the rules ask for somebody on duty and the roster names nobody (UTC ISO). */
export interface RosterGap extends RosterDuty {
  clause: string;
}

/**
 * The holes of a roster between two instants (UTC ISO), for every role that must be covered: in the order of the
 * rulebook's roles, then of time.
 */
export function rosterGaps(
  rulebook: Rulebook,
  duties: readonly RosterDuty[],
  from: string,
  until: string,
): RosterGap[] {
  const within = { from: Date.parse(from), to: Date.parse(until) };
  return Object.entries(rulebook.roles).flatMap(([role, { roster }]) => {
    if (!roster) return [];
    const named = duties
      .filter((duty) => duty.role === role)
      .map((duty) => ({ from: Date.parse(duty.from), to: Date.parse(duty.until) }));
    const holes = subtractSpans(spansToCover(roster, rulebook, within), named);
    return holes.map((hole): RosterGap => ({
      role,
      from: new Date(hole.from).toISOString(),
      until: new Date(hole.to).toISOString(),
      clause: roster.clause,
    }));
  });
}

/** When somebody must be on duty by a rule, within a span. */
export function spansToCover(
  { duringCalendar: covered, outsideCalendar: outside, season }: RosterRule,
  rulebook: Rulebook,
  within: TimeSpan,
): TimeSpan[] {
  const open = openSpans(calendarOf(rulebook, covered ?? outside), within);
  const needed = covered === undefined ? subtractSpans([within], open) : open;
  if (season === undefined) return needed;
  const found = Object.values(rulebook.calendars)
    .flatMap((calendar) => calendar.seasons ?? [])
    .find(({ name }) => name === season);
  return found ? intersectSpans(needed, seasonSpans(found, rulebook.timeZone, within)) : [];
}

/** The roles whose holders may be on duty for a role: the role itself, and those its rule names. */
export function rosterRoles(role: string, { roles }: Pick<Rulebook, 'roles'>): string[] {
  return [role, ...(roles[role]?.roster?.filledBy ?? [])];
}
