import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.js';
import { Button } from '../look/button.js';
import { FilterSelect, FilterWords, type FilterChoice } from '../work/filters.js';
import { useWords } from '../words/words.js';

export const caseFilterNames = ['q', 'kind', 'site', 'status', 'tier', 'department', 'open', 'late'] as const;
type CaseFilterName = (typeof caseFilterNames)[number];

/** Choices of a filter change slowly: they are not read anew with every entry on a case. */
const staleMs = 5 * 60_000;

/** What the cases there are have; asked for once the list is there, as it counts them all. */
function useChoices(by: 'kind' | 'status' | 'tier' | 'department', enabled: boolean): FilterChoice[] {
  const { language } = useWords();
  const { data } = useQuery({
    queryKey: ['choices', by, language],
    enabled,
    staleTime: staleMs,
    queryFn: async ({ signal }) => (await api.GET('/v1/cases/counts', { params: { query: { by } }, signal })).data!,
  });
  return (data?.counts ?? []).flatMap(({ value, name }) =>
    value === null ? [] : [{ id: value, name: name ?? value }],
  );
}

/** The filters of Find cases. */
export function CaseFilterBar({
  values,
  set,
  clear,
  sites,
  error,
  isListThere,
}: {
  values: Partial<Record<CaseFilterName, string>>;
  set: (name: CaseFilterName, value: string) => void;
  clear: () => void;
  sites: readonly FilterChoice[];
  error: string | undefined;
  isListThere: boolean;
}) {
  const { t } = useWords();
  const select = (name: CaseFilterName, label: string, choices: readonly FilterChoice[]) => (
    <FilterSelect label={label} choices={choices} value={values[name]} onChange={(value) => set(name, value)} />
  );
  return (
    <>
      <FilterWords label={t.cases.words} value={values.q} onChange={(value) => set('q', value)} error={error} />
      {select('kind', t.common.kind, useChoices('kind', isListThere))}
      {sites.length > 1 && select('site', t.common.site, sites)}
      {select('open', t.cases.state, [
        { id: 'true', name: t.cases.open },
        { id: 'false', name: t.cases.closed },
      ])}
      {select('status', t.common.status, useChoices('status', isListThere))}
      {select('tier', t.common.tier, useChoices('tier', isListThere))}
      {select('department', t.cases.department, useChoices('department', isListThere))}
      {select('late', t.cases.late, [
        { id: 'true', name: t.cases.lateOnly },
        { id: 'false', name: t.cases.notLate },
      ])}
      {Object.keys(values).length > 0 && (
        <Button small look="quiet" onPress={clear}>
          {t.cases.clear}
        </Button>
      )}
    </>
  );
}
