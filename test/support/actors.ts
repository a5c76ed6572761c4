// Who acts in a test: demo people, and people made up for a role.
import type { DataSource } from 'typeorm';
import { PersonRow, PostRow } from '../../database/entities/organisation.js';
import { recordNewRows } from '../../ledger/people/organisation-record.js';
import { customerActor, customerPageRole, systemActor, engineOperator, type Actor } from '../../domain/actor.js';
import { demoPeople, demoSites } from '../../demo/people.js';
import { shipped } from './shipped.js';

/** A demo person as the API would make the actor: `actorOf('p03')` is the CS supervisor. */
export function actorOf(personId: string): Actor {
  const person = demoPeople.find(({ id }) => id === personId);
  if (!person) throw new Error(`No demo person ${personId}.`);
  return {
    kind: 'person',
    id: personId,
    organisation: person.organisation,
    posts: person.posts.map(([role, site, department]) => ({ role, site, department: department ?? null })),
  };
}

/**
 * Somebody made up who holds one role: at all sites of the demo organisation whose rulebook has the role, unless a
 * site, department or organisation is given. `id` tells two of a role apart.
 */
export function actorIn(
  role: string,
  where: { site?: string; department?: string; id?: string; organisation?: string } = {},
): Actor {
  if (role === 'desk') return systemActor;
  if (role === 'engine-operator') return engineOperator;
  if (role === customerPageRole) return customerActor;
  return {
    kind: 'person',
    id: where.id ?? `some-${role}`,
    organisation: where.organisation ?? organisationOf(role),
    posts: [{ role, site: where.site ?? null, department: where.department ?? null }],
  };
}

function organisationOf(role: string): string {
  const rulebooks = shipped.filter(({ roles }) => roles[role]).map(({ name }) => name);
  return (demoSites.find((site) => site.rulebooks.some((name) => rulebooks.includes(name))) ?? demoSites[0]!)
    .organisation;
}

/** Puts a made-up actor on record, so that notices find them. */
export async function hire(source: DataSource, actor: Actor): Promise<Actor> {
  if (actor.kind !== 'person') throw new Error('Only people are hired.');
  await source.transaction((manager) =>
    recordNewRows(manager, async () => {
      await manager.getRepository(PersonRow).insert({
        id: actor.id,
        name: actor.id,
        organisation: actor.organisation,
        email: `${actor.id}@banjie.example`,
        language: 'zh-CN',
      });
      await manager.getRepository(PostRow).insert(
        actor.posts.map((post) => ({
          personId: actor.id,
          role: post.role,
          siteId: post.site,
          department: post.department,
        })),
      );
    }),
  );
  return actor;
}

/** Who acts: an actor, a demo person (`p03`) or a role (`cs-agent`: somebody made up who holds it everywhere). */
export type Who = Actor | string;

export function who(by: Who): Actor {
  if (typeof by !== 'string') return by;
  return demoPeople.some(({ id }) => id === by) ? actorOf(by) : actorIn(by);
}
