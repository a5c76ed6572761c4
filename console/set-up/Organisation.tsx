import { useState } from 'react';
import { SelectInput } from '../look/choices.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { useOpenSites } from './SiteStep.js';

/** The organisations somebody sets up, and the one that is looked at. */
export interface ChosenOrganisation {
  organisation: string;
  all: string[];
  choose: (organisation: string) => void;
}

/** The first one until another is chosen; none where there is no site yet. */
export function useOrganisation(): ChosenOrganisation {
  const all = [...new Set(useOpenSites().map(({ organisation }) => organisation))];
  const [chosen, choose] = useState('');
  return { organisation: all.includes(chosen) ? chosen : (all[0] ?? ''), all, choose };
}

/** What an organisation is called: it has no name on record, its sites have; its id where it has none. */
export function useOrganisationNames(): (id: string) => string {
  const { t, language } = useWords();
  const sites = useOpenSites();
  return (id) => {
    const names = sites.filter(({ organisation }) => organisation === id).map(({ name }) => name[language]);
    return names.length === 0 ? id : names.slice(0, 3).join(t.act.and) + (names.length > 3 ? '…' : '');
  };
}

/** Whose people it is about: asked where there are several. `onChange` first, for what was chosen of the one before. */
export function OrganisationChoice({ of, onChange }: { of: ChosenOrganisation; onChange: () => void }) {
  const own = usePageWords('setUp');
  const nameOf = useOrganisationNames();
  if (of.all.length < 2) return null;
  return (
    <SelectInput
      label={own.whose}
      choices={of.all.map((id) => ({ id, name: nameOf(id) }))}
      value={of.organisation}
      onChange={(next) => {
        onChange();
        of.choose(next);
      }}
    />
  );
}
