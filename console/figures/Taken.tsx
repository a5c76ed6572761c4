import { $api, type Problem } from '../api/client.js';
import { useMe } from '../api/me.js';
import { problemText } from '../api/problem-text.js';
import { Banner } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { Bars } from './Bars.js';
import { Behind } from './Behind.js';
import type { FigureFilters } from './filters.js';
import { ByChoice, useDimensions, useGroupName } from './NowParts.js';
import { missedOf, monthLabel, valueText, whose, type FigureGroup } from './numbers.js';
import { filterOfGroup, openedAs, openedKey } from './opened.js';
import { monthWithin } from './periods.js';

const dimensions = ['department', 'clause', 'person', 'kind', 'tier', 'area', 'site', 'month'] as const;

/** A figure taken apart by department, clause, person, month, …: bars that open into what they were counted from. */
export function Taken({
  filters,
  figure: { id: figure, measure },
  name,
}: {
  filters: FigureFilters;
  figure: { id: string; measure: string };
  name: string;
}) {
  const { t, language } = useWords();
  const own = usePageWords('figures');
  const { values, change, rulebook, period, narrowed, today } = filters;
  const among = useDimensions(dimensions);
  const nameOf = useGroupName();
  const by = among.find((one) => one === values.by) ?? among[0]!;
  const { rights } = useMe();
  const asked = { ...narrowed, ...whose(measure, rights), rulebook, from: period.from, until: period.until };
  const { data, error } = $api.useQuery(
    'get',
    '/v1/figures',
    { params: { query: { ...asked, figure, by } } },
    { enabled: rulebook !== '' },
  );
  const found = data?.figures[0];
  const groups = found?.groups ?? [];
  const open = openedKey(values.open);
  const opened = groups.find(({ key }) => key === open);
  const groupName = (group: Pick<FigureGroup, 'key' | 'name'>) =>
    by === 'month' && group.key ? monthLabel(group.key, language, today) : nameOf(by, group);
  const unit = found?.unit ?? 'count';
  const isShare = unit === 'share';
  const query =
    by === 'month' && open
      ? { ...asked, ...monthWithin(open, period) }
      : { ...asked, ...filterOfGroup(by, open ?? null) };
  return (
    <>
      <div className="mb-2 flex flex-wrap items-center gap-4">
        <ByChoice among={among} value={by} onChange={(next) => change({ by: next, open: '' })} />
        {whose(measure, rights).person && <span className="text-sm text-muted">{own.personsOwn}</span>}
      </div>
      {error && <Banner tone="late">{problemText(error as unknown as Problem, t)}</Banner>}
      {data && groups.length === 0 && <p className="text-sm text-muted">{own.nothing}</p>}
      {groups.length > 0 && (
        <Bars
          label={`${name} ${own.by}${own.dimensions[by]}`}
          heads={[own.dimensions[by], name, ...(isShare ? [own.cases] : []), own.corrected]}
          rows={groups.map((group) => ({
            id: openedAs(group.key),
            name: groupName(group),
            value: group.value ?? 0,
            text: valueText(group.value, unit, language),
            cells: [
              ...(isShare ? [own.of(group.of - missedOf(group), group.of)] : []),
              group.corrected ? valueText(group.corrected.value, unit, language) : '–',
            ],
          }))}
          onOpen={({ id }) => change({ open: id })}
        />
      )}
      <Behind
        title={opened ? groupName(opened) : name}
        of={open === undefined ? undefined : { from: 'figure', figure, query }}
        onClose={() => change({ open: '' })}
      />
    </>
  );
}
