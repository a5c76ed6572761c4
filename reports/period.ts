import { nextDay } from '../ledger/figures/days.js';

/** What a monthly report is of, in local days: from `from` until before `until`. */
export interface ReportPeriod {
  month: string;
  from: string;
  until: string;
}

/** The report of a month: the calendar month, or from the day after the cut-off of the month before to its own. */
export function periodOfMonth(month: string, cutOff: number | undefined): ReportPeriod {
  if (cutOff === undefined) return { month, from: `${month}-01`, until: `${shiftMonth(month, 1)}-01` };
  const day = String(cutOff).padStart(2, '0');
  return { month, from: nextDay(`${shiftMonth(month, -1)}-${day}`), until: nextDay(`${month}-${day}`) };
}

/** The newest month that is over on a local day (`2026-11-22`). */
export function latestFinishedMonth(day: string, cutOff: number | undefined): ReportPeriod {
  const own = periodOfMonth(day.slice(0, 7), cutOff);
  return own.until <= day ? own : periodOfMonth(shiftMonth(own.month, -1), cutOff);
}

/** The month so many months later. */
export function shiftMonth(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}
