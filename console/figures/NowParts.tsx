import { $api, type Problem } from '../api/client.js';
import { useMe } from '../api/me.js';
import { problemText } from '../api/problem-text.js';
import { When } from '../clock/when.js';
import { Banner, Card, Empty } from '../look/parts.js';
import { FilterSelect } from '../work/filters.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { Bars } from './Bars.js';
import { Behind } from './Behind.js';
import { countedAnew } from './case-list.js';
import type { FigureFilters } from './filters.js';
import { filterOfGroup, openedAs, openedKey } from './opened.js';

const lateBy = ['department', 'clause', 'person', 'role', 'kind', 'site'] as const;
const workBy = ['person', 'team', 'department', 'role', 'kind', 'site'] as const;

/** By what a chart is taken apart; by persons only for whoever may see them all, by sites unless there is one. */
export function useDimensions<Name extends string>(names: readonly Name[]): Name[] {
  const { rights, sites } = useMe();
  return names.filter(
    (name) =>
      (name !== 'person' || rights.includes('see-figures-of-persons')) && (name !== 'site' || sites.length !== 1),
  );
}

/** What a group is called; what has no key is said in words. */
export function useGroupName(): (by: string, group: { key: string | null; name: string | null }) => string {
  const own = usePageWords('figures');
  return (by, { key, name }) =>
    key === null ? (own.none[by as keyof typeof own.none] ?? own.none.other) : (name ?? key);
}

/** A chart that is taken apart by one of a few. */
export function ByChoice<Name extends keyof ReturnType<typeof usePageWords<'figures'>>['dimensions']>({
  among,
  value,
  onChange,
}: {
  among: readonly Name[];
  value: Name;
  onChange: (by: string) => void;
}) {
  const own = usePageWords('figures');
  return (
    <FilterSelect
      label={own.by}
      empty={own.dimensions[among[0]!]}
      choices={among.slice(1).map((id) => ({ id, name: own.dimensions[id] }))}
      value={value === among[0] ? '' : value}
      onChange={onChange}
    />
  );
}

/** What is late now: by department, clause, person. */
export function LatePart({ filters: { values, change, narrowed } }: { filters: FigureFilters }) {
  const { t } = useWords();
  const own = usePageWords('figures');
  const among = useDimensions(lateBy);
  const nameOf = useGroupName();
  const by = among.find((name) => name === values.by) ?? among[0]!;
  const params = { query: { ...narrowed, by } };
  const { data, error } = $api.useQuery('get', '/v1/figures/late/counts', { params }, countedAnew);
  const open = openedKey(values.open);
  const counts = data?.counts ?? [];
  const opened = counts.find(({ key }) => key === open);
  return (
    <Card
      title={own.lateTitle}
      side={<ByChoice among={among} value={by} onChange={(next) => change({ by: next, open: '' })} />}
    >
      {error && <Banner tone="late">{problemText(error as unknown as Problem, t)}</Banner>}
      {data && counts.length === 0 && <Empty title={own.noLate}>{own.noLateAbout}</Empty>}
      {counts.length > 0 && (
        <>
          <p className="mb-2 text-sm text-muted">{own.lateAbout}</p>
          <Bars
            label={own.lateTitle}
            heads={[own.dimensions[by], own.clocks, own.cases, own.oldest]}
            rows={counts.map((count) => ({
              id: openedAs(count.key),
              name: nameOf(by, count),
              value: count.clocks,
              late: count.clocks,
              cells: [count.cases, <When key="since" at={count.since} />],
            }))}
            onOpen={({ id }) => change({ open: id })}
          />
        </>
      )}
      <Behind
        title={opened ? nameOf(by, opened) : ''}
        of={open === undefined ? undefined : { from: 'late', query: { ...narrowed, ...filterOfGroup(by, open) } }}
        onClose={() => change({ open: '' })}
      />
    </Card>
  );
}

/** Open work in hand, by person and team. */
export function WorkPart({ filters: { values, change, narrowed } }: { filters: FigureFilters }) {
  const { t } = useWords();
  const own = usePageWords('figures');
  const among = useDimensions(workBy);
  const nameOf = useGroupName();
  const by = among.find((name) => name === values.by) ?? among[0]!;
  const params = { query: { ...narrowed, by } };
  const { data, error } = $api.useQuery('get', '/v1/figures/work', { params }, countedAnew);
  const open = openedKey(values.open);
  const counts = data?.counts ?? [];
  const opened = counts.find(({ key }) => key === open);
  return (
    <Card
      title={own.workTitle}
      side={<ByChoice among={among} value={by} onChange={(next) => change({ by: next, open: '' })} />}
    >
      {error && <Banner tone="late">{problemText(error as unknown as Problem, t)}</Banner>}
      {data && counts.length === 0 && <Empty title={own.noWork}>{own.noWorkAbout}</Empty>}
      {counts.length > 0 && (
        <>
          <p className="mb-2 text-sm text-muted">{own.workAbout}</p>
          <Bars
            label={own.workTitle}
            heads={[own.dimensions[by], own.cases, own.lateOf, own.firstDue]}
            rows={counts.map((count) => ({
              id: openedAs(count.key),
              name: nameOf(by, count),
              value: count.cases,
              late: count.late,
              cells: [count.late, count.due ? <When key="due" at={count.due} /> : '–'],
            }))}
            onOpen={({ id }) => change({ open: id })}
          />
        </>
      )}
      <Behind
        title={opened ? nameOf(by, opened) : ''}
        of={open === undefined ? undefined : { from: 'work', query: { ...narrowed, ...filterOfGroup(by, open) } }}
        onClose={() => change({ open: '' })}
      />
    </Card>
  );
}
