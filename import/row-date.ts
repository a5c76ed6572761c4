import type { Text } from '../domain/text.js';
import type { SheetRow } from '../tables/read/sheet-rows.js';
import { timeMeaning } from './cell-value.js';
import { headingOf } from './columns.js';
import { refuseRow, RowRefused } from './row-refusal.js';
import type { RowRules } from './row-rules.js';

/** When the row was written, UTC ISO; null where it does not say. */
export function writtenAtOf(row: SheetRow, rules: RowRules, notes: Text[]): string | null {
  const { mapping, columns, needsDate, now } = rules;
  if (!('date' in mapping.columns)) {
    if (needsDate) refuseRow('no-date', 'A past case needs its date.', '历史案件必须有日期。');
    return null;
  }
  const column = columns.get('date') ?? columns.get('date#own') ?? columns.get('date#day')!;
  const date = readWithTime(row, column, rules, notes);
  if (date === null) {
    if (needsDate) refuseRow('no-date', 'A past case needs its date.', '历史案件必须有日期。');
    notes.push({ en: 'no date', 'zh-CN': '没有日期' });
  } else if (date > now)
    refuseRow('future-date', `${date} lies in the future: check the date.`, `${date} 在将来，请核对日期。`);
  return date;
}

function readWithTime(row: SheetRow, column: number, rules: RowRules, notes: Text[]): string | null {
  const { mapping, columns } = rules;
  const own = typeof mapping.columns['date'] === 'object' ? columns.get('date#time') : columns.get('time');
  const found = own === undefined ? columns.get('date#time') : undefined;
  let read = timeMeaning(row, [column, own], rules);
  // 14:30 under 来电时间 and its day under 来电日期 are one.
  const day = columns.get('date#own') ?? columns.get('date#day');
  if (read && 'fault' in read && own === undefined && day !== undefined && day !== column) {
    const whole = timeMeaning(row, [day, column], rules);
    if (whole && 'value' in whole) read = whole;
  }
  // A column of times that the mapping does not name counts only beside a day without a time.
  if (found !== undefined && read && 'value' in read) {
    const beside = timeMeaning(row, [column, found], rules);
    // The day was found by its heading, so the time is its own: what cannot be read is not midnight.
    if (beside && 'fault' in beside && !columns.has('date')) read = beside;
    else if (beside && 'value' in beside && beside.value !== read.value) {
      read = beside;
      const name = headingOf(mapping, 'date#time');
      notes.push({ en: `the time of day is from column '${name}'`, 'zh-CN': `时刻取自“${name}”列` });
    }
  }
  if (read === undefined) return null;
  if ('fault' in read) throw new RowRefused('bad-date', read.fault);
  if (read.hint) notes.push(read.hint);
  return read.value;
}
