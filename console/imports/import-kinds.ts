import { useQueries } from '@tanstack/react-query';
import { $api, type Json } from '../api/client.js';
import { useMe } from '../api/me.js';

interface ImportKind {
  kind: Json<'KindJson'>;
  rules: Json<'KindsJson'>;
  rulebook: string;
}

type ImportSite = Omit<Json<'MeJson'>['sites'][number], 'kinds'> & { kinds: ImportKind[] };

/** Where this person may enter cases, and of which kinds: what is imported is entered in their own role. */
export function useImportKinds(): { sites: ImportSite[]; isPending: boolean } {
  const me = useMe();
  const known = $api.useQuery('get', '/v1/rulebooks', {}, { staleTime: 300_000 });
  const names = [...new Set(me.sites.flatMap(({ rulebooks }) => rulebooks))];
  const asked = names.flatMap((name) => known.data?.rulebooks.find((one) => one.name === name) ?? []);
  const answers = useQueries({
    queries: asked.map(({ name, version }) => ({
      ...$api.queryOptions('get', '/v1/rulebooks/{name}/{version}/kinds', { params: { path: { name, version } } }),
      staleTime: Infinity,
    })),
  });
  const sites = me.sites.flatMap((site) => {
    const roles = new Set(
      me.posts.filter((post) => post.site === null || post.site === site.id).map(({ role }) => role),
    );
    const kinds = asked.flatMap(({ name: rulebook }, index) => {
      const rules = answers[index]?.data;
      if (!rules || !site.rulebooks.includes(rulebook)) return [];
      return rules.kinds.filter((kind) => mayRecord(kind, roles)).map((kind) => ({ kind, rules, rulebook }));
    });
    return kinds.length > 0 ? [{ ...site, kinds }] : [];
  });
  return { sites, isPending: known.isPending || answers.some(({ isPending }) => isPending) };
}

function mayRecord({ acts }: Json<'KindJson'>, roles: ReadonlySet<string>): boolean {
  return acts.some(({ act, by }) => act === 'record' && by.some((role) => roles.has(role)));
}
