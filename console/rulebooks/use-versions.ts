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

/** The next version number of a rulebook that nobody has used: '003.1' becomes '003.2'. */
export function nextVersion(version: string, taken: readonly string[]): string {
  const [, head = '', last = '0'] = /^(.*?)(\d+)$/.exec(version) ?? [, `${version}.`, '0'];
  for (let number = Number(last) + 1; ; number += 1) {
    const next = head + String(number).padStart(last.length, '0');
    if (!taken.includes(next)) return next;
  }
}

/** A text with another version in its head. */
export const withVersion = (text: string, version: string): string =>
  text.replace(/^version:.*$/m, `version: '${version}'`);

/** The version that a text says it is; undefined where it says none. */
export const versionOfText = (text: string): string | undefined => /^version: *['"]?([^'"\s#]+)/m.exec(text)?.[1];
