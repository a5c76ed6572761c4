import { installationOrganisation } from '../../domain/actor.js';
import { administratorRole, sitesOfPosts, type Caller } from './caller.js';

/** Whether the caller is an administrator for this site: of the whole installation, or of its organisation. */
export function isAdministratorFor({ actor, organisationSites: home }: Caller, site: string): boolean {
  const posts = actor.posts.filter((post) => post.role === administratorRole);
  return actor.organisation === installationOrganisation
    ? posts.some((post) => post.site === null)
    : sitesOfPosts(posts, home).includes(site);
}
