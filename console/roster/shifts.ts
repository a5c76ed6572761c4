import { addDays, instantOf, type Day } from './days.js';

/** Local times of day; `until` that is not after `from` is on the next day. */
export interface Shift {
  from: string;
  until: string;
}

export const wholeDay: Shift = { from: '00:00', until: '24:00' };
const usual: Shift[] = [wholeDay, { from: '08:00', until: '20:00' }, { from: '20:00', until: '08:00' }];

export const shiftId = ({ from, until }: Shift): string => `${from}-${until}`;

export function shiftOfId(id: string): Shift {
  const [from = '', until = ''] = id.split('-');
  return { from, until };
}

const goesOver = ({ from, until }: Shift): boolean => until <= from;
const short = (time: string): string => time.replace(/:00$/, '').replace(/^0(?=\d)/, '');

/** As it stands in a cell: 8–20, 20–8; the whole day by `allDay`. */
export const shiftShort = (shift: Shift, allDay: string): string =>
  shiftId(shift) === shiftId(wholeDay) ? allDay : `${short(shift.from)}–${short(shift.until)}`;

/** When a shift of a day begins and ends (UTC ISO). */
export function shiftTimes(day: Day, shift: Shift, timeZone: string): { from: string; until: string } {
  return {
    from: instantOf(day, shift.from, timeZone),
    until: instantOf(goesOver(shift) ? addDays(day, 1) : day, shift.until, timeZone),
  };
}

/** The shift of a duty whose times are local ISO, and the day it begins on; undefined where it goes on for days. */
export function shiftOf({ from, until }: { from: string; until: string }): { day: Day; shift: Shift } | undefined {
  const day = from.slice(0, 10);
  const [start, end, last] = [from.slice(11, 16), until.slice(11, 16), until.slice(0, 10)];
  const next = addDays(day, 1);
  if (last === next && end === '00:00') return { day, shift: { from: start, until: '24:00' } };
  if (last === day || (last === next && end <= start)) return { day, shift: { from: start, until: end } };
  return undefined;
}

/** The shifts to choose from: those on the roster and those of its holes, then the usual ones; each once. */
export function knownShifts(spans: readonly { from: string; until: string }[]): Shift[] {
  const found = spans.flatMap((span) => shiftOf(span)?.shift ?? []);
  return [...new Map([...found, ...usual].map((shift) => [shiftId(shift), shift])).values()];
}

const offWords = /^(|休|休息|公休|轮休|off|-+|–|—|\/|0|×|x|无)$/;
const onWords = /^(√|✓|✔|1|y|yes|on|值|值班|班|●|○)$/;
const dayWords = /^(白|白班|日|日班|早|早班|day|d)$/;
const nightWords = /^(夜|夜班|晚|晚班|night|n)$/;
const allDayWords = /^(全|全天|全日|24h|24小时|all day|24)$/;
const times = /^(\d{1,2})(?:[:.时点](\d{2})?)?\s*[-–—~至到]+\s*(?:次日|翌日|次)?\s*(\d{1,2})(?:[:.时点](\d{2})?)?$/;

/** A shift as people write it in a cell; 'off' for nobody; undefined where it cannot be read. `pen`: what a tick means. */
export function readShift(written: string, known: readonly Shift[], pen: Shift): Shift | 'off' | undefined {
  const text = written.normalize('NFKC').trim().toLowerCase();
  if (offWords.test(text)) return 'off';
  if (onWords.test(text)) return pen;
  if (allDayWords.test(text)) return wholeDay;
  if (dayWords.test(text))
    return known.find((shift) => !goesOver(shift) && shift.from >= '05:00' && shift.from < '12:00');
  if (nightWords.test(text)) return known.find((shift) => shift.from >= '16:00');
  const found = times.exec(text);
  if (!found) return undefined;
  const [fromHour, fromMinute, untilHour, untilMinute] = found.slice(1).map((one) => Number(one ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  const isTime = (hour: number, minute: number) => hour * 60 + minute <= 24 * 60 && minute < 60;
  if (!isTime(fromHour, fromMinute) || fromHour === 24 || !isTime(untilHour, untilMinute)) return undefined;
  const clockTime = (hour: number, minute: number) => [hour, minute].map((n) => String(n).padStart(2, '0')).join(':');
  const until = clockTime(untilHour, untilMinute);
  return { from: clockTime(fromHour, fromMinute), until: until === '00:00' ? '24:00' : until };
}
