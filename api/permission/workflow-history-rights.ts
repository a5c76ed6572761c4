import { installationOrganisation } from '../../domain/actor.js';
import { administratorRole, sitesOfPosts, type Caller } from './caller.js';

/** The sites that the caller is an administrator for: 'all' for that of the whole installation. */
export function administeredSites({ actor, organisationSites: home }: Caller): readonly string[] | 'all' {
  const posts = actor.posts.filter((post) => post.role === administratorRole);
  if (actor.organisation !== installationOrganisation) return sitesOfPosts(posts, home);
  return posts.some((post) => post.site === null) ? 'all' : [];
}

/** Whether the caller is an administrator for this site: of the whole installation, or of its organisation. */
export function isAdministratorFor(who: Caller, site: string): boolean {
  const sites = administeredSites(who);
  return sites === 'all' || sites.includes(site);
}
