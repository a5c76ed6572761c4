import { useState } from 'react';
import { $api, type Json } from '../api/client.js';
import { SelectInput } from '../look/choices.js';
import { useWords } from '../words/words.js';

const storedAs = 'board-site';

type Site = Pick<Json<'SiteJson'>, 'id' | 'name'>;

/** The site whose board is shown: the one looked at last on this browser, else the first of the reader's with teams. */
export function useSiteChoice(sites: readonly Site[]): [site: string, choose: (site: string) => void] {
  const [chosen, setChosen] = useState(() => localStorage.getItem(storedAs));
  const { data, isPending } = $api.useQuery('get', '/v1/teams', {});
  const withTeams = sites.find(({ id }) => data?.teams.some((team) => team.site === id));
  const first = isPending ? undefined : (withTeams ?? sites[0]);
  const site = (sites.find(({ id }) => id === chosen) ?? first)?.id ?? '';
  return [
    site,
    (next) => {
      if (next === '') return;
      localStorage.setItem(storedAs, next);
      setChosen(next);
    },
  ];
}

/** Which site, where there are several. */
export function SiteChoice({
  sites,
  site,
  onChange,
}: {
  sites: readonly Site[];
  site: string;
  onChange: (site: string) => void;
}) {
  const { t, language } = useWords();
  if (sites.length < 2) return null;
  return (
    <SelectInput
      label={t.common.site}
      choices={sites.map(({ id, name }) => ({ id, name: name[language] }))}
      value={site}
      onChange={onChange}
    />
  );
}
