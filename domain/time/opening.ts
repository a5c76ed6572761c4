import { timetableOf } from './timetable.js';
import type { Calendar } from './calendar.js';

/** Whether an instant lies in open hours; the closing time itself does not. */
export function isOpen(calendar: Calendar, atMs: number): boolean {
  return timetableOf(calendar).isOpen(atMs);
}

/** The first open instant at or after `atMs`: `atMs` itself if open. NoOpenTime if the calendar never opens again. */
export function nextOpening(calendar: Calendar, atMs: number): number {
  return timetableOf(calendar).openingFrom(atMs);
}
