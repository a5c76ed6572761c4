import { lazy, Suspense, useMemo } from 'react';
import { $api, type Problem } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { Banner, Card, Empty } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords, type Language } from '../words/words.js';
import { Behind, type Counted } from './Behind.js';
import type { FigureFilters } from './filters.js';
import { MonthTiles } from './MonthTiles.js';
import { groupOf, missedOf, monthLabel, valueText, type Figure, type FigureGroup } from './numbers.js';
import { monthFrom, monthsOf, monthWithin } from './periods.js';
import { TableCsv } from './TableCsv.js';

const Lines = lazy(() => import('./Lines.js'));

interface MonthColumn {
  figure: string;
  textOf: (group: FigureGroup, language: Language) => string;
  missed?: true;
  outcome?: string;
}

/** The columns of the table, each what one figure says of a month; `missed`: it opens only what makes that worse. */
const columns = {
  received: { figure: 'all-received', textOf: (group) => count(group.value) },
  withdrawn: { figure: 'all-filed', textOf: () => '', outcome: 'withdrawn' },
  filed: { figure: 'all-filed', textOf: (group) => count(group.value) },
  lateClocks: { figure: 'all-clocks-on-time', textOf: (group) => count(missedOf(group)), missed: true },
  onTimeRate: { figure: 'all-clocks-on-time', textOf: (group, language) => share(group, language) },
  satisfied: { figure: 'all-satisfaction', textOf: (group, language) => share(group, language) },
  reopened: { figure: 'all-reopened', textOf: (group) => count(group.value) },
  rework: { figure: 'all-rework', textOf: (group, language) => share(group, language) },
} satisfies Record<string, MonthColumn>;
type Column = keyof typeof columns;
const columnNames = Object.keys(columns) as Column[];

/** What of the newest month is held against the one before. */
const compared: readonly Column[] = ['received', 'filed', 'lateClocks', 'onTimeRate', 'satisfied'];

/** Where nothing was counted, shares say nothing. */
const shares: readonly Column[] = ['onTimeRate', 'satisfied', 'rework'];

const count = (value: number | null): string => String(value ?? 0);
const share = ({ value }: FigureGroup, language: Language): string =>
  value === null ? '' : valueText(value, 'share', language);

/** Month against month: two charts of lines, and their table, of which every number opens into its cases. */
export function MonthsPart({ filters }: { filters: FigureFilters }) {
  const { t, language } = useWords();
  const own = usePageWords('figures');
  const { values, change, rulebook, period, today, narrowed } = filters;
  const asked = { ...narrowed, rulebook, from: period.from, until: period.until };
  const { data, error } = $api.useQuery(
    'get',
    '/v1/figures',
    { params: { query: { ...asked, basic: true, by: 'month' } } },
    { enabled: rulebook !== '' },
  );
  const months = useMemo(() => monthsOf({ from: period.from, until: period.until }), [period.from, period.until]);
  const figures = useMemo(() => new Map(data?.figures.map((figure) => [figure.id, figure])), [data]);
  const [month, column] = (values.open ?? '').split(' ') as [string, Column];
  const opened: MonthColumn | undefined =
    months.includes(month) && columnNames.includes(column) ? columns[column] : undefined;
  const textOf = (name: Column, of: string): string => {
    const { figure, textOf: text } = columns[name];
    if (name === 'withdrawn') return count(groupOf(figures.get('all-received'), of)?.withdrawn ?? 0);
    const group = groupOf(figures.get(figure), of);
    if (group) return text(group, language);
    return shares.includes(name) ? '' : '0';
  };
  const counted: Counted | undefined = opened && {
    from: 'figure',
    figure: opened.figure,
    query: {
      ...asked,
      ...monthWithin(month, period),
      ...(opened.missed ? { missed: true } : {}),
      ...(opened.outcome ? { outcome: opened.outcome } : {}),
    },
  };
  const newest = months.at(-1)!;
  const isEmpty = data !== undefined && data.figures.every(({ of }) => of === 0);
  return (
    <Card title={own.monthsTitle}>
      {error && <Banner tone="late">{problemText(error as unknown as Problem, t)}</Banner>}
      {!data && !error && <p className="text-muted">{t.common.loading}</p>}
      {isEmpty && <Empty title={own.noCases}>{own.noCasesAbout}</Empty>}
      {data && !isEmpty && (
        <>
          <MonthTiles
            tiles={compared.map((name) => ({
              id: name,
              name: own[name],
              text: textOf(name, newest),
              before: textOf(name, monthFrom(`${newest}-01`, -1).slice(0, 7)),
            }))}
          />
          <Suspense fallback={<p className="text-muted">{t.common.loading}</p>}>
            <Charts figures={figures} months={months} today={today} />
          </Suspense>
          <p className="mt-4 mb-2 text-sm text-muted">{own.monthsAbout}</p>
          <TableCsv name={own.monthsTitle}>
            <table
              aria-label={own.monthsTitle}
              className="w-full border-collapse text-right text-sm whitespace-nowrap tabular-nums"
            >
              <thead className="text-xs text-muted max-md:sr-only">
                <tr>
                  <th scope="col" className="py-1 pr-3 text-left font-medium">
                    {own.month}
                  </th>
                  {columnNames.map((name) => (
                    <th key={name} scope="col" className="px-2 py-1 font-medium whitespace-nowrap">
                      {own[name]}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {months.toReversed().map((of) => (
                  <tr
                    key={of}
                    data-month={of}
                    className="border-t border-line max-md:grid max-md:grid-cols-2 max-md:gap-x-6 max-md:py-1.5"
                  >
                    <th
                      scope="row"
                      className="py-1 pr-3 text-left font-normal whitespace-nowrap max-md:col-span-2 max-md:font-medium"
                    >
                      {monthLabel(of, language, today)}{' '}
                      {of === today.slice(0, 7) && <span className="ml-1 text-xs text-muted">{own.untilNow}</span>}
                    </th>
                    {columnNames.map((name) => (
                      <td
                        key={name}
                        data-column={name}
                        className="px-2 py-1 max-md:flex max-md:items-center max-md:justify-between max-md:px-0 max-md:py-0"
                      >
                        <span aria-hidden="true" className="text-xs text-muted md:hidden">
                          {own[name]}
                        </span>
                        <Cell
                          label={own.cell(monthLabel(of, language, today), own[name], textOf(name, of))}
                          text={textOf(name, of)}
                          onOpen={() => change({ open: `${of} ${name}` })}
                        />
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </TableCsv>
        </>
      )}
      <Behind
        title={opened ? `${monthLabel(month, language, today)} ${own[column]}` : ''}
        of={counted}
        onClose={() => change({ open: '' })}
      />
    </Card>
  );
}

/** A number that opens; nothing, where nothing was counted. */
function Cell({ label, text, onOpen }: { label: string; text: string; onOpen: () => void }) {
  if (text === '' || text === '0') return <span className="text-muted">{text === '' ? '–' : text}</span>;
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onOpen}
      className="min-h-7 min-w-7 cursor-pointer text-right text-accent underline decoration-transparent hover:decoration-current"
    >
      {text}
    </button>
  );
}

function Charts({
  figures,
  months,
  today,
}: {
  figures: ReadonlyMap<string, Figure>;
  months: readonly string[];
  today: string;
}) {
  const { language } = useWords();
  const own = usePageWords('figures');
  const names = useMemo(() => months.map((month) => monthLabel(month, language, today)), [months, language, today]);
  const lines = useMemo(() => {
    const of = (id: string, read: (group: FigureGroup) => number | null, empty: number | null) =>
      months.map((month) => {
        const group = groupOf(figures.get(id), month);
        return group ? read(group) : empty;
      });
    return {
      counts: [
        { name: own.received, values: of('all-received', ({ value }) => value, 0), color: 'accent' as const },
        {
          name: own.filed,
          values: of('all-filed', ({ value }) => value, 0),
          color: 'ok' as const,
          line: 'dashed' as const,
        },
        {
          name: own.lateClocks,
          values: of('all-clocks-on-time', missedOf, 0),
          color: 'late' as const,
          line: 'dotted' as const,
        },
      ],
      shares: [
        {
          name: own.onTimeRate,
          values: of('all-clocks-on-time', ({ value }) => value, null),
          color: 'accent' as const,
        },
        {
          name: own.satisfied,
          values: of('all-satisfaction', ({ value }) => value, null),
          color: 'ok' as const,
          line: 'dashed' as const,
        },
        {
          name: own.rework,
          values: of('all-rework', ({ value }) => value, null),
          color: 'late' as const,
          line: 'dotted' as const,
        },
      ],
    };
  }, [figures, months, own]);
  const labelOf = (series: readonly { name: string }[]) => own.chartOf(series.map(({ name }) => name).join(' · '));
  return (
    <div className="grid gap-4 xl:grid-cols-2">
      <Lines label={labelOf(lines.counts)} months={names} series={lines.counts} textOf={wholeText} />
      <Lines label={labelOf(lines.shares)} months={names} series={lines.shares} textOf={percentText} />
    </div>
  );
}

const wholeText = (value: number): string => (Number.isInteger(value) ? String(value) : '');
const percentText = (value: number): string => (value > 1.0001 ? '' : `${Math.round(value * 100)}%`);
