import { keepPreviousData } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { addresses } from '../addresses.js';
import { $api, Problem } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { Button, buttonClass } from '../look/button.js';
import { Grid } from '../look/grid.js';
import { useShortcut } from '../look/keys.js';
import { Banner, Empty, PageTitle } from '../look/parts.js';
import { useMe } from '../api/me.js';
import { useAddressFilters } from '../work/filters.js';
import { useBusyList, useSteadyRows } from '../work/steady.js';
import { Views } from '../work/Views.js';
import { WaitingBar } from '../work/WaitingBar.js';
import { useWords } from '../words/words.js';
import { useOwnZone } from '../clock/local-when.js';
import { askedOf } from './asked.js';
import { CaseFilterBar, caseFilterNames, type CaseFilterName } from './CaseFilters.js';
import { tableColumns, useChosenColumns } from './chosen-columns.js';
import { caseColumns, type CaseItem } from './columns.js';

const ColumnsSheet = lazy(async () => ({ default: (await import('./ColumnsSheet.js')).ColumnsSheet }));

const wordFilters: readonly string[] = ['q', 'phone', 'place', 'customer'];

const idOf = ({ number }: CaseItem): string => number;
const rowClass = ({ lateClocks, closedAt }: CaseItem): string =>
  lateClocks > 0 && !closedAt ? 'shadow-[inset_3px_0_0_var(--color-late)]' : '';

/** Finds cases by number, phone, place or words; newest first. */
export function CasesPage() {
  const { t, language } = useWords();
  const { sites } = useMe();
  const [, go] = useLocation();
  const { values, set, open, clear, query } = useAddressFilters(caseFilterNames);
  const zone = useOwnZone();
  const asked = askedOf(values, zone);
  const [chosen, choose] = useChosenColumns();
  const [isChoosing, setChoosing] = useState(false);
  const { data, error, isPending, isPlaceholderData, fetchNextPage, hasNextPage, isFetchingNextPage } =
    $api.useInfiniteQuery(
      'get',
      '/v1/cases',
      { params: { query: { limit: 50, ...(asked as object) } } },
      {
        initialPageParam: null,
        getNextPageParam: ({ next }) => next ?? undefined,
        pageParamName: 'cursor',
        placeholderData: keepPreviousData,
      },
    );
  const cases = useMemo(() => data?.pages.flatMap((page) => page.cases) ?? [], [data]);
  const busy = useBusyList();
  const steady = useSteadyRows(cases, idOf, {
    isHeld: busy.isBusy,
    scope: `${query} ${language} ${isPending} ${isPlaceholderData} ${data?.pages.length}`,
  });
  const names = useMemo(() => new Map(sites.map(({ id, name }) => [id, name[language]])), [sites, language]);
  const columns = useMemo(
    () =>
      caseColumns(t, (id) => names.get(id) ?? id).filter(
        ({ id }) => id === 'case' || chosen.list.includes(id as 'where'),
      ),
    [t, names, chosen.list],
  );
  const frame = useRef<HTMLDivElement>(null);
  useShortcut({ code: 'KeyJ', label: t.cases.enterList }, () =>
    frame.current?.querySelector<HTMLElement>('tbody tr[tabindex="0"]')?.focus(),
  );
  const faultOf = (name: CaseFilterName): string | undefined => {
    const fault = error instanceof Problem ? error.errors.find(({ field }) => field === name) : undefined;
    return fault && (name === 'q' ? t.cases.badWords : fault.detail);
  };
  const badWords = error instanceof Problem && error.errors.some(({ field }) => wordFilters.includes(field));
  const rows = error ? [] : steady.rows;
  const some: Record<string, string> =
    chosen.table.length < tableColumns.length ? { columns: chosen.table.join(',') } : {};
  const table = (format: 'csv' | 'xlsx') => `/v1/cases?${new URLSearchParams({ ...asked, ...some, format })}`;
  return (
    <>
      <PageTitle
        side={
          rows.length > 0 && (
            <span className="flex flex-wrap items-center gap-2 text-sm text-muted">
              <Button
                small
                look="quiet"
                shortcut={{ code: 'KeyC', label: t.cases.columns }}
                onPress={() => setChoosing(true)}
              >
                {t.cases.columns}
              </Button>
              {t.cases.table}
              {(['xlsx', 'csv'] as const).map((format) => (
                <a key={format} href={table(format)} download className={buttonClass('secondary', true)}>
                  {format}
                </a>
              ))}
            </span>
          )
        }
      >
        {t.shell.cases}{' '}
        {rows.length > 0 && <span className="text-base font-normal text-muted">{t.cases.shown(rows.length)}</span>}
      </PageTitle>
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <CaseFilterBar
          values={values}
          set={set}
          clear={clear}
          sites={sites.map(({ id, name }) => ({ id, name: name[language] }))}
          open={open}
          query={query}
          faultOf={faultOf}
          isListThere={data !== undefined}
        />
      </div>
      <Views page="cases" query={query} open={open} />
      {error && !badWords && (
        <div className="mb-2">
          <Banner tone="late">{problemText(error as unknown as Problem, t)}</Banner>
        </div>
      )}
      <WaitingBar steady={steady} waiting={t.cases.waiting} takeIn={t.cases.takeIn} />
      <div ref={frame} {...busy.props} aria-busy={isPlaceholderData}>
        {rows.length > 0 ? (
          <Grid
            label={t.cases.list}
            rows={rows}
            idOf={idOf}
            columns={columns}
            onOpen={({ number }) => go(addresses.case(number))}
            rowClass={rowClass}
          />
        ) : error && !badWords ? null : isPending ? (
          <p className="text-muted">{t.common.loading}</p>
        ) : (
          <Empty title={t.cases.empty}>{t.cases.emptyAbout}</Empty>
        )}
      </div>
      <div className="mt-2 flex flex-wrap items-center justify-between gap-2">
        <span className="text-xs text-muted max-md:hidden">{rows.length > 0 && t.cases.keys}</span>
        {hasNextPage && rows.length > 0 && (
          <Button
            small
            shortcut={{ code: 'KeyN', label: t.cases.more }}
            isPending={isFetchingNextPage}
            onPress={() => void fetchNextPage()}
          >
            {isFetchingNextPage ? t.cases.loadingMore : t.cases.more}
          </Button>
        )}
      </div>
      <Suspense>
        {isChoosing && <ColumnsSheet isOpen chosen={chosen} choose={choose} onClose={() => setChoosing(false)} />}
      </Suspense>
    </>
  );
}
