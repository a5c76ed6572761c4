import { $api } from './client.js';
import { useWords } from '../words/words.js';

/** What sites and kinds of case are called, for pages of people who read no case; the id where nobody knows. */
export function useNames(): { site: (id: string) => string; kind: (id: string) => string } {
  const { language } = useWords();
  const sites = $api.useQuery('get', '/v1/sites', {}, { staleTime: 300_000 }).data?.sites ?? [];
  const names = $api.useQuery('get', '/v1/names', {}, { staleTime: 300_000 }).data;
  const rulebooks = Object.values(names?.rulebooks ?? {});
  return {
    site: (id) => sites.find((site) => site.id === id)?.name[language] ?? id,
    kind: (id) => rulebooks.map(({ kinds }) => kinds[id]?.[language]).find(Boolean) ?? id,
  };
}
