import type { DataSource, QueryRunner } from 'typeorm';
import type { Text } from '../../domain/text.js';
import { recordChanges, type ChangeContext } from './organisation-changes.js';
import { fieldFault, type FieldFault } from './change-once.js';
import type { Site } from './people.js';

/** A site with when it was closed, if it was. */
export type SiteRecord = Site & { endedAt: Date | null };

/** The sites of an organisation, closed ones too; `all` for those of every organisation. */
export async function sitesOfOrganisation(
  source: Pick<DataSource, 'query'>,
  organisation: string | 'all',
): Promise<SiteRecord[]> {
  return source.query(
    `SELECT id, kind, name, organisation, rulebooks, ended_at AS "endedAt" FROM sites WHERE $1::text = 'all' OR organisation = $1 ORDER BY id`,
    [organisation],
  );
}

type NewSite = Pick<Site, 'id' | 'kind' | 'name' | 'rulebooks'>;

/** Enters a site. The id is its own for good, in all organisations. */
export async function addSite(runner: QueryRunner, site: NewSite, change: ChangeContext): Promise<FieldFault[]> {
  const { organisation, now } = change;
  const { id, kind, name, rulebooks } = site;
  const faults = rulebookFaults(rulebooks, change);
  if (faults.length > 0) return faults;
  const added = await runner.query(
    `INSERT INTO sites (id, kind, name, organisation, rulebooks) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING RETURNING id`,
    [id, kind, JSON.stringify(name), organisation, rulebooks],
  );
  if (added.length === 0)
    return [fieldFault('id', `'${id}' is taken: choose another id.`, `标识“${id}”已被使用，请另选。`)];
  await recordChanges(runner, change, [
    { what: 'site', subject: id, site: id, change: 'created', value: { kind, name, rulebooks }, holdsFrom: now },
  ]);
  return [];
}

/** Changes a site: what it is called, and which rulebooks hold there from now on (a running case keeps its own). */
export async function changeSite(
  runner: QueryRunner,
  id: string,
  to: { kind?: string; name?: Text; rulebooks?: string[] },
  change: ChangeContext,
): Promise<FieldFault[]> {
  const { now } = change;
  const faults = to.rulebooks ? rulebookFaults(to.rulebooks, change) : [];
  if (faults.length > 0) return faults;
  const [before] = await runner.query(`SELECT kind, name, rulebooks FROM sites WHERE id = $1`, [id]);
  const value = { ...before, ...to };
  if (JSON.stringify(value) === JSON.stringify(before)) return [];
  await runner.query(`UPDATE sites SET kind = $2, name = $3, rulebooks = $4 WHERE id = $1`, [
    id,
    value.kind,
    JSON.stringify(value.name),
    value.rulebooks,
  ]);
  await recordChanges(runner, change, [
    { what: 'site', subject: id, site: id, change: 'changed', before, value, holdsFrom: now },
  ]);
  return [];
}

/**
 * Closes a site: no new case is taken there; its posts end, its open cases run on for those who hold a post at all
 * sites.
 */
export async function endSite(runner: QueryRunner, id: string, change: ChangeContext): Promise<FieldFault[]> {
  const [site] = await runner
    .query(`UPDATE sites SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL RETURNING id`, [id, change.now])
    .then(([rows]) => rows);
  if (!site) return [fieldFault('id', 'This site is closed already.', '该项目已关闭。')];
  await runner.query(
    `UPDATE posts SET valid_until = GREATEST($2::timestamptz, valid_from) WHERE site_id = $1 AND valid_until > $2`,
    [id, change.now],
  );
  await runner.query(
    `UPDATE roster_entries SET withdrawn_at = $2 WHERE site_id = $1 AND ends_at > $2 AND withdrawn_at IS NULL`,
    [id, change.now],
  );
  await recordChanges(runner, change, [
    { what: 'site', subject: id, site: id, change: 'ended', value: {}, holdsFrom: change.now },
  ]);
  return [];
}

function rulebookFaults(names: string[], { rulebooks }: ChangeContext): FieldFault[] {
  const unknown = names.filter((name) => !rulebooks.some((rulebook) => rulebook.name === name));
  if (names.length > 0 && unknown.length === 0) return [];
  const known = rulebooks.map(({ name }) => name);
  return [
    fieldFault(
      'rulebooks',
      unknown.length
        ? `There is no rulebook ${unknown.join(', ')}: use ${known.join(', ')}.`
        : `Name a rulebook that holds there: ${known.join(', ')}.`,
      `请填写在此适用的规程：${known.join('、')}。`,
    ),
  ];
}
