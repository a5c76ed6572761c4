import { dayAfter } from './days.js';

export type HolidayKind = 'holiday' | 'make-up-workday' | 'ordinary';

export interface HolidayRow {
  date: string;
  kind: HolidayKind;
  name: string;
  nameEn?: string;
}

export interface HolidayRows {
  rows: HolidayRow[];
  /** The line (from 1) that each row came from. */
  lines: number[];
  /** Lines that could not be read, and what is missing of them. */
  faults: { line: number; what: 'date' | 'kind' | 'name' }[];
}

const kinds: [RegExp, HolidayKind][] = [
  [/^(休|休息|放假|假|off|holiday)$/i, 'holiday'],
  [/^(班|上班|补班|调休|调休上班|work|workday|make-up|make-up-workday)$/i, 'make-up-workday'],
  [/^(平常|照常|恢复|ordinary)$/i, 'ordinary'],
];
const oneDay = String.raw`(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?`;
const daysAtStart = new RegExp(`^${oneDay}(?:\\s*(?:至|到|~|～|—|–|－| - )\\s*${oneDay})?`);
/** No holiday is longer; a slip of the pen would be. */
const longest = 31;

/**
 * The days that a notice names, as they are typed or pasted from a sheet: a date or two with what lies between, whether
 * it is off or worked, what it is called, and in English where somebody wrote it. `year`: of dates without one.
 */
export function holidayRowsOf(text: string, year: number): HolidayRows {
  const found: HolidayRows = { rows: [], lines: [], faults: [] };
  text.split('\n').forEach((written, at) => {
    const line = written.trim();
    if (line === '' || line.startsWith('#')) return;
    const dates = daysAtStart.exec(line);
    const [from, to] = dates ? [dayOf(dates.slice(1, 4), year), dayOf(dates.slice(4, 7), year)] : [];
    const days = from ? daysBetween(from, dates![5] === undefined ? from : to) : [];
    if (!dates || days.length === 0) return void found.faults.push({ line: at + 1, what: 'date' });
    const [said = '', name, ...english] = line
      .slice(dates[0].length)
      .split(/[\s,，、;；]+/)
      .filter(Boolean);
    const kind = kinds.find(([pattern]) => pattern.test(said))?.[1];
    if (!kind) return void found.faults.push({ line: at + 1, what: 'kind' });
    if (!name) return void found.faults.push({ line: at + 1, what: 'name' });
    for (const date of days) {
      found.rows.push({ date, kind, name, ...(english.length ? { nameEn: english.join(' ') } : {}) });
      found.lines.push(at + 1);
    }
  });
  return found;
}

function dayOf([ofYear, month, day]: (string | undefined)[], year: number): string | undefined {
  if (month === undefined || day === undefined) return undefined;
  const date = `${ofYear ?? year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const ms = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date) ? date : undefined;
}

function daysBetween(from: string, to: string | undefined): string[] {
  if (to === undefined || to < from) return [];
  const days: string[] = [];
  for (let day = from; day <= to; day = dayAfter(day, 1)) {
    if (days.length >= longest) return [];
    days.push(day);
  }
  return days;
}
