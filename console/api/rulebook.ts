import { $api, type Json } from './client.js';

/** What a form needs to know of a kind of case, and of the lists its fields choose from. */
export interface KindRules {
  kind: Json<'KindJson'> | undefined;
  rules: Json<'KindsJson'> | undefined;
}

/** The kinds, acts, fields and lists of a version of a rulebook: they never change, so they are asked for once. */
export function useRules(rulebook: string | undefined, version: string | undefined): Json<'KindsJson'> | undefined {
  return $api.useQuery(
    'get',
    '/v1/rulebooks/{name}/{version}/kinds',
    { params: { path: { name: rulebook ?? '', version: version ?? '' } } },
    { enabled: rulebook !== undefined && version !== undefined, staleTime: Infinity, gcTime: Infinity },
  ).data;
}

/** The rules of one kind of case. */
export function useKind(of: { rulebook: string; version: string; kind: string } | undefined): KindRules {
  const rules = useRules(of?.rulebook, of?.version);
  return { rules, kind: rules?.kinds.find(({ kind }) => kind === of?.kind) };
}
