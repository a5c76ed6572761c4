import { useState } from 'react';
import { SelectInput } from '../look/choices.js';
import { usePageWords } from '../words/page-words.js';
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

/** Whose people it is about: asked where there are several. `onChange` first, for what was chosen of the one before. */
export function OrganisationChoice({ of, onChange }: { of: ChosenOrganisation; onChange: () => void }) {
  const own = usePageWords('setUp');
  if (of.all.length < 2) return null;
  return (
    <SelectInput
      label={own.whose}
      choices={of.all.map((id) => ({ id, name: id }))}
      value={of.organisation}
      onChange={(next) => {
        onChange();
        of.choose(next);
      }}
    />
  );
}
