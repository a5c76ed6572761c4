import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { DAY_MS, inZone, zoneOf } from '../../domain/time/zone.js';

/** The instant (UTC ISO) at which a local day of the rulebook begins. */
export function startOfDay(day: string, { timeZone }: Pick<Rulebook, 'timeZone'>): string {
  return new Date(zoneOf(timeZone).firstInstantOf(Date.parse(`${day}T00:00:00Z`) / DAY_MS)).toISOString();
}

/** The local day an instant falls on. */
export function dayOf(at: string, { timeZone }: Pick<Rulebook, 'timeZone'>): string {
  return inZone(at, timeZone).slice(0, 10);
}

export function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

/** The first day of the month after `2026-11`. */
export function nextMonth(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year!, number!, 1)).toISOString().slice(0, 10);
}
