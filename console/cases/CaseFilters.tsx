import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.js';
import { Button } from '../look/button.js';
import { FilterFold, FilterSelect, FilterWords, type FilterChoice } from '../work/filters.js';
import { useWords } from '../words/words.js';
import { callsOfToday } from './asked.js';

export const caseFilterNames = [
  'q',
  'phone',
  'place',
  'customer',
  'outage',
  'kind',
  'site',
  'status',
  'tier',
  'department',
  'open',
  'late',
  'recorded-by',
  'opened-from',
  'sort',
] as const;
export type CaseFilterName = (typeof caseFilterNames)[number];

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
  open,
  query,
  faultOf,
  isListThere,
}: {
  values: Partial<Record<CaseFilterName, string>>;
  set: (name: CaseFilterName, value: string) => void;
  clear: () => void;
  /** Opens the list with the filters of a query string. */
  open: (query: string) => void;
  query: string;
  sites: readonly FilterChoice[];
  faultOf: (name: CaseFilterName) => string | undefined;
  isListThere: boolean;
}) {
  const { t } = useWords();
  const select = (name: CaseFilterName, label: string, choices: readonly FilterChoice[]) => (
    <FilterSelect label={label} choices={choices} value={values[name]} onChange={(value) => set(name, value)} />
  );
  const kinds = useChoices('kind', isListThere);
  const statuses = useChoices('status', isListThere);
  const tiers = useChoices('tier', isListThere);
  const departments = useChoices('department', isListThere);
  const isOfToday = Object.entries(callsOfToday).every(([name, value]) => values[name as 'sort'] === value);
  const toggleToday = () => {
    const next = new URLSearchParams(query);
    for (const [name, value] of Object.entries(callsOfToday)) {
      if (isOfToday) next.delete(name);
      else next.set(name, value);
    }
    open(next.toString());
  };
  const side = (name: CaseFilterName, label: string) => (
    <FilterWords
      isSide
      label={label}
      value={values[name]}
      onChange={(value) => set(name, value)}
      error={faultOf(name)}
    />
  );
  return (
    <>
      <FilterWords label={t.cases.words} value={values.q} onChange={(value) => set('q', value)} error={faultOf('q')} />
      <FilterFold set={Object.keys(values).filter((name) => name !== 'q').length}>
        {side('phone', t.common.phone)}
        {side('place', t.common.place)}
        {side('customer', t.common.customer)}
        {values.outage !== undefined && side('outage', t.cases.outage)}
        <Button
          small
          look={isOfToday ? 'primary' : 'secondary'}
          aria-pressed={isOfToday}
          shortcut={{ code: 'KeyT', label: t.cases.callsOfToday }}
          onPress={toggleToday}
        >
          {t.cases.callsOfToday}
        </Button>
        {select('kind', t.common.kind, kinds)}
        {sites.length > 1 && select('site', t.common.site, sites)}
        {select('open', t.cases.state, [
          { id: 'true', name: t.cases.open },
          { id: 'false', name: t.cases.closed },
        ])}
        {select('status', t.common.status, statuses)}
        {select('tier', t.common.tier, tiers)}
        {select('department', t.cases.department, departments)}
        {select('late', t.cases.late, [
          { id: 'true', name: t.cases.lateOnly },
          { id: 'false', name: t.cases.notLate },
        ])}
        <FilterSelect
          label={t.cases.order}
          empty={t.cases.newestFirst}
          choices={[{ id: 'place', name: t.cases.byPlace }]}
          value={values.sort}
          onChange={(value) => set('sort', value)}
        />
      </FilterFold>
      {Object.keys(values).length > 0 && (
        <Button small look="quiet" onPress={clear}>
          {t.cases.clear}
        </Button>
      )}
    </>
  );
}
