import type { QueryRunner } from 'typeorm';
import type { Text } from '../../domain/text.js';
import { phoneHint } from '../../domain/words/phone.js';
import { enterContact, type ContactKind } from '../../ledger/people/contacts.js';
import { fieldFault, type FieldFault } from '../../ledger/people/change-once.js';
import type { ChangeContext } from '../../ledger/people/organisation-changes.js';
import type { NameResolver } from './name-resolver.js';
import { sheetFieldPath, type SpreadsheetRow } from './read-spreadsheet.js';
import type { SheetHeading } from './sheet-columns.js';
import type { TakenJson } from './sheets.dto.js';

/** The directory of emergency contacts (P-4.1.2), a line for each. */
export const contactHeadings = {
  site: { title: { 'zh-CN': '项目', en: 'Site' }, needed: true },
  kind: { title: { 'zh-CN': '类别', en: 'What they are' }, also: ['kind'], needed: true },
  name: { title: { 'zh-CN': '单位或姓名', en: 'Name' }, also: ['姓名', '名称'], needed: true, writtenOut: true },
  phone: { title: { 'zh-CN': '电话', en: 'Phone' }, also: ['联系电话'], needed: true, writtenOut: true },
  remark: { title: { 'zh-CN': '备注', en: 'Remark' } },
} satisfies Record<string, SheetHeading>;

export const contactKindNames: Record<ContactKind, Text> = {
  owner: { 'zh-CN': '业主', en: 'owner' },
  customer: { 'zh-CN': '客户', en: 'customer' },
  supplier: { 'zh-CN': '供方', en: 'supplier' },
  subcontractor: { 'zh-CN': '分包方', en: 'subcontractor' },
};

const maxLengths = { name: 200, phone: 50, remark: 1000 } as const;

/** What is odd about the phones of the rows. */
export function phoneNotes(lines: readonly SpreadsheetRow<'phone'>[]): FieldFault[] {
  return lines.flatMap((line) => {
    const hint = phoneHint(line.text('phone') ?? '');
    return hint && line.text('phone') !== null ? [{ field: sheetFieldPath(line)('phone'), text: hint }] : [];
  });
}

/** Imports the rows, all of them or none. A contact that is on record in the same words stays. */
export async function importContacts(
  runner: QueryRunner,
  lines: SpreadsheetRow<keyof typeof contactHeadings>[],
  known: NameResolver,
  sites: readonly string[],
  change: ChangeContext,
  key: string,
): Promise<FieldFault[] | Omit<TakenJson, 'dry' | 'notes'>> {
  const faults: FieldFault[] = [];
  const taken = { rows: lines.length, added: 0, changed: 0, unchanged: 0 };
  for (const line of lines) {
    const at = sheetFieldPath(line);
    const site = known.site(line.text('site') ?? '');
    const saidKind = line.text('kind');
    const kind = Object.entries(contactKindNames).find(([id, name]) =>
      [id, name.en, name['zh-CN']].includes(saidKind ?? ''),
    )?.[0] as ContactKind | undefined;
    const [name, phone, remark] = [line.text('name'), line.text('phone'), line.text('remark')];
    const wrong: FieldFault[] = [];
    if (!sites.includes(site))
      wrong.push(
        fieldFault(
          at('site'),
          `There is no site '${site}', or you do not keep its directory.`,
          `没有项目“${site}”，或您不负责其通讯录。`,
        ),
      );
    if (!kind)
      wrong.push(
        fieldFault(
          at('kind'),
          `It is one of: ${Object.keys(contactKindNames).join(', ')}.`,
          `须为其中之一：${Object.values(contactKindNames)
            .map((name) => name['zh-CN'])
            .join('、')}。`,
        ),
      );
    for (const [column, text] of [
      ['name', name],
      ['phone', phone],
    ] as const)
      if (!text) wrong.push(fieldFault(at(column), 'is empty: fill it in.', '为空，请填写。'));
    for (const [column, text] of [
      ['name', name],
      ['phone', phone],
      ['remark', remark],
    ] as const)
      if (text && text.length > maxLengths[column])
        wrong.push(
          fieldFault(
            at(column),
            `must be at most ${maxLengths[column]} characters.`,
            `最多 ${maxLengths[column]} 个字符。`,
          ),
        );
    faults.push(...wrong);
    if (wrong.length > 0) continue;
    const [same] = await runner.query(
      `SELECT 1 FROM contacts WHERE site_id = $1 AND kind = $2 AND name = $3 AND phone = $4 AND remark IS NOT DISTINCT FROM $5 AND ended_at IS NULL LIMIT 1`,
      [site, kind, name, phone, remark],
    );
    if (!same)
      await enterContact(
        runner,
        { site, kind: kind!, name: name!, phone: phone!, remark },
        change,
        `${key}:${line.sheet === undefined ? '' : `${line.sheet}:`}${line.number}`,
      );
    taken[same ? 'unchanged' : 'added'] += 1;
  }
  return faults.length > 0 ? faults : taken;
}
