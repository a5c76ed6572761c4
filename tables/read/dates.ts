import { DateTime } from 'luxon';

/**
 * A date as a cell has it, in UTC ISO 8601; `undefined` for an empty cell, `bad` for what is no date (with the text, to
 * show it).
 */
export type ReadDate = { at: string } | { bad: string } | undefined;

/** A cell of a date column: text, Excel's serial number, or a cell shown as a date: the wall time as if it were UTC. */
export type DateCell = string | number | Date;

const dayMs = 86_400_000;
/** Serial days from 1970 to 2200: anything else in a date column is some other number. */
const [firstSerial, lastSerial] = [25_569, 109_575];

/**
 * Reads a date in any of the forms tables have: Excel dates, serial numbers, and text such as `2019/2/28 11:25:05`,
 * `2019-02-28T11:25`, `2019年2月28日 上午11时25分`, `2019.2.28`, `20190228112505`. Times are local in `zone` (IANA name)
 * unless the text has an offset of its own.
 */
export function readDate(cell: DateCell, zone: string, date1904 = false): ReadDate {
  if (cell instanceof Date) return fromWall(cell.getTime(), zone, String(cell));
  if (typeof cell === 'number') return fromSerial(cell, zone, date1904);
  const text = cell.normalize('NFKC').replace(/\s+/g, ' ').trim();
  if (!text) return undefined;
  if (/^\d{5}(\.\d+)?$/.test(text)) return fromSerial(Number(text), zone, date1904);
  return fromText(text, zone) ?? { bad: text };
}

function fromSerial(serial: number, zone: string, date1904: boolean): ReadDate {
  const days = serial + (date1904 ? 1462 : 0);
  if (!(days >= firstSerial && days < lastSerial)) return { bad: String(serial) };
  return fromWall((days - firstSerial) * dayMs, zone, String(serial));
}

function fromWall(wallMs: number, zone: string, shown: string): ReadDate {
  // A second is 0.0000116 of a day, which a cell cannot hold exactly: 11:25:04.9999 is 11:25:05.
  const wall = DateTime.fromMillis(Math.round(wallMs / 1000) * 1000, { zone: 'utc' });
  return validDate(wall.setZone(zone, { keepLocalTime: true })) ?? { bad: shown };
}

const date = String.raw`(?<year>\d{4})(?:[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})|年(?<zhMonth>\d{1,2})月(?<zhDay>\d{1,2})日?)`;
const halfDay = String.raw`(?<half>上午|下午|凌晨|早上|中午|晚上|am|pm)`;
const time = String.raw`(?:${halfDay} ?)?(?<hour>\d{1,2})[:时点](?<minute>\d{1,2})分?(?::?(?<second>\d{1,2})(?:[.,]\d+)?秒?)?(?: ?${halfDay.replace('half', 'after')})?`;
const offset = String.raw` ?(?<offset>z|[+-]\d{2}:?\d{2})`;
const written = new RegExp(`^${date}(?: ?(?:星期|周|礼拜)[一二三四五六日天])?(?:[ t]?${time}(?:${offset})?)?$`, 'i');
const compact = /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})(?:(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})?)?$/;

function fromText(text: string, zone: string): ReadDate {
  const part = (written.exec(text) ?? compact.exec(text))?.groups;
  if (!part) return undefined;
  const hour = hourOf(Number(part['hour'] ?? 0), (part['half'] ?? part['after'])?.toLowerCase());
  const parts = {
    year: Number(part['year']),
    month: Number(part['month'] ?? part['zhMonth']),
    day: Number(part['day'] ?? part['zhDay']),
    hour,
    minute: Number(part['minute'] ?? 0),
    second: Number(part['second'] ?? 0),
  };
  const own = part['offset'] && (part['offset'].toLowerCase() === 'z' ? 'utc' : `utc${part['offset']}`);
  return validDate(DateTime.fromObject(parts, { zone: own || zone }));
}

const noHour = 99;

/** 12 上午 is midnight and 12 下午 noon; 上午 with 13 or more is no time. */
function hourOf(hour: number, half: string | undefined): number {
  if (!half) return hour;
  if (hour > 12) return /pm|下午|晚上/.test(half) ? hour : noHour;
  if (half === '中午') return hour < 3 ? hour + 12 : hour;
  if (/pm|下午|晚上/.test(half)) return (hour % 12) + 12;
  return hour % 12;
}

function validDate(at: DateTime): ReadDate {
  if (!at.isValid || at.toMillis() < 0) return undefined;
  return { at: at.toJSDate().toISOString() };
}
