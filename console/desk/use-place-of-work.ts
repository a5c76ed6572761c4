import { $api, type Json } from '../api/client.js';
import { useRules } from '../api/rulebook.js';
import { useMe } from '../api/me.js';

type Site = Json<'MeJson'>['sites'][number];

/** Where somebody takes calls: chosen once, remembered on this browser. */
interface PlaceOfWork {
  site: string;
  rulebook: string;
}

const storedAs = (person: string) => `desk ${person}`;

/** The place that was chosen last; else the one of the person's posts. */
export function usualPlace(me: Json<'MeJson'>): PlaceOfWork {
  try {
    const stored = JSON.parse(localStorage.getItem(storedAs(me.id)) ?? '{}') as Partial<PlaceOfWork>;
    if (me.sites.some(({ id }) => id === stored.site)) return { rulebook: '', ...stored } as PlaceOfWork;
  } catch {
    // What cannot be read is chosen anew.
  }
  const own = me.posts.find((post) => post.site !== null && post.for === undefined)?.site;
  return { site: me.sites.find(({ id }) => id === own)?.id ?? me.sites[0]?.id ?? '', rulebook: '' };
}

export function rememberPlace(person: string, place: PlaceOfWork): void {
  localStorage.setItem(storedAs(person), JSON.stringify(place));
}

/** The site of a call, its rulebook with all that a form needs of it, and what the person is there. */
export function usePlaceOfWork(of: PlaceOfWork): {
  site: Site;
  rulebook: string;
  rulebooks: { id: string; name: string }[];
  rules: Json<'KindsJson'> | undefined;
  roles: ReadonlySet<string>;
} {
  const me = useMe();
  const site = me.sites.find(({ id }) => id === of.site) ?? me.sites[0]!;
  const rulebook = site.rulebooks.includes(of.rulebook) ? of.rulebook : (site.rulebooks[0] ?? '');
  const known = $api.useQuery('get', '/v1/rulebooks', {}, { staleTime: 300_000 }).data?.rulebooks ?? [];
  const rules = useRules(rulebook, known.find(({ name }) => name === rulebook)?.version);
  return {
    site,
    rulebook,
    rulebooks: site.rulebooks.map((id) => ({
      id,
      name: known.find(({ name }) => name === id)?.title[me.language as 'en'] ?? id,
    })),
    rules,
    roles: new Set(
      [...me.posts, ...me.duty].filter((post) => post.site === null || post.site === site.id).map(({ role }) => role),
    ),
  };
}
