import { parseAbsolute } from '@internationalized/date';
import { $api } from '../api/client.js';
import { useMe } from '../api/me.js';
import { serverNow } from '../api/server-time.js';
import { useOwnZone } from '../clock/local-when.js';
import { inputClass } from '../look/fields.js';
import { FilterSelect, useAddressFilters } from '../work/filters.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { isDay, periodNames, periodOf, type Period, type PeriodName } from './periods.js';

const names = ['part', 'site', 'rulebook', 'kind', 'period', 'from', 'to', 'by', 'figure', 'show', 'open'] as const;
export type FilterName = (typeof names)[number];

/** What the page is narrowed to; all of it stands in the address, so that a link shows the same. */
export interface FigureFilters {
  values: Partial<Record<FilterName, string>>;
  /** Several at once; what becomes '' is left out. */
  change: (values: Partial<Record<FilterName, string>>) => void;
  /** The rulebook whose figures are shown: the one that is chosen, else the first of the reader's sites. */
  rulebook: string;
  rulebooks: { id: string; name: string }[];
  periodName: PeriodName;
  period: Period;
  today: string;
  /** Site, rulebook and kind as the API takes them; `rulebook` only where it is chosen. */
  narrowed: { site?: string; rulebook?: string; kind?: string };
}

export function useFigureFilters(): FigureFilters {
  const { values, open, query } = useAddressFilters(names);
  const { sites } = useMe();
  const zone = useOwnZone();
  const { data } = $api.useQuery('get', '/v1/rulebooks', {}, { staleTime: 600_000 });
  const { language } = useWords();
  const at = sites.filter(({ id }) => values.site === undefined || id === values.site);
  const ids = [...new Set(at.flatMap(({ rulebooks }) => rulebooks))];
  const titles = new Map(data?.rulebooks.map(({ name, title }) => [name, title[language]]));
  const today = parseAbsolute(new Date(serverNow()).toISOString(), zone).toString().slice(0, 10);
  const periodName = periodNames.find((name) => name === values.period) ?? '12-months';
  const rulebook = ids.find((id) => id === values.rulebook) ?? ids[0] ?? '';
  return {
    values,
    change: (next) => {
      const after = new URLSearchParams(query);
      for (const [name, value] of Object.entries(next)) {
        if (value === '') after.delete(name);
        else after.set(name, value);
      }
      open(after.toString());
    },
    rulebook,
    rulebooks: ids.map((id) => ({ id, name: titles.get(id) ?? id })),
    periodName,
    period: periodOf(periodName, today, {
      ...(values.from ? { from: values.from } : {}),
      ...(values.to ? { to: values.to } : {}),
    }),
    today,
    narrowed: {
      ...(values.site ? { site: values.site } : {}),
      ...(values.rulebook ? { rulebook: values.rulebook } : {}),
      ...(values.kind ? { kind: values.kind } : {}),
    },
  };
}

/** Which filters a part has: the site alone; the rulebook too; the kind too; the time too, then of one rulebook. */
export type FilterSet = 'site' | 'rulebook' | 'now' | 'time';

export function FilterBar({ filters, by }: { filters: FigureFilters; by: FilterSet }) {
  const { t, language } = useWords();
  const own = usePageWords('figures');
  const { sites } = useMe();
  const { values, change, rulebook, rulebooks, periodName, period } = filters;
  const { data } = $api.useQuery('get', '/v1/names', {}, { staleTime: 600_000 });
  const kinds = Object.entries(data?.rulebooks[rulebook]?.kinds ?? {}).map(([id, name]) => ({
    id,
    name: name[language],
  }));
  return (
    <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2">
      {sites.length > 1 && (
        <FilterSelect
          label={t.common.site}
          empty={own.allSites}
          choices={sites.map(({ id, name }) => ({ id, name: name[language] }))}
          value={values.site}
          onChange={(site) => change({ site, open: '' })}
        />
      )}
      {by !== 'site' && rulebooks.length > 1 && (
        <FilterSelect
          label={own.rulebook}
          choices={rulebooks}
          value={values.rulebook}
          onChange={(next) => change({ rulebook: next, kind: '', open: '' })}
          empty={by === 'now' ? t.common.all : rulebooks[0]!.name}
        />
      )}
      {sites.length > 0 && (by === 'now' || by === 'time') && (
        <FilterSelect
          label={t.common.kind}
          choices={kinds}
          value={values.kind}
          onChange={(kind) => change({ kind, open: '' })}
        />
      )}
      {by === 'time' && (
        <>
          <FilterSelect
            label={own.period}
            choices={periodNames.filter((name) => name !== '12-months').map((id) => ({ id, name: own.periods[id] }))}
            value={periodName === '12-months' ? '' : periodName}
            empty={own.periods['12-months']}
            onChange={(next) => change({ period: next, from: '', to: '', open: '' })}
          />
          {periodName === 'days' && (
            <>
              <DayInput label={own.from} value={period.from} onChange={(from) => change({ from, open: '' })} />
              <DayInput label={own.to} value={values.to ?? filters.today} onChange={(to) => change({ to, open: '' })} />
            </>
          )}
        </>
      )}
    </div>
  );
}

function DayInput({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  return (
    <label className="flex items-center gap-1.5 text-sm">
      <span className="text-muted">{label}</span>
      <input
        type="date"
        value={value}
        onChange={({ target }) => isDay(target.value) && onChange(target.value)}
        className={`${inputClass} min-h-8! w-auto! px-2! py-0.5! text-sm`}
      />
    </label>
  );
}
