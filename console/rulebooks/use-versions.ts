import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useSearchParams } from 'wouter';
import { $api, type Json } from '../api/client.js';
import { grouped } from './grouped.js';

export type Version = Json<'VersionJson'>;
export const parts = ['compare', 'text', 'cases'] as const;
export type Part = (typeof parts)[number];

const isToCome = ({ state }: Version): boolean => state === 'published';

/** The versions of each rulebook that the reader publishes: what is to come and drafts first, then the newest. */
export function useVersions() {
  const answer = $api.useQuery(
    'get',
    '/v1/rulebooks/drafts',
    {},
    // One that is about to begin is seen to have begun.
    { refetchInterval: ({ state }) => (state.data?.versions.some(isToCome) ? 5_000 : false) },
  );
  const byName = grouped(answer.data?.versions ?? [], ({ name }) => name);
  return { ...answer, byName: new Map([...byName].map(([name, all]) => [name, all.toReversed()])) };
}

/** Has the versions say anew how many running cases each has, as an order has moved so many. */
export function useCountedAnew(moved: number): void {
  const client = useQueryClient();
  useEffect(() => {
    if (moved > 0) void client.invalidateQueries({ queryKey: ['get', '/v1/rulebooks/drafts'] });
  }, [client, moved]);
}

/** The version that the address names, and which part of it is looked at. */
export function useShownVersion(versions: readonly Version[]) {
  const [search, setSearch] = useSearchParams();
  const [name, version] = [search.get('rulebook'), search.get('version')];
  const shown = versions.find((one) => one.name === name && one.version === version);
  const part = parts.find((one) => one === search.get('part')) ?? 'compare';
  const show = (of: Pick<Version, 'name' | 'version'>, next: Part = part) =>
    setSearch({ rulebook: of.name, version: of.version, part: next });
  return { shown, part, show, leave: () => setSearch({}) };
}

/** The text of a version as it was written. */
export function useText(name: string, version: string) {
  return $api.useQuery(
    'get',
    '/v1/rulebooks/{name}/{version}/text',
    { params: { path: { name, version } } },
    { staleTime: Infinity, retry: false },
  );
}
