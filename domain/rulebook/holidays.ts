import type { Calendar, CalendarException, ValidationProblem } from '../time/calendar.js';
import type { Rulebook } from './rulebook.js';
import type { Text } from '../text.js';

/** A day of a holiday table. A make-up workday (调休) is a Saturday or Sunday that is worked. */
export interface HolidayDay {
  date: string;
  kind: 'holiday' | 'make-up-workday';
  name: Text;
}

/** The official holidays of a country in one year. */
export interface HolidayTable {
  country: string;
  year: number;
  days: HolidayDay[];
}

/**
 * A table as it was published. Editions of a country are numbered from 1; a later one takes the place of an earlier one
 * for the same year.
 */
export interface HolidayEdition extends HolidayTable {
  edition: number;
}

/** Everything wrong with a table, row by row; empty when it is sound. */
export function validateHolidayTable({ year, days }: HolidayTable): ValidationProblem[] {
  const problems: ValidationProblem[] = [];
  const report = (path: string, en: string, zh: string) => void problems.push({ path, text: { en, 'zh-CN': zh } });
  if (!days.some(({ kind }) => kind === 'holiday'))
    report('days', 'must hold at least one holiday.', '至少须有一个节假日。');
  days.forEach(({ date, kind }, i) => {
    const path = `days[${i}].date`;
    const earlier = days.findIndex((other) => other.date === date);
    if (!date.startsWith(`${year}-`))
      report(
        path,
        `${date} is not in ${year}: correct it, or upload it with its own year.`,
        `${date} 不在 ${year} 年内，请更正，或随所属年份上传。`,
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
        `${date} is a weekday: only a Saturday or Sunday can be a make-up workday.`,
        `${date} 是工作日，补班日只能是星期六或星期日。`,
      );
    }
  });
  return problems;
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

/** The countries whose holidays the calendars keep. */
export function countriesOf({ calendars }: Pick<Rulebook, 'calendars'>): string[] {
  return [...new Set(Object.values(calendars).flatMap(({ holidays }) => holidays ?? []))].sort();
}

/**
 * The holidays of a country as a calendar keeps them: make-up workdays with the hours of an ordinary day; dates of its
 * own go before.
 */
export function exceptionsOf(
  days: HolidayDay[],
  { week, makeUpDayAs }: Pick<Calendar, 'week' | 'makeUpDayAs'>,
): CalendarException[] {
  return days.map(({ date, kind, name }) => ({
    date,
    kind,
    name,
    open: kind === 'holiday' ? [] : (week[makeUpDayAs ?? 'mon'] ?? []),
  }));
}

function calendarWith(calendar: Calendar, editions: HolidayEdition[]): Calendar {
  const newest = new Map<number, HolidayEdition>();
  for (const edition of editions
    .filter(({ country }) => country === calendar.holidays)
    .sort((a, b) => a.edition - b.edition))
    newest.set(edition.year, edition);
  if (newest.size === 0) return calendar;
  const replaced = ({ date, kind }: CalendarException) =>
    newest.has(Number(date.slice(0, 4))) && (kind === 'holiday' || kind === 'make-up-workday');
  const own = (calendar.exceptions ?? []).filter((exception) => !replaced(exception));
  const dates = new Set(own.map(({ date }) => date));
  const added = [...newest.values()]
    .flatMap(({ days }) => exceptionsOf(days, calendar))
    .filter(({ date }) => !dates.has(date));
  const publishedYears = [...new Set([...(calendar.publishedYears ?? []), ...newest.keys()])].sort((a, b) => a - b);
  return { ...calendar, exceptions: [...added, ...own], publishedYears };
}
