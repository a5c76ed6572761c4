import type { QueryRunner } from 'typeorm';
import { inZone } from '../../domain/time/zone.js';
import { fieldFault, type FieldFault } from '../../ledger/people/change-once.js';
import { addRosterEntries, type RosterEntry } from '../../ledger/people/roster.js';
import type { NewRosterEntry } from '../../ledger/people/roster-checks.js';
import type { ChangeContext } from '../../ledger/people/organisation-changes.js';
import type { TableColumn } from '../../tables/column.js';
import type { NameResolver } from './name-resolver.js';
import { sheetFieldPath, type SheetHeading, type SpreadsheetRow } from './read-spreadsheet.js';
import type { TakenJson } from './sheets.dto.js';

/** A line for each duty. */
export const rosterHeadings = {
  person: { title: { 'zh-CN': '值班人', en: 'Person' }, also: ['人员', '工号', 'id'], needed: true },
  name: { title: { 'zh-CN': '姓名', en: 'Name' } },
  role: { title: { 'zh-CN': '岗位', en: 'Role' }, also: ['角色', '值班岗位'], needed: true },
  site: { title: { 'zh-CN': '项目', en: 'Site' }, needed: true },
  department: { title: { 'zh-CN': '部门', en: 'Department' } },
  from: { title: { 'zh-CN': '开始', en: 'From' }, also: ['值班开始', '上班时间'], needed: true },
  until: { title: { 'zh-CN': '结束', en: 'Until' }, also: ['值班结束', '下班时间'], needed: true },
} satisfies Record<string, SheetHeading>;

export function rosterColumns(zone: string): TableColumn<RosterEntry>[] {
  return Object.entries(rosterHeadings).map(([key, { title }]) => ({
    title,
    ...(key === 'from' || key === 'until' ? { kind: 'time' as const } : {}),
    value: (row) =>
      key === 'from' || key === 'until' ? inZone(row[key], zone) : (row[key as keyof RosterEntry] ?? null),
  }));
}

/**
 The duties of the rows, at the sites whose roster the caller keeps (`kept`); every cell that cannot be read is a fault.
 * A duty that is over and on record already, as in an exported table, stays as it is.
 */
export function rosterEntriesOfRows(
  lines: SpreadsheetRow<keyof typeof rosterHeadings>[],
  known: NameResolver,
  kept: readonly string[] | 'all',
): { entries: NewRosterEntry[]; numbers: number[]; faults: FieldFault[] } {
  const found = { entries: [] as NewRosterEntry[], numbers: [] as number[], faults: [] as FieldFault[] };
  for (const line of lines) {
    const at = sheetFieldPath(line.number);
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
    const times = (['from', 'until'] as const).map((column) => [column, line.time(column, known.zone(site))] as const);
    const bad = times.flatMap(([column, read]) => {
      if ('bad' in read)
        return [
          fieldFault(
            at(column),
            `'${read.bad}' is not a time: write it like 2026-12-01 20:00.`,
            `“${read.bad}”不是时间，请写成 2026-12-01 20:00。`,
          ),
        ];
      return read.at === null ? [fieldFault(at(column), 'is empty: fill it in.', '为空，请填写。')] : [];
    });
    found.faults.push(...wrong, ...bad);
    if (wrong.length > 0 || bad.length > 0) continue;
    const [from, until] = times.map(([, read]) => ('at' in read ? read.at! : ''));
    const department = line.text('department');
    found.numbers.push(line.number);
    found.entries.push({
      person: known.person(texts.person!),
      role: known.role(texts.role!, site),
      site,
      department: department === null ? null : known.department(department, site),
      from: from!,
      until: until!,
    });
  }
  return found;
}

/** Imports the duties, all of them or none; the faults name their rows. */
export async function importRoster(
  runner: QueryRunner,
  { entries, numbers, faults }: ReturnType<typeof rosterEntriesOfRows>,
  rows: number,
  change: ChangeContext,
): Promise<FieldFault[] | Omit<TakenJson, 'dry'>> {
  const entered = await addRosterEntries(runner, entries, change, (i, field) => sheetFieldPath(numbers[i]!)(field));
  const wrong = [...faults, ...(Array.isArray(entered) ? entered : [])];
  if (wrong.length > 0 || Array.isArray(entered)) return wrong.toSorted((a, b) => rowNumberOf(a) - rowNumberOf(b));
  return { rows, added: entered.added, changed: 0, unchanged: rows - entered.added };
}

function rowNumberOf({ field }: FieldFault): number {
  return Number(/\[(\d+)\]/.exec(field)?.[1] ?? 0);
}
