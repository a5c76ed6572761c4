import type { QueryRunner } from 'typeorm';
import { readAddressRules } from '../../domain/words/address-rule.js';
import type { GeoPoint } from '../../domain/dispatch/dispatch.js';
import { fieldFault, type FieldFault, type ChangeOutcome } from '../people/change-once.js';
import type { ChangeStamp } from './team-records.js';

export interface NewArea {
  team: string;
  name: string;
  /** Streets and buildings as they are written: `readAddressRules`. */
  addresses: string[];
  lines: string[];
  point: GeoPoint | null;
}

interface AreaRule {
  kind: 'address' | 'line';
  value: string;
  compared: string;
}

/**
 * Enters an area of a team. Refused, naming both teams, where its name or one of its addresses or lines belongs to
 * another team of the same work already; `field` says where in what was asked (`addresses[2]`).
 */
export async function enterArea(
  runner: QueryRunner,
  { team, name, addresses, lines, point }: NewArea,
  { by, at }: ChangeStamp,
): Promise<ChangeOutcome<{ id: string }>> {
  const [own] = await runner.query(`SELECT id::text, name, site_id, role FROM teams WHERE id = $1`, [team]);
  const { rules, faults } = rulesOf(addresses, lines);
  if (faults.length > 0) return { faults };
  if (rules.length === 0)
    return { faults: [fieldFault('addresses', 'Name at least one address or line.', '请至少填写一个地址或线路。')] };
  const taken = await areaConflicts(runner, own, name, rules);
  if (taken.length > 0) return { faults: taken };
  const [area] = await runner.query(
    `INSERT INTO areas (site_id, team_id, name, latitude, longitude, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id::text`,
    [own.site_id, team, name, point?.latitude ?? null, point?.longitude ?? null, by, at],
  );
  await runner.query(
    `INSERT INTO area_rules (area_id, site_id, role, kind, value, compared) SELECT $1, $2, $3, kind, value, compared FROM jsonb_to_recordset($4::jsonb) AS rule (kind text, value text, compared text)`,
    [area.id, own.site_id, own.role, JSON.stringify(rules)],
  );
  return { done: area };
}

/** Ends an area: what lies in it belongs to nobody, or to the team of last resort. */
export async function endArea(
  runner: QueryRunner,
  area: string,
  { by, at }: ChangeStamp,
): Promise<ChangeOutcome<{ id: string }>> {
  await runner.query(`UPDATE area_rules SET ended_at = $2 WHERE area_id = $1 AND ended_at IS NULL`, [area, at]);
  await runner.query(`UPDATE areas SET ended_at = $2, ended_by = $3 WHERE id = $1 AND ended_at IS NULL`, [
    area,
    at,
    by,
  ]);
  return { done: { id: area } };
}

/**
 * Gives an area to another team of the same work: the area ends, and begins again under a new id, so that the past
 * stays as it was.
 */
export async function moveArea(
  runner: QueryRunner,
  area: string,
  team: string,
  change: ChangeStamp,
): Promise<ChangeOutcome<{ id: string }>> {
  const [found] = await runner.query(
    `SELECT areas.name, areas.latitude, areas.longitude, areas.team_id::text AS team, old.name AS "oldName", old.role = new.role AND old.site_id = new.site_id AS same, areas.ended_at IS NOT NULL AS ended,
       ARRAY(SELECT value FROM area_rules WHERE area_id = areas.id AND kind = 'address' GROUP BY value ORDER BY min(compared)) AS addresses, ARRAY(SELECT value FROM area_rules WHERE area_id = areas.id AND kind = 'line' ORDER BY compared) AS lines
     FROM areas JOIN teams old ON old.id = areas.team_id JOIN teams new ON new.id = $2 WHERE areas.id = $1`,
    [area, team],
  );
  if (found.ended)
    return { faults: [fieldFault('id', 'This area has ended: enter it again.', '该区域已停用，请重新登记。')] };
  if (found.team === team)
    return {
      faults: [fieldFault('team', `The area belongs to ${found.oldName} already.`, `该区域已属${found.oldName}。`)],
    };
  if (!found.same)
    return {
      faults: [
        fieldFault(
          'team',
          'That team does other work, or works elsewhere: name one of the same role at this site.',
          '该班组的工作或项目不同，请选择本项目同一角色的班组。',
        ),
      ],
    };
  await endArea(runner, area, change);
  const point = found.latitude === null ? null : { latitude: found.latitude, longitude: found.longitude };
  return enterArea(runner, { team, name: found.name, addresses: found.addresses, lines: found.lines, point }, change);
}

function rulesOf(
  addresses: string[],
  lines: string[],
): { rules: (AreaRule & { field: string })[]; faults: FieldFault[] } {
  const faults: FieldFault[] = [];
  const rules = new Map<string, AreaRule & { field: string }>();
  const keep = (rule: AreaRule & { field: string }) => {
    const key = `${rule.kind} ${rule.compared}`;
    if (!rules.has(key)) rules.set(key, rule);
  };
  for (const [i, address] of addresses.entries()) {
    const field = `addresses[${i}]`;
    const read = readAddressRules(address);
    if (read.length === 0) faults.push(fieldFault(field, 'says no street or building.', '没有街道或楼栋。'));
    for (const rule of read)
      if ('fault' in rule) faults.push({ field, text: rule.fault });
      else for (const compared of rule.covers) keep({ kind: 'address', value: rule.value, compared, field });
  }
  for (const [i, line] of lines.entries()) keep({ kind: 'line', value: line, compared: line, field: `lines[${i}]` });
  return { rules: [...rules.values()], faults };
}

async function areaConflicts(
  runner: QueryRunner,
  own: { id: string; name: string; site_id: string; role: string },
  name: string,
  rules: (AreaRule & { field: string })[],
): Promise<FieldFault[]> {
  const taken: { kind: string; compared: string; area: string; team: string }[] = await runner.query(
    `SELECT rule.kind, rule.compared, areas.name AS area, teams.name AS team FROM area_rules rule JOIN areas ON areas.id = rule.area_id JOIN teams ON teams.id = areas.team_id
     WHERE rule.site_id = $1 AND rule.role = $2 AND rule.ended_at IS NULL AND (rule.kind, rule.compared) IN (SELECT kind, compared FROM jsonb_to_recordset($3::jsonb) AS wanted (kind text, compared text))`,
    [own.site_id, own.role, JSON.stringify(rules)],
  );
  const [named] = await runner.query(
    `SELECT areas.name AS area, teams.name AS team FROM areas JOIN teams ON teams.id = areas.team_id WHERE areas.site_id = $1 AND areas.name = $2 AND areas.ended_at IS NULL AND teams.role = $3`,
    [own.site_id, name, own.role],
  );
  return [
    ...(named ? [areaConflict('name', name, named, own.name)] : []),
    ...rules.flatMap((rule) => {
      const other = taken.find(({ kind, compared }) => kind === rule.kind && compared === rule.compared);
      return other ? [areaConflict(rule.field, rule.value, other, own.name)] : [];
    }),
    // Of the hundred houses of a street that belong to another team one is told.
  ].filter(({ text }, at, all) => all.findIndex((one) => one.text.en === text.en) === at);
}

function areaConflict(field: string, what: string, other: { area: string; team: string }, own: string): FieldFault {
  return fieldFault(
    field,
    `'${what}' belongs to ${other.team} (area ${other.area}) and cannot belong to ${own} as well: move or end that area first.`,
    `“${what}”已属${other.team}（区域“${other.area}”），不能同时属于${own}：请先移交或停用该区域。`,
  );
}
