import type { Calendar, CalendarException, ValidationProblem } from '../time/calendar.js';
import type { Rulebook } from './rulebook.js';
import type { Text } from '../text.js';

/**
 * What a notice says of a day: off, a Saturday or Sunday that is worked (make-up workday 调休), or as its weekday ever
 * is, which takes back what was said before.
 */
export const holidayKinds = ['holiday', 'make-up-workday', 'ordinary'] as const;
export type HolidayKind = (typeof holidayKinds)[number];

/** A day of a holiday notice. */
export interface HolidayDay {
  date: string;
  kind: HolidayKind;
  name: Text;
}

/** What a notice takes the place of: the days it names, or all that was published of its year. */
export const holidayReplacements = ['named-days', 'whole-year'] as const;
export type HolidayReplacement = (typeof holidayReplacements)[number];

/**
 * A notice of the official holidays of a country in one year, or of changes to them. It may name days of the December
 * before, which the notices for 2006, 2007, 2008, 2012, 2019 and 2023 did.
 */
export interface HolidayTable {
  country: string;
  year: number;
  days: HolidayDay[];
  /** Left out: the named days. */
  replaces?: HolidayReplacement;
}

/** What publishing a notice changes of one day; `edition`: who said what it was, null for the rulebook's own table. */
export interface HolidayChange {
  date: string;
  was: HolidayKind;
  wasName: Text | null;
  wasEdition: number | null;
  becomes: HolidayKind;
  name: Text | null;
}

/**
 * A table as it was published. Editions of a country are numbered from 1; what a later one says of a day goes before
 * what an earlier one said.
 */
export interface HolidayEdition extends HolidayTable {
  edition: number;
}

/** Everything wrong with a table, row by row; empty when it is sound. */
export function validateHolidayTable({ year, days, replaces }: HolidayTable): ValidationProblem[] {
  const problems: ValidationProblem[] = [];
  const report = (path: string, en: string, zh: string) => void problems.push({ path, text: { en, 'zh-CN': zh } });
  if (replaces === 'whole-year' && !days.some(({ kind, date }) => kind === 'holiday' && isOf(year, date)))
    report('days', 'must hold at least one holiday.', '至少须有一个节假日。');
  days.forEach(({ date, kind }, i) => {
    const path = `days[${i}].date`;
    const earlier = days.findIndex((other) => other.date === date);
    if (!isOf(year, date) && !date.startsWith(`${year - 1}-12-`))
      report(
        path,
        `${date} is neither in ${year} nor in the December before: correct it, or upload it with its own year.`,
        `${date} 不在 ${year} 年或上年 12 月内，请更正，或随所属年份上传。`,
      );
    else if (earlier < i)
      report(
        path,
        `${date} stands in row ${earlier + 1} already: keep one of them.`,
        `${date} 在第 ${earlier + 1} 行已有，请只保留一行。`,
      );
    else if (kind === 'make-up-workday' && ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())) {
      report(
        path,
        `${date} is a weekday: only a Saturday or Sunday can be a make-up workday. One that is worked again is ordinary.`,
        `${date} 是工作日，补班日只能是星期六或星期日；恢复上班的工作日请填 ordinary。`,
      );
    }
  });
  return problems;
}

/**
 * What publishing another notice would change in the calendars that keep its holidays: day by day, each once, and
 * whether its year counts as published only from then on.
 */
export function holidayChanges(
  rulebooks: readonly Pick<Rulebook, 'calendars'>[],
  published: HolidayEdition[],
  notice: HolidayEdition,
): { days: HolidayChange[]; publishesYear: boolean } {
  const found = new Map<string, HolidayChange>();
  let publishesYear = false;
  const calendars = rulebooks.flatMap((rulebook) => Object.values(rulebook.calendars));
  for (const calendar of calendars.filter(({ holidays }) => holidays === notice.country)) {
    const [before, after] = [calendarWith(calendar, published), calendarWith(calendar, [...published, notice])];
    publishesYear ||= before.publishedYears?.length !== after.publishedYears?.length;
    const [old, now] = [tableDays(before), tableDays(after)];
    for (const date of new Set([...old.keys(), ...now.keys()])) {
      const [was, is] = [old.get(date), now.get(date)];
      if (was?.kind === is?.kind && was?.name?.en === is?.name?.en) continue;
      found.set(`${date} ${was?.kind}`, {
        date,
        was: was?.kind ?? 'ordinary',
        wasName: was?.name ?? null,
        wasEdition: editionOf(date, published, notice.country),
        becomes: is?.kind ?? 'ordinary',
        name: (is ?? notice.days.find((day) => day.date === date))?.name ?? null,
      });
    }
  }
  return { days: [...found.values()].sort((a, b) => (a.date < b.date ? -1 : 1)), publishesYear };
}

/** The edition that said last what a day is. */
function editionOf(date: string, published: HolidayEdition[], country: string): number | null {
  const said = published
    .filter((edition) => edition.country === country)
    .sort((a, b) => a.edition - b.edition)
    .findLast(
      ({ year, days, replaces }) =>
        days.some((day) => day.date === date) || (replaces === 'whole-year' && isOf(year, date)),
    );
  return said?.edition ?? null;
}

function isOf(year: number, date: string): boolean {
  return date.startsWith(`${year}-`);
}

/**
 * What new cases are pinned to: the version as written, and which editions of the holiday tables its calendars hold:
 * `003.1+cn.2`.
 */
export function versionWith(
  version: string,
  rulebook: Pick<Rulebook, 'calendars'>,
  editions: HolidayEdition[],
): string {
  const newest = countriesOf(rulebook).map(
    (country) =>
      [
        country,
        Math.max(0, ...editions.filter((candidate) => candidate.country === country).map(({ edition }) => edition)),
      ] as const,
  );
  const held = newest.filter(([, edition]) => edition > 0).map(([country, edition]) => `${country}.${edition}`);
  return held.length ? `${version}+${held.join('.')}` : version;
}

/** The version as written, without its editions of holiday tables. */
export function writtenVersion(version: string): string {
  return version.split('+', 1)[0]!;
}

/** The rulebook as written with the editions built into its calendars; itself where they change nothing. */
export function withHolidays(rulebook: Rulebook, editions: HolidayEdition[]): Rulebook {
  const version = versionWith(rulebook.version, rulebook, editions);
  if (version === rulebook.version) return rulebook;
  return {
    ...rulebook,
    version,
    calendars: Object.fromEntries(
      Object.entries(rulebook.calendars).map(([name, calendar]) => [name, calendarWith(calendar, editions)]),
    ),
  };
}

/** The rulebook without the days of its holiday tables: all that its text says of itself. */
export function withoutHolidays(rulebook: Rulebook): Rulebook {
  const calendars = Object.entries(rulebook.calendars).map(([name, calendar]) => {
    const exceptions = (calendar.exceptions ?? []).filter((exception) => !isTableDay(exception));
    return [name, calendar.holidays ? { ...calendar, exceptions, publishedYears: [] } : calendar];
  });
  return { ...rulebook, calendars: Object.fromEntries(calendars) };
}

/** The countries whose holidays the calendars keep. */
export function countriesOf({ calendars }: Pick<Rulebook, 'calendars'>): string[] {
  return [...new Set(Object.values(calendars).flatMap(({ holidays }) => holidays ?? []))].sort();
}

/**
 * The holidays of a country as a calendar keeps them, without ordinary days: make-up workdays with the hours of an ordinary day; dates of its
 * own go before.
 */
export function exceptionsOf(
  days: HolidayDay[],
  { week, makeUpDayAs }: Pick<Calendar, 'week' | 'makeUpDayAs'>,
): TableDay[] {
  return days.flatMap(({ date, kind, name }) =>
    kind === 'ordinary'
      ? []
      : [{ date, kind, name, open: kind === 'holiday' ? [] : (week[makeUpDayAs ?? 'mon'] ?? []) }],
  );
}

/** The calendar with what the editions say, one after the other; dates of its own go before. */
function calendarWith(calendar: Calendar, editions: HolidayEdition[]): Calendar {
  const said = editions.filter(({ country }) => country === calendar.holidays).sort((a, b) => a.edition - b.edition);
  if (said.length === 0) return calendar;
  const days = tableDays(calendar);
  const own = (calendar.exceptions ?? []).filter((exception) => !isTableDay(exception));
  for (const { year, days: named, replaces } of said) {
    if (replaces === 'whole-year') for (const date of days.keys()) if (isOf(year, date)) days.delete(date);
    for (const { date } of named) days.delete(date);
    for (const exception of exceptionsOf(named, calendar)) days.set(exception.date, exception);
  }
  const dates = new Set(own.map(({ date }) => date));
  const added = [...days.values()].filter(({ date }) => !dates.has(date));
  const years = said.filter(publishesItsYear).map(({ year }) => year);
  const publishedYears = [...new Set([...(calendar.publishedYears ?? []), ...years])].sort((a, b) => a - b);
  return { ...calendar, exceptions: [...added, ...own], publishedYears };
}

/** Changes of single days are no notice of a year: each of those begins with New Year's Day. */
function publishesItsYear({ year, days, replaces }: HolidayTable): boolean {
  return replaces === 'whole-year' || days.some(({ date, kind }) => kind === 'holiday' && date === `${year}-01-01`);
}

/** The days of a calendar that come from holiday tables, by date. */
function tableDays({ exceptions }: Calendar): Map<string, TableDay> {
  return new Map((exceptions ?? []).filter(isTableDay).map((exception) => [exception.date, exception]));
}

type TableDay = CalendarException & { kind: 'holiday' | 'make-up-workday' };

function isTableDay(exception: CalendarException): exception is TableDay {
  return exception.kind === 'holiday' || exception.kind === 'make-up-workday';
}
