import { $api, type Json } from '../api/client.js';
import { useOpenSites } from '../set-up/SiteStep.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

/** What the ids of an organisation are called in the language of the page. */
export interface Names {
  person: (id: string) => string;
  role: (id: string) => string;
  site: (id: string | null) => string;
  department: (id: string) => string;
  /** A post in a line: role, site, department. */
  post: (post: { role: string; site: string | null; department?: string | null }) => string;
}

/** The people of an organisation; with `left` those who have left too. Empty until they are read. */
export function useStaff(organisation: string, left = false) {
  return $api.useQuery(
    'get',
    '/v1/staff',
    { params: { query: { ...(organisation ? { organisation } : {}), ...(left ? { left } : {}) } } },
    { enabled: organisation !== '' },
  );
}

/** Names of sites, roles, departments and people of an organisation; an id until they are read. */
export function useStaffNames(organisation: string): Names {
  const own = usePageWords('people');
  const { language } = useWords();
  const sites = useOpenSites();
  const { data } = useStaff(organisation, true);
  const find = (of: 'roles' | 'departments', id: string) =>
    sites.flatMap((site) => site[of]).find((one) => one.id === id)?.name[language];
  const held = (id: string) => data?.people.flatMap(({ posts }) => posts).find(({ role }) => role === id)?.roleName;
  const role = (id: string) => find('roles', id) ?? held(id) ?? own.roles[id as 'administrator'] ?? id;
  const site = (id: string | null) =>
    id === null ? own.allSites : (sites.find((one) => one.id === id)?.name[language] ?? id);
  const department = (id: string) => find('departments', id) ?? id;
  return {
    role,
    site,
    department,
    person: (id) => data?.people.find((one) => one.id === id)?.name ?? id,
    post: (post) =>
      [role(post.role), post.department ? department(post.department) : '', site(post.site)]
        .filter(Boolean)
        .join(' · '),
  };
}

export type WholePerson = Json<'WholePersonJson'>;
export type StaffPerson = Json<'StaffPersonJson'>;
