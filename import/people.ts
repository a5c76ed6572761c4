import type { DataSource } from 'typeorm';
import type { Actor } from '../domain/actor.js';
import { complaintActs } from '../domain/acts/complaint.js';
import { colleagues, sitesOf } from '../ledger/people.js';
import { FileFault } from './sheet.js';

/** The person an import is entered by. */
export interface Importer {
  actor: Actor;
  /** As the report names them. */
  shown: string;
}

/** The site asked for; without one the first estate under the rulebook, else its first site. A FileFault says which there are. */
export async function chooseSite(source: DataSource, asked: string | undefined, rulebook: string): Promise<string> {
  const all = await sitesOf(source, 'all');
  const sites = all.filter(({ rulebooks }) => rulebooks.includes(rulebook));
  if (all.length === 0) throw new FileFault('No site is set up here yet: set up sites and people first (npm start does it on a desk of its own).');
  const found = asked === undefined ? (sites.find(({ kind }) => kind === 'estate') ?? sites[0]) : sites.find(({ id }) => id === asked);
  if (!found) throw new FileFault(`There is no site ${asked === undefined ? '' : `'${asked}' `}under the rulebook '${rulebook}': ${sites.map(({ id }) => id).join(', ') || 'none at all'}.`);
  return found.id;
}

/**
 * Who enters the rows: the person asked for, or the first customer-service agent of the site. They must hold a role that may record a complaint and
 * join two (complaintActs), there or everywhere.
 */
export async function chooseImporter(source: DataSource, site: string, asked: string | undefined): Promise<Importer> {
  const joiners: readonly string[] = complaintActs.join.by;
  const roles = complaintActs.record.by.filter((role) => joiners.includes(role)) as string[];
  const people = (await colleagues(source, { sites: [site] })).flatMap((person) => {
    const held = roles.filter((role) => person.posts.some((post) => post.role === role));
    return held.length ? [{ ...person, role: held[0]! }] : [];
  });
  const found = asked === undefined ? (people.find(({ role }) => role === 'cs-agent') ?? people[0]) : people.find(({ id }) => id === asked);
  if (!found) {
    const whom = asked === undefined ? 'Nobody' : `'${asked}' is not one who`;
    throw new FileFault(`${whom} may record and join complaints at ${site}; that takes ${roles.join(' or ')}${people[0] ? `, for example --as ${people[0].id}` : ''}.`);
  }
  return { actor: { kind: 'person', id: found.id, organisation: found.organisation, posts: found.posts }, shown: `${found.id} ${found.name} (${found.role})` };
}
