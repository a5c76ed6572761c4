import { calendarOf, type RosterRule, type Rulebook } from './rulebook.js';
import { common, openSpans, seasonSpans, without, type TimeSpan } from '../time/spans.js';

/** Somebody's duty: for a role, from an instant up to another (UTC ISO). */
export interface Duty {
  role: string;
  from: string;
  until: string;
}

/** A time for which the rules ask for somebody on duty and the roster names nobody (UTC ISO). */
export interface Hole extends Duty {
  clause: string;
}

/** The holes of a roster between two instants (UTC ISO), for every role that must be covered: in the order of the rulebook's roles, then of time. */
export function holesOf(rulebook: Rulebook, duties: readonly Duty[], from: string, until: string): Hole[] {
  const within = { from: Date.parse(from), to: Date.parse(until) };
  return Object.entries(rulebook.roles).flatMap(([role, { roster }]) => {
    if (!roster) return [];
    const named = duties.filter((duty) => duty.role === role).map((duty) => ({ from: Date.parse(duty.from), to: Date.parse(duty.until) }));
    const holes = without(neededSpans(roster, rulebook, within), named);
    return holes.map((hole): Hole => ({ role, from: new Date(hole.from).toISOString(), until: new Date(hole.to).toISOString(), clause: roster.clause }));
  });
}

/** When somebody must be on duty by a rule, within a span. */
export function neededSpans({ duringCalendar: covered, outsideCalendar: outside, season }: RosterRule, rulebook: Rulebook, within: TimeSpan): TimeSpan[] {
  const open = openSpans(calendarOf(rulebook, covered ?? outside), within);
  const needed = covered === undefined ? without([within], open) : open;
  if (season === undefined) return needed;
  const found = Object.values(rulebook.calendars).flatMap((calendar) => calendar.seasons ?? []).find(({ name }) => name === season);
  return found ? common(needed, seasonSpans(found, rulebook.timeZone, within)) : [];
}

/** The roles whose holders may be on duty for a role: the role itself, and those its rule names. */
export function rosterRoles(role: string, { roles }: Pick<Rulebook, 'roles'>): string[] {
  return [role, ...(roles[role]?.roster?.filledBy ?? [])];
}
