import type { QueryRunner } from 'typeorm';
import { listOf } from '../../domain/rulebook/lists.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { fieldFault, type FieldFault } from '../../ledger/people/change-once.js';
import { enterSkill } from '../../ledger/people/skill-records.js';
import type { SkillListRow } from '../../ledger/teams/team-lists.js';
import type { TableColumn } from '../../tables/column.js';
import type { NameResolver } from '../sheets/name-resolver.js';
import { sheetFieldPath, type SpreadsheetRow } from '../sheets/read-spreadsheet.js';
import type { SheetHeading } from '../sheets/sheet-columns.js';
import type { TakenJson } from '../sheets/sheets.dto.js';

/** A line for each skill of each person. */
export const skillHeadings = {
  person: { title: { 'zh-CN': '工号', en: 'Person' }, also: ['人员', '姓名'], needed: true },
  skill: { title: { 'zh-CN': '技能', en: 'Skill' }, needed: true },
} satisfies Record<string, SheetHeading>;

export function skillColumns(): TableColumn<SkillListRow>[] {
  return [
    { title: skillHeadings.person.title, value: ({ person }) => person },
    { title: skillHeadings.skill.title, value: ({ skill }) => skill },
  ];
}

/**
 Imports the rows, all of them or none: skills by id or name, of people at sites the caller keeps. What stands
 * already is left.
 */
export async function importSkills(
  runner: QueryRunner,
  lines: SpreadsheetRow<keyof typeof skillHeadings>[],
  known: NameResolver,
  rulebooks: Rulebook[],
  sites: readonly string[],
  { by, now }: { by: string; now: string },
): Promise<FieldFault[] | Omit<TakenJson, 'dry' | 'notes'>> {
  const faults: FieldFault[] = [];
  const taken = { rows: lines.length, added: 0, changed: 0, unchanged: 0 };
  const skills = rulebooks.flatMap((rulebook) => Object.entries(listOf(rulebook, 'skills') ?? {}));
  for (const line of lines) {
    const at = sheetFieldPath(line);
    const person = known.person(line.text('person') ?? '');
    const said = line.text('skill') ?? '';
    const skill = skills.find(([id, { name }]) => [id, name.en, name['zh-CN']].includes(said))?.[0];
    const [held] = await runner.query(
      `SELECT EXISTS (SELECT FROM people JOIN sites USING (organisation) WHERE people.id = $1 AND sites.id = ANY ($3::text[])) AS here, EXISTS (SELECT FROM skills WHERE person_id = $1 AND skill = $2 AND ended_at IS NULL) AS has`,
      [person, skill ?? null, sites],
    );
    if (!held.here)
      faults.push(
        fieldFault(
          at('person'),
          `There is nobody '${person}' at the sites you keep, or several of that name: give the id.`,
          `您负责的项目没有“${person}”，或有重名，请填写工号。`,
        ),
      );
    if (!skill)
      faults.push(
        fieldFault(
          at('skill'),
          `'${said}' stands in no list 'skills' of a rulebook here: use ${skills.map(([id]) => id).join(', ')}.`,
          `“${said}”不在规程的技能列表中，可用：${skills.map(([, { name }]) => name['zh-CN']).join('、')}。`,
        ),
      );
    if (!held.here || !skill) continue;
    if (!held.has) await enterSkill(runner, { person, skill }, { by, at: now });
    taken[held.has ? 'unchanged' : 'added'] += 1;
  }
  return faults.length > 0 ? faults : taken;
}
