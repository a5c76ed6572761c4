import type { DataSource, QueryRunner } from 'typeorm';
import { inZone } from '../../domain/time/zone.js';
import { fieldFault, type FieldFault } from '../../ledger/people/change-once.js';
import type { ChangeContext } from '../../ledger/people/organisation-changes.js';
import { addPost, endPost } from '../../ledger/people/posts.js';
import { addPerson, changePerson } from '../../ledger/people/staff.js';
import { finiteUtcIso } from '../../ledger/sql.js';
import type { TableColumn } from '../../tables/column.js';
import { mailFault } from '../mail-field.js';
import type { NameResolver } from './name-resolver.js';
import { sheetFieldPath, type SpreadsheetRow } from './read-spreadsheet.js';
import type { SheetHeading } from './sheet-columns.js';
import type { TakenJson } from './sheets.dto.js';

/** A line for each post of each person; somebody without a post has one line without a role. */
export const peopleHeadings = {
  id: { title: { 'zh-CN': '工号', en: 'Id' }, also: ['人员编号', '编号'], needed: true, writtenOut: true },
  name: { title: { 'zh-CN': '姓名', en: 'Name' }, needed: true, writtenOut: true },
  email: { title: { 'zh-CN': '邮箱', en: 'Mail' }, also: ['email', '电子邮箱'] },
  phone: { title: { 'zh-CN': '电话', en: 'Phone' }, also: ['手机', '联系电话', '手机号', 'phone'], writtenOut: true },
  language: { title: { 'zh-CN': '语言', en: 'Language' } },
  role: { title: { 'zh-CN': '岗位', en: 'Role' }, also: ['角色', 'post'] },
  site: { title: { 'zh-CN': '项目', en: 'Site' } },
  department: { title: { 'zh-CN': '部门', en: 'Department' } },
  from: { title: { 'zh-CN': '开始', en: 'From' }, also: ['任职开始', '自'] },
  until: { title: { 'zh-CN': '结束', en: 'Until' }, also: ['任职结束', '至'] },
} satisfies Record<string, SheetHeading>;

/** Somebody with one of their posts, as a line shows them. */
export interface PersonSheetRow {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  language: string;
  role: string | null;
  site: string | null;
  department: string | null;
  from: string | null;
  until: string | null;
}

export function peopleColumns(zone: string): TableColumn<PersonSheetRow>[] {
  const local = (at: string | null) => (at === null ? null : inZone(at, zone));
  return Object.entries(peopleHeadings).map(([key, { title }]) => ({
    title,
    ...(key === 'from' || key === 'until' ? { kind: 'time' as const } : {}),
    value: (row) => (key === 'from' || key === 'until' ? local(row[key]) : row[key as keyof PersonSheetRow]),
  }));
}

/** The people of an organisation who have not left, with their posts that are not over. */
export async function peopleSheetRows(
  source: Pick<DataSource, 'query'>,
  organisation: string,
  at: string,
): Promise<PersonSheetRow[]> {
  return source.query(
    `SELECT people.id, name, email, phone, language, role, site_id AS site, department, ${finiteUtcIso('valid_from')} AS "from", ${finiteUtcIso('valid_until')} AS until
     FROM people LEFT JOIN posts ON posts.person_id = people.id AND valid_until > $2
     WHERE organisation = $1 AND (ended_at IS NULL OR ended_at > $2) ORDER BY people.id, valid_from, posts.id`,
    [organisation, at],
  );
}

/**
 Imports the rows: adds people who are new, changes what differs, gives posts that are new, sets ends. What is on record
 * already stays.
 */
export async function importPeople(
  runner: QueryRunner,
  lines: SpreadsheetRow<keyof typeof peopleHeadings>[],
  known: NameResolver,
  change: ChangeContext,
): Promise<FieldFault[] | Omit<TakenJson, 'dry' | 'notes'>> {
  const faults: FieldFault[] = [];
  const taken = { rows: lines.length, added: 0, changed: 0, unchanged: 0 };
  for (const line of lines) {
    const at = sheetFieldPath(line);
    const before = faults.length;
    const did = await importPersonRow(runner, line, known, change, at, faults);
    if (faults.length === before) taken[did] += 1;
  }
  return faults.length > 0 ? faults : taken;
}

async function importPersonRow(
  runner: QueryRunner,
  line: SpreadsheetRow<keyof typeof peopleHeadings>,
  known: NameResolver,
  change: ChangeContext,
  at: (column: string) => string,
  faults: FieldFault[],
): Promise<'added' | 'changed' | 'unchanged'> {
  const [id, name, email, language] = [line.text('id'), line.text('name'), line.text('email'), line.text('language')];
  const phone = line.text('phone')?.trim() || null;
  if (!id || !/^[\w.:-]{1,64}$/.test(id))
    faults.push(
      fieldFault(
        at('id'),
        'An id is needed: up to 64 letters, digits, ".", "_", ":", "-".',
        '请填写工号：最多 64 个字母、数字或 . _ : -。',
      ),
    );
  if (!name || name.length > 100)
    faults.push(fieldFault(at('name'), 'A name of up to 100 characters is needed.', '请填写姓名，最多 100 个字符。'));
  if (phone !== null && phone.length > 50)
    faults.push(fieldFault(at('phone'), 'A phone number has at most 50 characters.', '电话最多 50 个字符。'));
  const wrongMail = email === null ? undefined : mailFault(email);
  if (wrongMail) faults.push({ field: at('email'), text: wrongMail });
  if (language !== null && !['zh-CN', 'en'].includes(language))
    faults.push(fieldFault(at('language'), 'It is zh-CN or en.', '语言须为 zh-CN 或 en。'));
  if (!id || !name || faults.some(({ field }) => field.startsWith(at('')))) return 'unchanged';
  const [person] = await runner.query(`SELECT organisation, ended_at FROM people WHERE id = $1`, [id]);
  if (person && (person.organisation !== change.organisation || person.ended_at)) {
    faults.push(
      fieldFault(
        at('id'),
        person.organisation === change.organisation
          ? `'${id}' has left: take them on under a new id.`
          : `'${id}' is taken: choose another id.`,
        person.organisation === change.organisation ? `“${id}”已离职，请使用新工号。` : `标识“${id}”已被使用，请另选。`,
      ),
    );
    return 'unchanged';
  }
  let did: 'added' | 'changed' | 'unchanged' = 'unchanged';
  if (!person) {
    faults.push(
      ...(await addPerson(runner, { id, name, email, phone, language: language ?? 'zh-CN' }, change, at('id'))),
    );
    did = 'added';
  } else if (
    await changePerson(
      runner,
      id,
      { name, ...(email ? { email } : {}), ...(phone ? { phone } : {}), ...(language ? { language } : {}) },
      change,
    )
  )
    did = 'changed';
  const said = line.text('role');
  return said === null ? did : importPost(runner, { id, said, did }, line, known, change, at, faults);
}

async function importPost(
  runner: QueryRunner,
  { id, said, did }: { id: string; said: string; did: 'added' | 'changed' | 'unchanged' },
  line: SpreadsheetRow<keyof typeof peopleHeadings>,
  known: NameResolver,
  change: ChangeContext,
  at: (column: string) => string,
  faults: FieldFault[],
): Promise<'added' | 'changed' | 'unchanged'> {
  const saidSite = line.text('site');
  const site = saidSite === null ? null : known.site(saidSite);
  const saidDepartment = line.text('department');
  const department = saidDepartment === null ? null : known.department(saidDepartment, site);
  const role = known.role(said, site);
  const [from, until] = [line.time('from', known.zone(site)), line.time('until', known.zone(site))];
  for (const [column, read] of [
    ['from', from],
    ['until', until],
  ] as const)
    if ('bad' in read) faults.push({ field: at(column), text: read.why });
  if ('bad' in from || 'bad' in until) return did;
  const [same] = await runner.query(
    `SELECT id, ${finiteUtcIso('valid_until')} AS until FROM posts
     WHERE person_id = $1 AND role = $2 AND site_id IS NOT DISTINCT FROM $3 AND department IS NOT DISTINCT FROM $4 AND valid_until > $5 AND ($6::timestamptz IS NULL OR valid_until > $6)
     ORDER BY valid_from LIMIT 1`,
    [id, role, site, department, change.now, from.at],
  );
  if (!same) {
    const added = await addPost(
      runner,
      { person: id, role, site, department, from: from.at ?? change.now, until: until.at },
      change,
      at,
    );
    if (Array.isArray(added)) faults.push(...added);
    return did === 'unchanged' ? 'added' : did;
  }
  if (until.at === null || until.at === same.until) return did;
  faults.push(
    ...(await endPost(runner, id, same.id, until.at, change)).map(({ text }) => ({ field: at('until'), text })),
  );
  return did === 'unchanged' ? 'changed' : did;
}
