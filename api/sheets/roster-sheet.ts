import type { QueryRunner } from 'typeorm';
import { inZone } from '../../domain/time/zone.js';
import { fieldFault, type FieldFault } from '../../ledger/people/change-once.js';
import { addRosterEntries, type RosterEntry } from '../../ledger/people/roster.js';
import type { NewRosterEntry } from '../../ledger/people/roster-checks.js';
import type { ChangeContext } from '../../ledger/people/organisation-changes.js';
import type { TableColumn } from '../../tables/column.js';
import type { NameResolver } from './name-resolver.js';
import { sheetFieldPath, type SpreadsheetRow } from './read-spreadsheet.js';
import type { SheetHeading } from './sheet-columns.js';
import type { TakenJson } from './sheets.dto.js';

/** A line for each duty. */
export const rosterHeadings = {
  person: { title: { 'zh-CN': '值班人', en: 'Person' }, also: ['人员', '工号', 'id'], needed: true, writtenOut: true },
  name: { title: { 'zh-CN': '姓名', en: 'Name' } },
  role: { title: { 'zh-CN': '岗位', en: 'Role' }, also: ['角色', '值班岗位'], needed: true },
  site: { title: { 'zh-CN': '项目', en: 'Site' }, needed: true },
  department: { title: { 'zh-CN': '部门', en: 'Department' } },
  date: { title: { 'zh-CN': '日期', en: 'Date' }, also: ['值班日期'] },
  shift: { title: { 'zh-CN': '值班时间', en: 'Shift' }, also: ['值班时段', '时段', '时间段', '班次时间'] },
  from: {
    title: { 'zh-CN': '开始', en: 'From' },
    also: ['值班开始', '上班时间', '开始时间'],
    needed: true,
    unless: 'shift',
  },
  until: {
    title: { 'zh-CN': '结束', en: 'Until' },
    also: ['值班结束', '下班时间', '结束时间'],
    needed: true,
    unless: 'shift',
  },
} satisfies Record<string, SheetHeading>;

export function rosterColumns(zone: string): TableColumn<RosterEntry>[] {
  const columns = Object.entries(rosterHeadings).filter(([key]) => key !== 'date' && key !== 'shift');
  return columns.map(([key, { title }]) => ({
    title,
    ...(key === 'from' || key === 'until' ? { kind: 'time' as const } : {}),
    value: (row) =>
      key === 'from' || key === 'until' ? inZone(row[key], zone) : (row[key as keyof RosterEntry] ?? null),
  }));
}

type RosterLine = SpreadsheetRow<keyof typeof rosterHeadings>;

/** The duties of a table, each with its row. */
interface RosterRows {
  entries: NewRosterEntry[];
  lines: RosterLine[];
  faults: FieldFault[];
}

/**
 The duties of the rows, at the sites whose roster the caller keeps (`kept`); every cell that cannot be read is a fault.
 * A duty that is over and on record already, as in an exported table, stays as it is.
 */
export function rosterEntriesOfRows(
  lines: RosterLine[],
  known: NameResolver,
  kept: readonly string[] | 'all',
): RosterRows {
  const found: RosterRows = { entries: [], lines: [], faults: [] };
  for (const line of lines) {
    const at = sheetFieldPath(line);
    const texts = { person: line.text('person'), role: line.text('role'), site: line.text('site') };
    const wrong = Object.entries(texts)
      .filter(([, text]) => text === null)
      .map(([column]) => fieldFault(at(column), 'is empty: fill it in.', '为空，请填写。'));
    const site = known.site(texts.site ?? '');
    if (texts.site !== null && kept !== 'all' && !kept.includes(site))
      wrong.push(
        fieldFault(
          at('site'),
          `There is no site '${site}', or you do not keep its roster.`,
          `没有项目“${site}”，或您不负责其值班表。`,
        ),
      );
    const [from, until] = dutyTimes(line, known.zone(site));
    const bad = Object.entries({ from, until }).flatMap(([column, read]) => {
      if ('bad' in read) return [{ field: at(column), text: read.why }];
      return read.at === null ? [fieldFault(at(column), 'is empty: fill it in.', '为空，请填写。')] : [];
    });
    found.faults.push(...wrong, ...bad);
    if (wrong.length > 0 || bad.length > 0 || 'bad' in from || 'bad' in until) continue;
    const department = line.text('department');
    found.lines.push(line);
    found.entries.push({
      person: known.person(texts.person!),
      role: known.role(texts.role!, site),
      site,
      department: department === null ? null : known.department(department, site),
      from: from.at!,
      until: until.at!,
    });
  }
  return found;
}

type TimeOfLine = ReturnType<RosterLine['time']>;
const hoursOfDayMs = 24 * 3_600_000;

/**
 * When a duty begins and ends: as two times, as times of day beside a date, or as a shift (`2027-01-12 08:00-20:00`) in
 * one cell; a time of day that is not after the first is on the next day.
 */
function dutyTimes(line: RosterLine, zone: string): [from: TimeOfLine, until: TimeOfLine] {
  const dated = line.text('date') !== null;
  if (line.text('shift') !== null)
    return shiftTimes(dated ? line.time('date', zone, 'shift') : line.time('shift', zone));
  const alone = { from: line.time('from', zone), until: line.time('until', zone) };
  const whole = (column: 'from' | 'until') =>
    dated && 'bad' in alone[column] ? line.time('date', zone, column) : alone[column];
  const [from, until] = [whole('from'), whole('until')];
  const spans = 'bad' in from && from.shift && [null, line.text('from')].includes(line.text('until'));
  if (spans) return shiftTimes(from);
  const isNextYear = /^\d{1,2}\s*月/.test(line.text('until') ?? '') && 'at' in from && 'at' in until;
  if (isNextYear && from.at !== null && until.at !== null && until.at < from.at) {
    // Over the end of December, without a year.
    const later = inZone(until.at, zone).replace(/^\d+/, (year) => String(Number(year) + 1));
    return [from, { at: new Date(later).toISOString() }];
  }
  const isOfDay = 'bad' in alone.until && !('bad' in until) && !('bad' in from);
  if (!isOfDay || until.at === null || from.at === null || until.at > from.at) return [from, until];
  return [from, { at: new Date(Date.parse(until.at) + hoursOfDayMs).toISOString() }];
}

function shiftTimes(read: TimeOfLine): [from: TimeOfLine, until: TimeOfLine] {
  if ('bad' in read && read.shift) return [{ at: read.shift.from }, { at: read.shift.until }];
  if ('bad' in read) return [read, read];
  const why = {
    en: 'A shift has a beginning and an end: write it like 2026-12-01 08:00-20:00.',
    'zh-CN': '班次须有起止时间，请写成 2026-12-01 08:00-20:00。',
  };
  return [
    { bad: '', why },
    { bad: '', why },
  ];
}

/** Imports the duties, all of them or none; the faults name their rows. */
export async function importRoster(
  runner: QueryRunner,
  { entries, lines, faults }: RosterRows,
  rows: number,
  change: ChangeContext,
): Promise<FieldFault[] | Omit<TakenJson, 'dry' | 'notes'>> {
  const entered = await addRosterEntries(runner, entries, change, (i, field) => sheetFieldPath(lines[i]!)(field));
  const wrong = [...faults, ...(Array.isArray(entered) ? entered : [])];
  if (wrong.length > 0 || Array.isArray(entered)) return wrong.toSorted((a, b) => rowNumberOf(a) - rowNumberOf(b));
  return { rows, added: entered.added, changed: 0, unchanged: rows - entered.added };
}

function rowNumberOf({ field }: FieldFault): number {
  return Number(/rows\[(\d+)\]/.exec(field)?.[1] ?? 0);
}
