import { DateTime } from 'luxon';
import type { Text } from '../../domain/text.js';
import { dateFaultText, readAsText, type DateFault } from './date-sentences.js';
import { takeTime, withFigures, writtenOffset, type WrittenTime } from './written-time.js';

/**
 * A date as a cell has it, in UTC ISO 8601, with a hint where that is not what it says at first sight; `undefined` for
 * an empty cell; `bad` for what is no date (with the text, to show it) and the sentence why. A `shift` is what a span
 * such as `08:00-20:00` begins and ends with, for those who want one.
 */
export type ReadDate =
  { at: string; hint?: Text } | { bad: string; why: Text; shift?: { from: string; until: string } } | undefined;

/** A cell of a date column: text, Excel's serial number, or a cell shown as a date: the wall time as if it were UTC. */
export type DateCell = string | number | Date;

/** What is known beside the cell. */
export interface DateContext {
  /** Where the workbook counts its days from 1904 on. */
  date1904?: boolean;
  /** The year of dates that are written without one. */
  year?: number | undefined;
  /** The cell with the time, where that has a column of its own. */
  time?: DateCell | null | undefined;
}

const dayMs = 86_400_000;
/** Serial days from 1970 to 2200: anything else in a date column is some other number. */
const [firstSerial, lastSerial] = [25_569, 109_575];
const [start1900, start1904] = [Date.UTC(1899, 11, 30), Date.UTC(1904, 0, 1)];

/**
 * Reads a date in any of the forms tables have: Excel dates, serial numbers, `20260105`, and text such as
 * `2019/2/28 11:25:05`, `2019-02-28T11:25+08:00`, `2019年2月28日 上午11时25分`, `2026年1月5日14点半`, `2026.1.5 晚上12:05`. Times
 * are local in `zone` (IANA name) unless an offset follows a full time. Parts of a day mean what people mean by them.
 */
export function readDate(cell: DateCell, zone: string, context: DateContext = {}): ReadDate {
  const shown = withTime(shownDate(cell), context.time);
  const read = wallOf(cell, context);
  if (read === undefined) return undefined;
  if ('why' in read)
    return {
      bad: shown,
      why: dateFaultText(read.why, read.why === 'two-times' ? shownDate(cell) : shown),
      ...shiftOf(read, zone),
    };
  const at = instantOf(read, zone);
  if (at === undefined) return { bad: shown, why: dateFaultText('no-date', shown) };
  if (!read.surprising) return { at };
  const wall = DateTime.fromISO(instantOf(read, 'utc')!, { zone: 'utc' }).toFormat('yyyy-MM-dd HH:mm');
  return { at, hint: readAsText(shown, wall) };
}

interface WallDay {
  year: number;
  month: number;
  day: number;
}
/** A wall time. `surprising`: not what the cell says at first sight. */
interface WallMoment extends WallDay {
  time?: WrittenTime;
  offset?: string;
  surprising?: boolean;
}
type Wall = WallMoment | { why: DateFault; from?: WallMoment; until?: WallMoment } | undefined;

function wallOf(cell: DateCell, context: DateContext): Wall {
  const wall = dayOf(cell, context);
  if (wall === undefined || 'why' in wall || isEmpty(context.time)) return wall;
  const beside = timeOfDay(context.time, context.date1904 ?? false);
  if (!beside) return { why: 'no-date' };
  if (wall.time && wall.time.hour + wall.time.minute + wall.time.second > 0) return { why: 'two-times' };
  if ('span' in beside) return spanOf({ ...wall, time: beside.span[0] }, beside.span[1]);
  return withNextDay({ ...wall, time: beside });
}

function isEmpty(cell: DateCell | null | undefined): cell is null | undefined | '' {
  return cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '');
}

function dayOf(cell: DateCell, { date1904 = false, year }: DateContext): Wall {
  if (cell instanceof Date) return fromWall(cell.getTime()) ?? { why: 'no-day' };
  if (typeof cell === 'number') return fromNumber(cell, date1904);
  const text = tidy(cell);
  if (text === '') return undefined;
  if (/^\d{5}(\.\d+)?$/.test(text)) return fromNumber(Number(text), date1904);
  return fromText(text, year);
}

function tidy(text: string): string {
  return withFigures(text.normalize('NFKC').replace(/\s+/g, ' ').trim())
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/(?<=[年月日时点分]) (?=\d)|(?<=\d) (?=[年月日号时点分秒])/g, '');
}

/** A serial number, or `20260105`. */
function fromNumber(value: number, date1904: boolean): Wall {
  const serial = value + (date1904 ? 1462 : 0);
  if (serial >= firstSerial && serial < lastSerial) {
    const wall = fromWall((serial - firstSerial) * dayMs);
    return wall && { ...wall, surprising: true };
  }
  if (value >= 0 && value < 1) return { why: 'no-day' };
  return Number.isInteger(value) ? fromText(String(value), undefined) : { why: 'no-date' };
}

function fromWall(wallMs: number): WallMoment | undefined {
  // A second is 0.0000116 of a day, which a cell cannot hold exactly: 11:25:04.9999 is 11:25:05.
  const wall = DateTime.fromMillis(Math.round(wallMs / 1000) * 1000, { zone: 'utc' });
  const { year, month, day, hour, minute, second } = wall;
  if (year < 1970) return undefined;
  return { year, month, day, time: { hour, minute, second, nextDay: false, exact: true } };
}

const separated =
  /^(?<year>\d{4}) ?(?:([-/.]) ?(?<month>\d{1,2}) ?\2 ?(?<day>\d{1,2})(?!\d)|年 ?(?<zhMonth>\d{1,2}) ?月 ?(?<zhDay>\d{1,2}) ?[日号]?)/;
const compact =
  /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})(?:(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})?(?!\d))?(?!\d)/;
const yearless = /^(?<zhMonth>\d{1,2}) ?月 ?(?<zhDay>\d{1,2}) ?[日号]?/;
const weekday = /^ ?\(?(?:星期|周|礼拜)[一二三四五六日天]\)?/;
const between = /^ ?(?:-|~|—|–|―|−|至|到)+ ?/;

function fromText(text: string, year: number | undefined): Wall {
  const taken = takeMoment(text, year);
  if (!taken) return takeTime(text)?.rest === '' ? { why: 'no-day' } : { why: 'no-date' };
  if (taken === 'no-year') return { why: 'no-year' };
  const { moment, rest, isoTime } = taken;
  if (rest === '') return withNextDay(moment);
  const own = moment.time && writtenOffset(rest, isoTime && moment.time.exact);
  if (own) return { ...moment, offset: own };
  return spanOfText(moment, rest, year) ?? { why: 'no-date' };
}

/** A span: `08:00-10:00`, or up to another day. Whatever follows it makes it none. */
function spanOfText(from: WallMoment, rest: string, year: number | undefined): Wall {
  const dash = between.exec(rest)?.[0];
  if (!dash) return undefined;
  const end = rest.slice(dash.length).replace(/^(?:次日|第二天|翌日) ?/, '');
  const time = takeTime(end);
  if (from.time && time?.rest === '') return spanOf(from, time.time);
  const until = takeMoment(end, year ?? from.year);
  if (until === undefined || until === 'no-year' || until.rest !== '') return undefined;
  const { moment } = until;
  // Over the end of December: 12月31日20:00至1月1日8:00.
  const isNextYear = yearless.test(end) && moment.year === from.year && moment.month < from.month;
  const last = isNextYear ? { ...moment, year: moment.year + 1 } : moment;
  return { why: 'span', from: withNextDay(from), until: withNextDay(last) };
}

function spanOf(from: WallMoment, end: WrittenTime): Wall {
  const start = from.time!;
  const minutes = (of: WrittenTime) => of.hour * 60 + of.minute + (of.nextDay ? 1440 : 0);
  // 下午1点-5点: the half of the day is said once. 晚上8点-8点 is a night.
  const later =
    end.hour < 12 && start.hour >= 12 && minutes(end) + 720 > minutes(start) ? { ...end, hour: end.hour + 12 } : end;
  const last = end.half === undefined && start.half !== undefined ? later : end;
  const nextDay = last.nextDay || minutes(last) <= minutes(start);
  return { why: 'span', from: withNextDay(from), until: { ...from, time: { ...last, nextDay } } };
}

function takeMoment(
  text: string,
  year: number | undefined,
): { moment: WallMoment; rest: string; isoTime: boolean } | 'no-year' | undefined {
  const found = separated.exec(text) ?? compact.exec(text) ?? yearless.exec(text);
  if (!found) return undefined;
  const part = found.groups!;
  if (part['year'] === undefined && year === undefined) return 'no-year';
  const day: WallDay = {
    year: Number(part['year'] ?? year),
    month: Number(part['month'] ?? part['zhMonth']),
    day: Number(part['day'] ?? part['zhDay']),
  };
  const rest = text.slice(found[0].length).replace(weekday, '');
  if (part['hour'] !== undefined) {
    const [hour, minute, second] = [part['hour'], part['minute'], part['second'] ?? 0].map(Number);
    const time = { hour: hour!, minute: minute!, second: second!, nextDay: false, exact: true };
    return { moment: { ...day, time }, rest, isoTime: false };
  }
  const taken = takeTime(rest.replace(/^[ ,]?t?/i, '').replace(/^ /, ''));
  if (!taken) return { moment: day, rest, isoTime: false };
  return { moment: { ...day, time: taken.time }, rest: taken.rest, isoTime: /^t/i.test(rest) };
}

/** What a column of times holds. */
function timeOfDay(cell: DateCell, date1904: boolean): WrittenTime | { span: [WrittenTime, WrittenTime] } | undefined {
  if (cell instanceof Date) {
    const ms = cell.getTime() - (date1904 ? start1904 : start1900);
    return ofDay(ms >= 0 && ms <= dayMs ? ms : ((cell.getTime() % dayMs) + dayMs) % dayMs);
  }
  if (typeof cell === 'number') {
    if (cell >= 0 && cell <= 1) return ofDay(cell * dayMs);
    return Number.isInteger(cell) && cell >= 100 ? timeOfDay(String(cell).padStart(4, '0'), date1904) : undefined;
  }
  const text = tidy(cell);
  const taken = takeTime(text.replace(/^(\d{1,2})(\d{2})$/, '$1:$2'));
  if (!taken || taken.rest === '') return taken?.time;
  const end = takeTime(taken.rest.replace(between, '').replace(/^(?:次日|第二天|翌日) ?/, ''));
  return between.test(taken.rest) && end?.rest === '' ? { span: [taken.time, end.time] } : undefined;
}

function ofDay(ms: number): WrittenTime {
  const seconds = Math.round(ms / 1000);
  return {
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    nextDay: false,
    exact: true,
  };
}

function withNextDay(moment: WallMoment): WallMoment {
  return moment.time?.nextDay || moment.time?.hour === 24 ? { ...moment, surprising: true } : moment;
}

function instantOf({ year, month, day, time, offset: own }: WallMoment, zone: string): string | undefined {
  const midnight = DateTime.fromObject({ year, month, day }, { zone: own ?? zone });
  if (!midnight.isValid) return undefined;
  const { hour = 0, minute = 0, second = 0, nextDay = false } = time ?? {};
  const at = midnight
    .plus({ days: (nextDay ? 1 : 0) + (hour === 24 ? 1 : 0) })
    .set({ hour: hour % 24, minute, second });
  return at.isValid && at.toMillis() >= 0 ? at.toJSDate().toISOString() : undefined;
}

function shiftOf(
  { from, until }: { from?: WallMoment; until?: WallMoment },
  zone: string,
): { shift?: { from: string; until: string } } {
  const [begin, end] = [from && instantOf(from, zone), until && instantOf(until, zone)];
  return begin !== undefined && end !== undefined && begin < end ? { shift: { from: begin, until: end } } : {};
}

function shownDate(cell: DateCell): string {
  if (typeof cell === 'string') return cell.normalize('NFKC').replace(/\s+/g, ' ').trim().slice(0, 40);
  return cell instanceof Date ? cell.toISOString().slice(0, 19).replace('T', ' ') : String(cell);
}

function withTime(shown: string, time: DateCell | null | undefined): string {
  return isEmpty(time) || time instanceof Date ? shown : `${shown} ${shownDate(time)}`;
}
