import { useRef, type KeyboardEvent } from 'react';
import { $api, type Json, type Problem } from '../api/client.js';
import { useMe } from '../api/me.js';
import { problemText } from '../api/problem-text.js';
import { Banner, Card, Empty } from '../look/parts.js';
import { FilterSelect } from '../work/filters.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { Behind } from './Behind.js';
import { countedAnew } from './case-list.js';
import type { FigureFilters } from './filters.js';
import { openedAs, openedKey } from './opened.js';

type Building = Json<'BuildingCountJson'>;

const shows = ['open', '7', '30'] as const;

/** The buildings of a site as a grid of heat: colour and number say how many cases, each cell opens into them. */
export function BuildingsPart({ filters: { values, change } }: { filters: FigureFilters }) {
  const { t } = useWords();
  const own = usePageWords('figures');
  const { sites } = useMe();
  const site = values.site ?? (sites.length === 1 ? sites[0]!.id : undefined);
  const show = shows.find((one) => one === values.show) ?? 'open';
  const days = show === '30' ? 30 : 7;
  const of = show === 'open' ? 'open' : 'recent';
  const { data, error } = $api.useQuery(
    'get',
    '/v1/figures/buildings',
    { params: { query: { site: site ?? '', days } } },
    { ...countedAnew, enabled: site !== undefined },
  );
  if (site === undefined) return <Empty title={own.chooseSite}>{own.chooseSiteAbout}</Empty>;
  const buildings = (data?.buildings ?? []).filter((one) => one[of] > 0);
  const open = openedKey(values.open);
  const nameOf = (building: string | null) => building ?? own.noBuilding;
  return (
    <Card
      title={own.buildingsTitle}
      side={
        <FilterSelect
          label={own.count}
          empty={own.counts.open}
          choices={shows.slice(1).map((id) => ({ id, name: own.counts[id] }))}
          value={show === 'open' ? '' : show}
          onChange={(next) => change({ show: next, open: '' })}
        />
      }
    >
      {error && <Banner tone="late">{problemText(error as unknown as Problem, t)}</Banner>}
      {data && buildings.length === 0 && <Empty title={own.noBuildings}>{own.noBuildingsAbout}</Empty>}
      {buildings.length > 0 && (
        <>
          <p className="mb-3 text-sm text-muted">{own.buildingsAbout}</p>
          <Heat
            label={`${own.buildingsTitle} ${own.counts[show]}`}
            cells={buildings.map((one: Building) => ({
              id: openedAs(one.building),
              name: nameOf(one.building),
              count: one[of],
            }))}
            onOpen={(id) => change({ open: id })}
          />
        </>
      )}
      <Behind
        title={open === undefined ? '' : nameOf(open)}
        of={
          open === undefined
            ? undefined
            : { from: 'buildings', query: { site, days, of, ...(open === null ? {} : { building: open }) } }
        }
        onClose={() => change({ open: '' })}
      />
    </Card>
  );
}

interface HeatProps {
  label: string;
  cells: readonly { id: string; name: string; count: number }[];
  onOpen: (id: string) => void;
}

/** Cells in rows as wide as the screen has them; arrows move by where the cells lie, Home and End go to the ends. */
function Heat({ label, cells, onOpen }: HeatProps) {
  const list = useRef<HTMLUListElement>(null);
  const most = Math.max(...cells.map(({ count }) => count));
  const buttons = () => [...(list.current?.querySelectorAll('button') ?? [])];
  const onKeyDown = (event: KeyboardEvent) => {
    const all = buttons();
    const here = all.indexOf(event.target as HTMLButtonElement);
    if (here < 0) return;
    const perRow = all.filter(({ offsetTop }) => offsetTop === all[0]!.offsetTop).length;
    const moves: Record<string, number> = {
      ArrowRight: here + 1,
      ArrowLeft: here - 1,
      ArrowDown: here + perRow,
      ArrowUp: here - perRow,
      Home: 0,
      End: all.length - 1,
    };
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    all[to]?.focus();
  };
  return (
    <ul ref={list} aria-label={label} className="grid grid-cols-[repeat(auto-fill,minmax(7rem,1fr))] gap-1.5">
      {cells.map(({ id, name, count }) => (
        <li key={id}>
          <button
            type="button"
            data-building={name}
            onClick={() => onOpen(id)}
            onKeyDown={onKeyDown}
            style={{ '--heat': `${Math.round(6 + (count / most) * 38)}%` } as never}
            className="flex h-full min-h-20 w-full cursor-pointer flex-col items-center justify-center gap-0.5 rounded-md border border-line bg-[color-mix(in_srgb,var(--color-late)_var(--heat),var(--color-surface))] p-2 hover:border-ink"
          >
            <span className="text-xl font-semibold tabular-nums">{count}</span>
            <span className="text-xs">{name}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
