import type { DataSource, QueryRunner } from 'typeorm';
import { coverageOf, readAddressRules } from '../../domain/words/address-rule.js';
import { endArea, enterArea } from '../../ledger/teams/area-records.js';
import { fieldFault, type FieldFault } from '../../ledger/people/change-once.js';
import { listAreas, type AreaListRow } from '../../ledger/teams/team-lists.js';
import type { TableColumn } from '../../tables/column.js';
import type { NameResolver } from '../sheets/name-resolver.js';
import { sheetFieldPath, type SpreadsheetRow } from '../sheets/read-spreadsheet.js';
import type { SheetHeading } from '../sheets/sheet-columns.js';
import type { TakenJson } from '../sheets/sheets.dto.js';

/** A line for each area. */
export const areaHeadings = {
  site: { title: { 'zh-CN': '项目', en: 'Site' }, needed: true },
  team: { title: { 'zh-CN': '班组', en: 'Team' }, needed: true },
  name: { title: { 'zh-CN': '区域', en: 'Area' }, also: ['片区', '区域名称'], needed: true, writtenOut: true },
  addresses: { title: { 'zh-CN': '地址', en: 'Addresses' }, also: ['楼栋', '街道楼栋'], writtenOut: true },
  lines: { title: { 'zh-CN': '线路', en: 'Supply lines' } },
  latitude: { title: { 'zh-CN': '纬度', en: 'Latitude' } },
  longitude: { title: { 'zh-CN': '经度', en: 'Longitude' } },
} satisfies Record<string, SheetHeading>;

type AreaSheetRow = SpreadsheetRow<keyof typeof areaHeadings>;

export function areaColumns(): TableColumn<AreaListRow>[] {
  const shown = {
    site: (area: AreaListRow) => area.site,
    team: (area: AreaListRow) => area.teamName,
    name: (area: AreaListRow) => area.name,
    addresses: (area: AreaListRow) => area.addresses.join('；'),
    lines: (area: AreaListRow) => area.lines.join('、'),
    latitude: (area: AreaListRow) => area.point?.latitude ?? null,
    longitude: (area: AreaListRow) => area.point?.longitude ?? null,
  };
  return Object.entries(areaHeadings).map(([key, { title }]) => ({ title, value: shown[key as keyof typeof shown] }));
}

/**
 Imports the rows, all of them or none. An area of the same team with the same rules stays; one whose rules or place
 * differ ends, and a new one begins. A table does not move an area of another team: that is refused, naming both teams.
 */
export async function importAreas(
  runner: QueryRunner,
  lines: AreaSheetRow[],
  known: NameResolver,
  sites: readonly string[],
  change: { by: string; now: string },
): Promise<FieldFault[] | Omit<TakenJson, 'dry' | 'notes'>> {
  const faults: FieldFault[] = [];
  const taken = { rows: lines.length, added: 0, changed: 0, unchanged: 0 };
  const there = await listAreas(runner as unknown as DataSource, [...sites], change.now);
  const teams: { id: string; site: string; name: string }[] = await runner.query(
    `SELECT id::text, site_id AS site, name FROM teams WHERE site_id = ANY ($1::text[]) AND ended_at IS NULL`,
    [sites],
  );
  for (const line of lines) {
    const outcome = await importAreaRow(runner, line, { known, sites, there, teams }, change);
    if (typeof outcome === 'string') taken[outcome] += 1;
    else faults.push(...outcome);
  }
  return faults.length > 0 ? faults : taken;
}

async function importAreaRow(
  runner: QueryRunner,
  line: AreaSheetRow,
  {
    known,
    sites,
    there,
    teams,
  }: {
    known: NameResolver;
    sites: readonly string[];
    there: AreaListRow[];
    teams: { id: string; site: string; name: string }[];
  },
  { by, now }: { by: string; now: string },
): Promise<'added' | 'changed' | 'unchanged' | FieldFault[]> {
  const at = sheetFieldPath(line);
  const site = known.site(line.text('site') ?? '');
  const name = line.text('name');
  const team = teams.find((known) => known.site === site && known.name === line.text('team'));
  const point = pointOf(line);
  const wrong: FieldFault[] = [];
  if (!sites.includes(site))
    wrong.push(
      fieldFault(
        at('site'),
        `There is no site '${site}', or you do not keep its areas.`,
        `没有项目“${site}”，或您不负责其区域。`,
      ),
    );
  else if (!team)
    wrong.push(
      fieldFault(
        at('team'),
        `There is no team '${line.text('team') ?? ''}' at this site: enter it first (POST /v1/teams).`,
        `本项目没有班组“${line.text('team') ?? ''}”，请先登记班组。`,
      ),
    );
  if (!name || name.length > 100)
    wrong.push(
      fieldFault(at('name'), 'A name of up to 100 characters is needed.', '请填写区域名称，最多 100 个字符。'),
    );
  if (point === 'bad')
    wrong.push(
      fieldFault(
        at('latitude'),
        'Latitude (-90 to 90) and longitude (-180 to 180): both or neither.',
        '纬度（-90 至 90）和经度（-180 至 180）须同时填写或都不填。',
      ),
    );
  if (wrong.length > 0 || !team || !name || point === 'bad') return wrong;
  // Numbers of a list belong together: 1、3、5栋.
  const addresses = (line.text('addresses') ?? '').split(/[;；\n]/).filter((part) => readAddressRules(part).length > 0);
  const supply = splitList(line.text('lines'));
  const same = there.find((area) => area.site === site && area.name === name && area.team === team.id);
  if (same && sameRules(same, addresses, supply) && JSON.stringify(same.point) === JSON.stringify(point))
    return 'unchanged';
  if (same) await endArea(runner, same.id, { by, at: now });
  const outcome = await enterArea(runner, { team: team.id, name, addresses, lines: supply, point }, { by, at: now });
  if ('faults' in outcome)
    return outcome.faults.map(({ field, text }) => ({ field: at(field.replace(/\[\d+\]$/, '')), text }));
  return same ? 'changed' : 'added';
}

/** What the rules of each row cover, in words. */
export function coverageNotes(lines: readonly AreaSheetRow[]): FieldFault[] {
  return lines.flatMap((line) => {
    const covered = coverageOf([line.text('addresses') ?? '']);
    if (covered.length === 0) return [];
    const said = (language: 'en' | 'zh-CN', mark: string) =>
      covered.map(({ address, text }) => `${address}${mark}${text[language]}`).join(language === 'en' ? '; ' : '；');
    return [fieldFault(sheetFieldPath(line)('addresses'), `${said('en', ': ')}.`, `${said('zh-CN', '：')}。`)];
  });
}

function splitList(text: string | null): string[] {
  return [
    ...new Set(
      (text ?? '')
        .split(/[,，、;；\n]/)
        .map((part) => part.trim())
        .filter(Boolean),
    ),
  ];
}

function sameRules(area: AreaListRow, addresses: string[], lines: string[]): boolean {
  const keys = (all: string[]) =>
    [...new Set(all.flatMap(readAddressRules).flatMap((rule) => ('covers' in rule ? rule.covers : [rule.value])))]
      .toSorted()
      .join('\n');
  return keys(area.addresses) === keys(addresses) && area.lines.toSorted().join('\n') === lines.toSorted().join('\n');
}

function pointOf(line: AreaSheetRow): { latitude: number; longitude: number } | null | 'bad' {
  const [latitude, longitude] = [line.figure('latitude'), line.figure('longitude')];
  if (latitude === null && longitude === null) return null;
  return latitude !== null && longitude !== null && Math.abs(latitude!) <= 90 && Math.abs(longitude!) <= 180
    ? { latitude: latitude!, longitude: longitude! }
    : 'bad';
}
