import { inSeason } from './dates.js';
import { timeOfDay } from './day-plan.js';
import { WEEKDAYS } from './timetable.js';
import type { Calendar, Interval, ValidationProblem, Season, Week, Weekday } from './calendar.js';
import { zoneFault } from './zone.js';

/** What is wrong with a calendar, each thing as a sentence; empty when it is sound. */
export function validateCalendar(calendar: Calendar): ValidationProblem[] {
  const problems: ValidationProblem[] = [];
  const report: ReportProblem = (path, zh, en) => void problems.push({ path, text: { 'zh-CN': zh, en } });

  const zone = zoneFault(calendar.timeZone);
  if (zone) report('timeZone', `${zone['zh-CN']}。`, `${zone.en}.`);
  checkWeek(calendar.week, 'week', report);
  calendar.seasons?.forEach((season, i) => checkSeason(season, calendar.seasons!.slice(0, i), `seasons[${i}]`, report));

  const dates = new Set<string>();
  calendar.exceptions?.forEach(({ date, open }, i) => {
    const path = `exceptions[${i}]`;
    if (!isDate(date))
      report(`${path}.date`, `“${date}”不是有效的日期（YYYY-MM-DD）。`, `'${date}' is not a date (YYYY-MM-DD).`);
    if (dates.has(date)) report(`${path}.date`, `日期 ${date} 重复。`, `The date ${date} is given twice.`);
    dates.add(date);
    checkIntervals(open, `${path}.open`, report);
  });

  calendar.publishedYears?.forEach((year, i) => {
    if (!Number.isInteger(year)) report(`publishedYears[${i}]`, `“${year}”不是年份。`, `'${year}' is not a year.`);
  });
  const weeks = [calendar.week, ...(calendar.seasons ?? []).map((season) => season.week)];
  const opens = weeks.some((week) => WEEKDAYS.some((weekday) => week?.[weekday]?.length));
  if (!opens && !calendar.exceptions?.some(({ open }) => open?.length)) {
    report('week', '日历没有任何开放时间。', 'The calendar has no open hour at all.');
  }
  return problems;
}

type ReportProblem = (path: string, zh: string, en: string) => void;

function checkWeek(week: Week, path: string, report: ReportProblem): void {
  if (typeof week !== 'object' || week === null)
    return report(path, '缺少每周开放时间。', 'There is no week of open hours.');
  for (const [weekday, intervals] of Object.entries(week)) {
    if (!WEEKDAYS.includes(weekday as Weekday)) {
      report(
        `${path}.${weekday}`,
        `“${weekday}”不是星期（mon 至 sun）。`,
        `'${weekday}' is not a weekday (mon to sun).`,
      );
    }
    checkIntervals(intervals, `${path}.${weekday}`, report);
  }
}

function checkIntervals(intervals: Interval[], path: string, report: ReportProblem): void {
  // What is checked here was written by people: it may not even have the shape its type promises.
  if (!Array.isArray(intervals) || !intervals.every((interval) => Array.isArray(interval) && interval.length === 2)) {
    return report(path, '开放时间须为 [起, 止] 的列表。', 'Open hours must be a list of pairs [from, to].');
  }
  const seen: [from: number, to: number][] = [];
  intervals.forEach((interval, i) => {
    const [from, to] = [timeOfDay(interval[0]), timeOfDay(interval[1])];
    const wrong = from === undefined ? interval[0] : to === undefined ? interval[1] : undefined;
    if (from === undefined || to === undefined) {
      report(
        `${path}[${i}]`,
        `“${wrong}”不是有效的时刻（00:00 至 24:00）。`,
        `'${wrong}' is not a time of day (00:00 to 24:00).`,
      );
    } else if (to <= from) {
      report(
        `${path}[${i}]`,
        `时段须在开始之后结束：${interval.join('–')}。`,
        `The interval ${interval.join('–')} does not end after it begins.`,
      );
    } else {
      if (seen.some((other) => from < other[1] && other[0] < to)) {
        report(
          `${path}[${i}]`,
          `时段 ${interval.join('–')} 与另一时段重叠。`,
          `The interval ${interval.join('–')} overlaps another.`,
        );
      }
      seen.push([from, to]);
    }
  });
}

function checkSeason(season: Season, others: Season[], path: string, report: ReportProblem): void {
  for (const end of ['from', 'to'] as const) {
    if (!isMonthDay(season[end])) {
      report(
        `${path}.${end}`,
        `“${season[end]}”不是有效的月日（MM-DD）。`,
        `'${season[end]}' is not a day of the year (MM-DD).`,
      );
    }
  }
  // Two spans on the circle of the year meet exactly if one begins inside the other; MM-DD sorts as text.
  const other = others.find((o) => inSeason(o, season.from) || inSeason(season, o.from));
  if (other)
    report(
      path,
      `季节“${season.name}”与“${other.name}”重叠。`,
      `The seasons '${season.name}' and '${other.name}' overlap.`,
    );
  checkWeek(season.week, `${path}.week`, report);
}

function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00Z`).getUTCDate() === Number(text.slice(8));
}

function isMonthDay(text: string): boolean {
  return isDate(`2000-${text}`);
}
