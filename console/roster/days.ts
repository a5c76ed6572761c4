import {
  type CalendarDate,
  fromAbsolute,
  parseDate,
  Time,
  toCalendarDate,
  toCalendarDateTime,
  toZoned,
} from '@internationalized/date';

/** A local day, `2026-11-23`. */
export type Day = string;

export type Span = 'week' | 'month';

export const addDays = (day: Day, days: number): Day => parseDate(day).add({ days }).toString();

/** The days of the week (from Monday) or of the month in which a day lies. */
export function daysOf(day: Day, span: Span): Day[] {
  const date = parseDate(day);
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  const first = span === 'month' ? date.set({ day: 1 }) : date.subtract({ days: weekday });
  const count = span === 'month' ? date.calendar.getDaysInMonth(date) : 7;
  return Array.from({ length: count }, (_, at) => first.add({ days: at }).toString());
}

/** A day in the week or month after (`by` 1) or before (-1). */
export function moved(day: Day, span: Span, by: number): Day {
  const date: CalendarDate = parseDate(day);
  return (span === 'month' ? date.set({ day: 1 }).add({ months: by }) : date.add({ weeks: by })).toString();
}

/** The instant (UTC ISO) of a local time on a day; `24:00` is the end of the day. */
export function instantOf(day: Day, time: string, timeZone: string): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const date = parseDate(day).add({ days: hour === 24 ? 1 : 0 });
  return toZoned(toCalendarDateTime(date, new Time(hour % 24, minute)), timeZone).toAbsoluteString();
}

/** The day of an instant (ms since 1970) by the browser's own clock. */
export function todayHere(at: number): Day {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return toCalendarDate(fromAbsolute(at, zone)).toString();
}

/** Saturday or Sunday. */
export const isWeekend = (day: Day): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

/** A day in words: `long` 11月23日周一, `short` 23, `weekday` 周一. */
export function rosterDayText(day: Day, language: string, form: 'long' | 'short' | 'weekday'): string {
  const parts: Record<typeof form, Intl.DateTimeFormatOptions> = {
    long: { month: 'short', day: 'numeric', weekday: 'short' },
    short: { day: 'numeric' },
    weekday: { weekday: 'short' },
  };
  const locale = language === 'en' ? 'en-GB' : 'zh-CN';
  const text = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...parts[form] }).format(
    new Date(`${day}T00:00:00Z`),
  );
  return form === 'short' ? String(Number(day.slice(8))) : text;
}

/** The month of a day in words: 2026年11月. */
export const rosterMonthText = (day: Day, language: string): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'long',
  }).format(new Date(`${day.slice(0, 7)}-01T00:00:00Z`));
