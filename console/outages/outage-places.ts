import { useQueries } from '@tanstack/react-query';
import { $api, type Json } from '../api/client.js';
import { useMe } from '../api/me.js';

/** A site whose rules know outages. */
export interface OutagePlace {
  site: string;
  name: Json<'MeJson'>['sites'][number]['name'];
  rulebook: string;
  rules: Json<'KindsJson'>;
  kind: Json<'KindJson'>;
  /** Whether this person may record one there. */
  may: boolean;
}

/** The sites at which outages are recorded, with the rules they go by. */
export function useOutagePlaces(): OutagePlace[] {
  const me = useMe();
  const known = $api.useQuery('get', '/v1/rulebooks', {}, { staleTime: 300_000 }).data?.rulebooks ?? [];
  const names = [...new Set(me.sites.flatMap(({ rulebooks }) => rulebooks))];
  const asked = names.flatMap((name) => known.find((one) => one.name === name) ?? []);
  const answers = useQueries({
    queries: asked.map(({ name, version }) => ({
      ...$api.queryOptions('get', '/v1/rulebooks/{name}/{version}/kinds', { params: { path: { name, version } } }),
      staleTime: Infinity,
    })),
  });
  return me.sites.flatMap((site) =>
    asked.flatMap(({ name: rulebook }, index) => {
      const rules = answers[index]?.data;
      const kind = rules?.kinds.find((one) => one.kind === 'outage');
      if (!rules || !kind || !site.rulebooks.includes(rulebook)) return [];
      const roles = [...me.posts, ...me.duty].filter((post) => post.site === null || post.site === site.id);
      const by = kind.acts.find(({ act }) => act === 'record')?.by ?? [];
      return {
        site: site.id,
        name: site.name,
        rulebook,
        rules,
        kind,
        may: roles.some(({ role }) => by.includes(role)),
      };
    }),
  );
}
