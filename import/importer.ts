import type { DataSource } from 'typeorm';
import type { Actor } from '../domain/actor.js';
import { complaintActs } from '../domain/kinds/complaint.js';
import { expandRoleGroups } from '../domain/rulebook/role-groups.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { colleagues, sitesOf } from '../ledger/people/people.js';
import { FileError } from '../tables/read/sheet.js';

/** The person an import is entered by. */
export interface Importer {
  actor: Actor;
  /** As the report names them. */
  label: string;
}

/**
 * The site asked for; without one the first estate under the rulebook, else its first site. A FileFault says which
 * there are.
 */
export async function chooseSite(source: DataSource, asked: string | undefined, rulebook: string): Promise<string> {
  const all = await sitesOf(source, 'all');
  const sites = all.filter(({ rulebooks }) => rulebooks.includes(rulebook));
  if (all.length === 0)
    throw new FileError(
      'No site is set up here yet: set up sites and people first (npm start does it on a desk of its own).',
    );
  const found =
    asked === undefined
      ? (sites.find(({ kind }) => kind === 'estate') ?? sites[0])
      : sites.find(({ id }) => id === asked);
  if (!found)
    throw new FileError(
      `There is no site ${asked === undefined ? '' : `'${asked}' `}under the rulebook '${rulebook}': ${sites.map(({ id }) => id).join(', ') || 'none at all'}.`,
    );
  return found.id;
}

/** The rulebook of that name, which must know complaints. A FileFault says which there are. */
export function chooseRulebook(rulebooks: Rulebook[], asked: string): Rulebook {
  const found = rulebooks.find(({ name }) => name === asked);
  if (!found?.kinds['complaint'])
    throw new FileError(
      `No rulebook '${asked}' with complaints here: ${rulebooks.map(({ name }) => name).join(', ')}.`,
    );
  return found;
}

/**
 * Who enters the rows: the person asked for, or the first customer-service agent of the site. They must hold a role
 * that may record a complaint and join two (complaintActs), there or everywhere.
 */
export async function chooseImporter(
  source: DataSource,
  rulebook: Rulebook,
  site: string,
  asked: string | undefined,
): Promise<Importer> {
  const joiners = expandRoleGroups(complaintActs.join.by, rulebook, 'complaint');
  const roles = expandRoleGroups(complaintActs.record.by, rulebook, 'complaint').filter((role) =>
    joiners.includes(role),
  );
  const people = (await colleagues(source, { sites: [site], at: new Date().toISOString() })).flatMap((person) => {
    const held = roles.filter((role) => person.posts.some((post) => post.role === role));
    return held.length ? [{ ...person, role: held[0]! }] : [];
  });
  const found =
    asked === undefined
      ? (people.find(({ role }) => role === roles[0]) ?? people[0])
      : people.find(({ id }) => id === asked);
  if (!found) {
    const whom = asked === undefined ? 'Nobody' : `'${asked}' is not one who`;
    throw new FileError(
      `${whom} may record and join complaints at ${site}; that takes ${roles.join(' or ')}${people[0] ? `, for example --as ${people[0].id}` : ''}.`,
    );
  }
  return {
    actor: { kind: 'person', id: found.id, organisation: found.organisation, posts: found.posts },
    label: `${found.id} ${found.name} (${found.role})`,
  };
}
