import { computeDue } from '../time/limits.js';
import type { Limit } from '../time/limit.js';
import { DAY_MS, zoneOf } from '../time/zone.js';
import { dutiesOf, dutyPeriodOf, isDayInSeason, weekdays, type DutyRecurrence } from './duties.js';
import { calendarOf, type Rulebook } from './rulebook.js';

/** One time that a duty comes round: for which period, when it is opened, when its work is due. Instants in UTC ISO. */
export interface DutyOccurrence {
  duty: string;
  period: string;
  opensAt: string;
  due: string;
}

/**
 * When the duties of a rulebook come round so that they are due after `from`, at `until` at the latest (UTC ISO), by time.
 * What is opened by hand alone is not among them. Days are those of the rulebook's zone.
 */
export function dutyOccurrences(rulebook: Rulebook, from: string, until: string): DutyOccurrence[] {
  const { timeZone, calendars } = rulebook;
  const zone = zoneOf(timeZone);
  const [fromMs, untilMs] = [Date.parse(from), Date.parse(until)];
  const last = zone.dayAt(untilMs);
  return Object.entries(dutiesOf(rulebook))
    .flatMap(([duty, { every, opensAt, season, limit, calendar }]) => {
      if (!every || !opensAt || !limit) return [];
      const [hour, minute] = opensAt.split(':').map(Number) as [number, number];
      const found: DutyOccurrence[] = [];
      for (let day = zone.dayAt(fromMs) - longestDays(limit); day <= last; day += 1) {
        const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
        if (!comesRoundOn(every, date) || !isDayInSeason(season, date.slice(5), calendars)) continue;
        const start = new Date(zone.instantOf(day * DAY_MS + (hour * 60 + minute) * 60_000)).toISOString();
        const { due } = computeDue({ start, limit, calendar: calendarOf(rulebook, calendar) });
        const dueMs = Date.parse(due);
        if (dueMs > fromMs && dueMs <= untilMs)
          found.push({
            duty,
            period: dutyPeriodOf(every, start, timeZone),
            opensAt: start,
            due: new Date(dueMs).toISOString(),
          });
      }
      return found;
    })
    .sort((a, b) => a.due.localeCompare(b.due) || a.duty.localeCompare(b.duty));
}

/** Whether a duty comes round on a local day, `2026-11-23`; in a month without such a day it does not. */
export function comesRoundOn(every: DutyRecurrence, date: string): boolean {
  const [month, day] = [Number(date.slice(5, 7)), Number(date.slice(8))];
  if ('year' in every) return every.year === date.slice(5);
  if ('quarter' in every) return every.quarter === day && month % 3 === 1;
  if ('month' in every) return every.month === day;
  return !('week' in every) || every.week === weekdays[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7];
}

/** Days that no limit of the kind is longer than, holidays in it. */
function longestDays({ amount, unit }: Limit): number {
  if (unit === 'months') return Math.min(31 * amount + 2, 800);
  if (unit === 'days' || unit === 'working-days') return Math.min(2 * amount + 20, 800);
  if (unit === 'before-day-of-month' || unit === 'same-day') return 32;
  return Math.min(Math.ceil(amount / (unit.endsWith('minutes') ? 240 : 4)) + 20, 800);
}
