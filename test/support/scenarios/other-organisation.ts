// A second organisation beside the demo people, with the same names of roles: only the organisation tells its people
// apart.
import type { DataSource } from 'typeorm';
import { PersonRow, PostRow, SiteRow } from '../../../database/entities/organisation.js';
import type { Actor } from '../../../domain/actor.js';
import { recordNewRows } from '../../../ledger/people/organisation-record.js';
import type { RulebookStore } from '../../../ledger/versions/rulebooks.js';
import { actorIn, hire } from '../actors.js';
import { property } from '../shipped.js';

const organisation = 'neighbours';

/** Ids of the neighbours' sites, of their rulebook and of the one who holds a role there everywhere. */
export const otherOrganisation = {
  organisation,
  site: 'next-door',
  rulebook: 'neighbourly',
  person: (role: string) => `next-${role}`,
};

/** Somebody of the neighbours who holds the role at all their sites. */
export const personOfOtherOrganisation = (role: string): Actor =>
  actorIn(role, { organisation, id: otherOrganisation.person(role) });

/** Sets up the neighbours' site and rulebook, and somebody for each role. */
export async function setUpOtherOrganisation(
  source: DataSource,
  rulebooks: RulebookStore,
  roles: string[],
): Promise<void> {
  await rulebooks.register([{ ...property, name: otherOrganisation.rulebook, refines: 'property' }]);
  await source.transaction((manager) =>
    recordNewRows(manager, () =>
      manager.getRepository(SiteRow).insert({
        id: otherOrganisation.site,
        kind: 'estate',
        name: { 'zh-CN': '隔壁', en: 'Next Door' },
        organisation,
        rulebooks: [otherOrganisation.rulebook],
      }),
    ),
  );
  for (const role of roles) await hire(source, personOfOtherOrganisation(role));
}

/** Somebody of the property company whose post names the neighbours' site, which no post of theirs can do. */
export async function personPostedAtOtherSite(source: DataSource, id: string, role: string): Promise<Actor> {
  await source.getRepository(PersonRow).insert({ id, name: id, organisation: 'property-company', language: 'zh-CN' });
  await source.getRepository(PostRow).insert({ personId: id, role, siteId: otherOrganisation.site, department: null });
  return {
    kind: 'person',
    id,
    organisation: 'property-company',
    posts: [{ role, site: otherOrganisation.site, department: null }],
  };
}
