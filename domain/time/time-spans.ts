import type { Calendar, Season } from './calendar.js';
import { inSeason } from './dates.js';
import { timetableOf } from './timetable.js';
import { DAY_MS, zoneOf } from './zone.js';

/** From an instant up to but not including another, in milliseconds. */
export interface TimeSpan {
  from: number;
  to: number;
}

/** The same time, sorted and without overlaps: spans that overlap or touch become one. */
export function mergeSpans(spans: readonly TimeSpan[]): TimeSpan[] {
  const apart: TimeSpan[] = [];
  for (const { from, to } of spans.filter((span) => span.from < span.to).toSorted((a, b) => a.from - b.from)) {
    const last = apart.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else apart.push({ from, to });
  }
  return apart;
}

/** What of `spans` none of `taken` covers. */
export function subtractSpans(spans: readonly TimeSpan[], taken: readonly TimeSpan[]): TimeSpan[] {
  const gone = mergeSpans(taken);
  return mergeSpans(spans).flatMap((span) => {
    const left: TimeSpan[] = [];
    let { from } = span;
    for (const gap of gone) {
      if (gap.to <= from || gap.from >= span.to) continue;
      if (gap.from > from) left.push({ from, to: gap.from });
      from = Math.max(from, gap.to);
    }
    return from < span.to ? [...left, { from, to: span.to }] : left;
  });
}

/** What lies in both. */
export function intersectSpans(spans: readonly TimeSpan[], others: readonly TimeSpan[]): TimeSpan[] {
  return subtractSpans(spans, subtractSpans(spans, others));
}

/** The open time of a calendar within a span. */
export function openSpans(calendar: Calendar, within: TimeSpan): TimeSpan[] {
  const table = timetableOf(calendar);
  return byDay(calendar.timeZone, within, (day) => table.planOf(day).open);
}

/** The days of a season within a span, whole. */
export function seasonSpans(season: Season, timeZone: string, within: TimeSpan): TimeSpan[] {
  return byDay(timeZone, within, (day) =>
    inSeason(season, new Date(day * DAY_MS).toISOString().slice(-19, -14)) ? [[0, DAY_MS]] : [],
  );
}

/** Time of each local day (milliseconds from midnight) as instants, correct also where the clocks change. */
function byDay(
  timeZone: string,
  within: TimeSpan,
  timesOf: (day: number) => readonly (readonly [from: number, to: number])[],
): TimeSpan[] {
  const zone = zoneOf(timeZone);
  const found: TimeSpan[] = [];
  for (let at = within.from; at < within.to;) {
    const { offsetMs, toMs } = zone.offsetPeriodAt(at);
    const end = Math.min(toMs, within.to);
    for (let day = Math.floor((at + offsetMs) / DAY_MS); day * DAY_MS - offsetMs < end; day++) {
      for (const [from, to] of timesOf(day))
        found.push({
          from: Math.max(day * DAY_MS + from - offsetMs, at),
          to: Math.min(day * DAY_MS + to - offsetMs, end),
        });
    }
    at = end;
  }
  return mergeSpans(found);
}
