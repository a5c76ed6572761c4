import type { Calendar, CalendarException, ValidationProblem, Season } from '../../domain/time/calendar.js';

type Report = (path: string, en: string, zh: string) => void;
type Check = (value: unknown, path: string, report: Report) => void;

/**
 * Whether something somebody sent has the shape of a calendar at all, field by field; what its fields say is
 * `calendarProblems`' to check. Empty when it has.
 */
export function calendarShape(value: unknown): ValidationProblem[] {
  const problems: ValidationProblem[] = [];
  object(calendar)(value, '', (path, en, zh) => void problems.push({ path, text: { en, 'zh-CN': zh } }));
  return problems;
}

type Fields<T> = { [K in keyof Required<T>]: [check: Check, need?: 'needed'] };

const text: Check = (value, path, report) => {
  if (typeof value !== 'string' || value.length > 100)
    report(path, 'must be a text of at most 100 characters.', '须为最多 100 个字符的文字。');
};

const anything: Check = () => undefined;

const names: Check = (value, path, report) => {
  if (!isObject(value) || typeof value['zh-CN'] !== 'string' || typeof value['en'] !== 'string')
    report(path, 'must have a zh-CN and an en name.', '须有 zh-CN 和 en 两个名称。');
};

const intervals: Check = (value, path, report) => {
  const fits =
    Array.isArray(value) &&
    value.length <= 50 &&
    value.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every((end) => typeof end === 'string'));
  if (!fits)
    report(
      path,
      'must be a list of pairs [from, to], like [["08:30","12:00"]].',
      '须为 [起, 止] 的列表，如 [["08:30","12:00"]]。',
    );
};

const week: Check = (value, path, report) => {
  if (!isObject(value))
    return report(path, 'must be an object with the open hours of each weekday.', '须为含各星期开放时间的对象。');
  for (const [weekday, open] of Object.entries(value).slice(0, 50))
    intervals(open, `${path}.${weekday.slice(0, 20)}`, report);
};

const exception: Fields<CalendarException> = {
  date: [text, 'needed'],
  open: [intervals, 'needed'],
  kind: [oneOf('holiday', 'half-day', 'make-up-workday', 'special-opening')],
  name: [names],
};
const season: Fields<Season> = {
  name: [text, 'needed'],
  from: [text, 'needed'],
  to: [text, 'needed'],
  week: [week, 'needed'],
};
const calendar: Fields<Omit<Calendar, 'holidays' | 'makeUpDayAs'>> = {
  timeZone: [text, 'needed'],
  week: [week, 'needed'],
  exceptions: [listOf(object(exception), 4000)],
  seasons: [listOf(object(season), 50)],
  publishedYears: [listOf(anything, 300)],
};

function oneOf(...values: string[]): Check {
  return (value, path, report) => {
    if (!values.includes(value as string))
      report(path, `must be one of: ${values.join(', ')}.`, `须为其中之一：${values.join('、')}。`);
  };
}

function listOf(check: Check, most: number): Check {
  return (value, path, report) => {
    if (!Array.isArray(value) || value.length > most)
      return report(path, `must be a list of at most ${most}.`, `须为最多 ${most} 项的列表。`);
    value.forEach((item, at) => check(item, `${path}[${at}]`, report));
  };
}

function object(fields: Record<string, [check: Check, need?: 'needed']>): Check {
  return (value, path, report) => {
    if (!isObject(value))
      return report(path, 'must be an object, or the name of a calendar.', '须为对象，或日历名称。');
    const inside = (name: string) => (path ? `${path}.${name.slice(0, 40)}` : name.slice(0, 40));
    for (const name of Object.keys(value))
      if (!Object.hasOwn(fields, name))
        report(inside(name), 'is not a field of a calendar: leave it out.', '不是日历的字段，请删去。');
    for (const [name, [check, need]] of Object.entries(fields)) {
      if (value[name] !== undefined) check(value[name], inside(name), report);
      else if (need) report(inside(name), 'is missing.', '未填写。');
    }
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
