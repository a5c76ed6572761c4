import type { DataSource } from 'typeorm';
import type { Actor } from '../domain/actor.js';
import { rowOf } from '../domain/kinds/kinds.js';
import { expandRoleGroups } from '../domain/rulebook/role-groups.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { colleagues, sitesOf } from '../ledger/people/people.js';
import { FileError } from '../tables/read/sheet.js';
import type { ImportMapping } from './mapping.js';

/** The person an import is entered by. */
export interface Importer {
  actor: Actor;
  /** As the report names them. */
  label: string;
}

/**
 * The site asked for; without one the first estate under the rulebook, else its first site. A FileError says which
 * there are.
 */
export async function chooseSite(source: DataSource, asked: string | undefined, rulebook: string): Promise<string> {
  const all = await sitesOf(source, 'all');
  const sites = all.filter(({ rulebooks }) => rulebooks.includes(rulebook));
  if (all.length === 0)
    throw new FileError({
      en: 'No site is set up here yet: set up sites and people first (npm start does it on a desk of its own).',
      'zh-CN': '尚未设置项目：请先设置项目和人员（npm start 会在自带数据库中完成）。',
    });
  const found =
    asked === undefined
      ? (sites.find(({ kind }) => kind === 'estate') ?? sites[0])
      : sites.find(({ id }) => id === asked);
  if (!found) {
    const ids = sites.map(({ id }) => id);
    throw new FileError({
      en: `There is no site ${asked === undefined ? '' : `'${asked}' `}under the rulebook '${rulebook}': ${ids.join(', ') || 'none at all'}.`,
      'zh-CN': `规程“${rulebook}”下没有项目${asked === undefined ? '' : `“${asked}”`}，现有：${ids.join('、') || '无'}。`,
    });
  }
  return found.id;
}

/** The rulebook of that name, which must know the kind of case of the mapping. A FileError says which there are. */
export function chooseRulebook(
  rulebooks: Rulebook[],
  asked: string,
  { kind = 'complaint', columns }: Pick<ImportMapping, 'kind' | 'columns'>,
): Rulebook {
  const found = rulebooks.find(({ name }) => name === asked);
  if (found && ('kind' in columns || Object.hasOwn(found.kinds, kind))) return found;
  const names = rulebooks.filter(({ kinds }) => Object.hasOwn(kinds, kind)).map(({ name }) => name);
  throw new FileError({
    en: `No rulebook '${asked}' with ${casesOf(kind)} here: ${names.join(', ') || 'none has them'}.`,
    'zh-CN': `没有含案件种类“${kind}”的规程“${asked}”，可用：${names.join('、') || '无'}。`,
  });
}

function casesOf(kind: string): string {
  return kind === 'complaint' ? 'complaints' : `cases of the kind '${kind}'`;
}

/** The people whom a table of a site may name. */
export async function namedPeople(source: DataSource, site: string): Promise<{ id: string; name: string }[]> {
  return source.query(
    `SELECT people.id, people.name FROM people JOIN sites USING (organisation) WHERE sites.id = $1 AND people.ended_at IS NULL ORDER BY people.id`,
    [site],
  );
}

/** The roles that may record a case of the kind and join two of them. */
export function importingRoles(rulebook: Rulebook, kind: string): string[] {
  const rolesFor = (act: string) => expandRoleGroups(rowOf(kind, act)?.by ?? [], rulebook, kind);
  const joiners = rolesFor('join');
  return rolesFor('record').filter((role) => joiners.includes(role));
}

/**
 * Who enters the rows: the person asked for, or the first customer-service agent of the site. They must hold a role
 * that may record a case of the kind and join two, there or everywhere.
 */
export async function chooseImporter(
  source: DataSource,
  rulebook: Rulebook,
  site: string,
  asked: string | undefined,
  kind = 'complaint',
): Promise<Importer> {
  const roles = importingRoles(rulebook, kind);
  const people = (await colleagues(source, { sites: [site], at: new Date().toISOString() })).flatMap((person) => {
    const held = roles.filter((role) => person.posts.some((post) => post.role === role));
    return held.length ? [{ ...person, role: held[0]! }] : [];
  });
  const found =
    asked === undefined
      ? (people.find(({ role }) => role === roles[0]) ?? people[0])
      : people.find(({ id }) => id === asked);
  if (!found) {
    const what = rulebook.kinds[kind]?.name;
    const whom = asked === undefined ? ['Nobody', '没有人'] : [`'${asked}' is not one who`, `“${asked}”不`];
    const example = people[0] ? [`, for example --as ${people[0].id}`, `，例如 --as ${people[0].id}`] : ['', ''];
    throw new FileError({
      en: `${whom[0]} may record and join ${casesOf(kind)} at ${site}; that takes ${roles.join(' or ')}${example[0]}.`,
      'zh-CN': `${whom[1]}可在 ${site} 登记并合并${what?.['zh-CN'] ?? kind}，须为：${roles.join('、')}${example[1]}。`,
    });
  }
  return {
    actor: { kind: 'person', id: found.id, organisation: found.organisation, posts: found.posts },
    label: `${found.id} ${found.name} (${found.role})`,
  };
}
