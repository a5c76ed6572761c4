import { useState } from 'react';
import { $api } from '../api/client.js';
import { SelectInput } from '../look/choices.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

/** The organisations whose texts somebody keeps, each by its sites, and the one that is looked at. */
export function useTextOrganisation() {
  const { language } = useWords();
  const sites = ($api.useQuery('get', '/v1/sites').data?.sites ?? []).filter(({ endedAt }) => endedAt === null);
  const [chosen, choose] = useState('');
  const all = [...new Set(sites.map(({ organisation }) => organisation))];
  const organisation = all.includes(chosen) ? chosen : (all[0] ?? '');
  const nameOf = (id: string) =>
    sites
      .flatMap((site) => (site.organisation === id ? [site.name[language]] : []))
      .join(language === 'en' ? ', ' : '、');
  const rulebooks = [...new Set(sites.flatMap((site) => (site.organisation === organisation ? site.rulebooks : [])))];
  return { organisation, rulebooks, choices: all.map((id) => ({ id, name: nameOf(id) })), choose };
}

/** Whose texts are looked at: asked where there are several. */
export function TextOrganisation({ of }: { of: ReturnType<typeof useTextOrganisation> }) {
  const own = usePageWords('texts');
  if (of.choices.length < 2) return null;
  return (
    <SelectInput
      label={own.whose}
      help={own.whoseHelp}
      choices={of.choices}
      value={of.organisation}
      onChange={of.choose}
    />
  );
}
