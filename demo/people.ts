import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DataSource } from 'typeorm';
import { PersonRow, PostRow, SiteRow, TokenRow } from '../database/entities/organisation.js';
import { installationOrganisation } from '../domain/actor.js';
import { recordNewRows } from '../ledger/people/organisation-record.js';
import { rulebookPaths } from '../rulebooks/load.js';
import { heatingCompany } from './people/heating.js';
import type { DemoOrganisation } from './people/organisation.js';
import { powerCompany } from './people/power.js';
import { propertyCompany } from './people/property.js';
import { demoTeamPeople, seedDemoTeams } from './teams.js';

/** Reads workflow histories of every organisation, and no case. */
const administrators: DemoOrganisation = {
  id: installationOrganisation,
  sites: [],
  people: [{ id: 'p13', name: '郑凯', posts: [['administrator', null]] }],
};

/** A folder is named after the rulebook in it. */
const shipped = new Set(rulebookPaths().map((path) => basename(path)));

/**
 * Invented organisations with those of their sites whose rulebooks are shipped; without any of its sites an
 * organisation is left out.
 */
const demoOrganisations = [propertyCompany, heatingCompany, powerCompany]
  .map((item) => ({
    ...item,
    sites: item.sites.filter(({ rulebooks }) => rulebooks.every((name) => shipped.has(name))),
  }))
  .filter(({ sites }) => sites.length > 0);

export const demoSites = demoOrganisations.flatMap(({ id: organisation, sites }) =>
  sites.map((site) => ({ ...site, organisation })),
);

export const demoPeople = [...demoOrganisations, administrators].flatMap(({ id: organisation, people }) =>
  people.map((person) => ({ ...person, organisation })),
);

/** An invented number, 138 0000 00xx; that of the hotline of the trial desk where the id has no number. */
export function demoPhone(id: string): string {
  return `138 0000 00${/\d+$/.exec(id)?.[0].slice(-2).padStart(2, '0') ?? '00'}`;
}

/** The demo sites, people and posts as rows. */
export const demoRows = {
  sites: demoSites,
  people: demoPeople.map(({ id, name, organisation }) => ({
    id,
    name,
    organisation,
    email: `${id}@banjie.example`,
    phone: demoPhone(id),
    language: 'zh-CN',
  })),
  posts: demoPeople.flatMap(({ id, posts }) =>
    posts.map(([role, siteId, department]) => ({ personId: id, role, siteId, department: department ?? null })),
  ),
};

/**
 * Sets up the demo sites and people, once, and gives each a token of this installation's own: random, kept in `folder`
 * for the banner and `npm run token`, in the database only as its hash.
 */
export async function seedDemoPeople(source: DataSource, folder: string): Promise<Record<string, string>> {
  const tokens = demoTokens(folder);
  const others = demoTeamPeople.filter(({ organisation }) =>
    demoSites.some((site) => site.organisation === organisation),
  );
  const hashes = [...demoPeople, ...others].map(({ id }) => ({ personId: id, hash: hashOfToken(tokens[id]!) }));
  const people = [
    ...demoRows.people,
    ...others.map(({ id, name, organisation }) => ({
      id,
      name,
      organisation,
      email: `${id}@banjie.example`,
      phone: demoPhone(id),
      language: 'zh-CN',
    })),
  ];
  const posts = [
    ...demoRows.posts,
    ...others.flatMap(({ id, posts: held }) =>
      held.map(([role, siteId, department]) => ({ personId: id, role, siteId, department })),
    ),
  ];
  await source.transaction((manager) =>
    recordNewRows(manager, async () => {
      for (const [table, rows] of [
        [SiteRow, demoRows.sites],
        [PersonRow, people],
        [PostRow, posts],
        [TokenRow, hashes],
      ] as [new () => object, object[]][]) {
        await manager.createQueryBuilder().insert().into(table).values(rows).orIgnore().execute();
      }
      // They are renewed at every start: a trial desk goes on.
      await manager.query(
        `UPDATE tokens SET ends_at = clock_timestamp() + interval '90 days' WHERE hash = ANY ($1::text[]) AND revoked_at IS NULL`,
        [hashes.map(({ hash }) => hash)],
      );
    }),
  );
  await seedDemoTeams(
    source,
    demoSites.map(({ id }) => id),
  );
  return tokens;
}

/** The form in which a token is kept and looked up. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/**
 * The tokens of this installation's demo people by their id; made at the first call, and for people who came later when
 * they are missed.
 */
export function demoTokens(folder: string): Record<string, string> {
  const file = join(folder, 'demo-tokens.json');
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
  const everybody = [...demoPeople, ...demoTeamPeople];
  if (everybody.every(({ id }) => known[id])) return known;
  const tokens = {
    ...Object.fromEntries(everybody.map(({ id }) => [id, randomBytes(18).toString('base64url')])),
    ...known,
  };
  writeFileSync(file, JSON.stringify(tokens, null, 2), { mode: 0o600 });
  return tokens;
}
