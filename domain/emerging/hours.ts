import { DateTime } from 'luxon';

/** The last hours before an instant, and the same hours of each of the weeks before, by the clock of the place. UTC ISO. */
export function sameHours(
  at: string,
  hours: number,
  weeks: number,
  timeZone: string,
): { weeksAgo: number; from: string; before: string }[] {
  const now = DateTime.fromISO(at, { zone: timeZone });
  return Array.from({ length: weeks + 1 }, (_, weeksAgo) => {
    const before = now.minus({ weeks: weeksAgo });
    return { weeksAgo, from: before.minus({ hours }).toUTC().toISO()!, before: before.toUTC().toISO()! };
  });
}

/** How many whole weeks lie between two instants, at most so many. */
export function wholeWeeksBetween(from: string, to: string, atMost: number): number {
  const weeks = Math.floor((Date.parse(to) - Date.parse(from)) / (7 * 86_400_000));
  return Math.max(0, Math.min(atMost, weeks));
}
