import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { addresses } from '../addresses.js';
import { $api, Problem } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { Button } from '../look/button.js';
import { Grid } from '../look/grid.js';
import { useShortcut } from '../look/keys.js';
import { Banner, Empty, PageTitle, type Tone } from '../look/parts.js';
import { useMe } from '../api/me.js';
import { useWords } from '../words/words.js';
import { ActSheet } from './ActSheet.js';
import { actsForAll, ChosenBar, dispatchForAll } from './ChosenBar.js';
import { workColumns, type WorkRow } from './columns.js';
import { dispatchActNow, dispatchKeys, type DispatchWay } from './dispatch-acts.js';
import { useAddressFilters } from './filters.js';
import { SeveralSheet, type SeveralActs } from './SeveralSheet.js';
import { useBusyList, useSteadyRows } from './steady.js';
import { TaskFilterBar } from './TaskFilters.js';
import { useRulesOfTasks, useTasks, type Task, type TaskFilters } from './use-tasks.js';
import { Views } from './Views.js';
import { WaitingBar } from './WaitingBar.js';

const filterNames = ['scope', 'kind', 'site', 'late', 'q'] as const;
const idOf = ({ number, id }: Task): string => `${number} ${id}`;
const none: ReadonlySet<string> = new Set();

const rowClass = ({ isGone, late }: WorkRow): string =>
  isGone ? 'bg-raised text-muted line-through' : late ? 'shadow-[inset_3px_0_0_var(--color-late)]' : '';

/** Everything that is the reader's to do, by what happens next; done from the list. */
export function WorkPage() {
  const { t, language } = useWords();
  const { sites } = useMe();
  const client = useQueryClient();
  const [, go] = useLocation();
  const filters = useAddressFilters(filterNames);
  const { all, tasks, hasMore, isPending, isSeeking, error } = useTasks(filters.values as TaskFilters);
  const rulesOf = useRulesOfTasks(all);
  const [chosen, setChosen] = useState(none);
  const [open, setOpen] = useState<{ id: string; act: string }>();
  const [several, setSeveral] = useState<SeveralActs>();
  const [said, setSaid] = useState<{ tone: Tone; text: string }>();
  const busy = useBusyList();
  const frame = useRef<HTMLDivElement>(null);

  const isHeld = busy.isBusy || chosen.size > 0 || open !== undefined || several !== undefined;
  const steady = useSteadyRows(tasks, idOf, {
    isHeld,
    scope: `${filters.query} ${language} ${isPending} ${isSeeking}`,
  });
  const rows = useMemo<readonly WorkRow[]>(
    () =>
      steady.gone.size === 0
        ? steady.rows
        : steady.rows.map((row) => (steady.gone.has(idOf(row)) ? { ...row, isGone: true } : row)),
    [steady.rows, steady.gone],
  );
  const names = useMemo(() => new Map(sites.map(({ id, name }) => [id, name[language]])), [sites, language]);
  const siteName = useCallback((id: string) => names.get(id) ?? id, [names]);
  const openAct = useCallback((row: WorkRow, act: string) => {
    setSaid(undefined);
    setOpen({ id: idOf(row), act });
  }, []);
  const columns = useMemo(
    () => workColumns({ t, language, rulesOf, siteName, onAct: openAct }),
    [t, language, rulesOf, siteName, openAct],
  );
  const picked = useMemo(() => {
    const found = rows.filter((row) => chosen.has(idOf(row)) && !row.isGone);
    return [...new Map(found.map((row) => [row.number, row])).values()];
  }, [rows, chosen]);

  const dispatch = async (way: DispatchWay, row: WorkRow): Promise<void> => {
    const { number } = row;
    try {
      const found = await client.fetchQuery(
        $api.queryOptions('get', '/v1/cases/{number}', { params: { path: { number } } }),
      );
      const { act, because } = dispatchActNow(way, found);
      if (act) openAct(row, act);
      else setSaid({ tone: 'warn', text: because ?? t.work.cannot(t.work[way], number) });
    } catch (problem) {
      setSaid({ tone: 'late', text: problem instanceof Problem ? problemText(problem, t) : t.common.fault });
    }
  };
  const onKey = (code: string, row: WorkRow): boolean => {
    const way = dispatchKeys[code as keyof typeof dispatchKeys];
    const index = /^Digit[1-9]$/.test(code) ? Number(code.slice(-1)) - 1 : undefined;
    if (picked.length > 0) {
      const act = way ? dispatchForAll(way, picked, rulesOf) : actsForAll(picked)[index ?? -1];
      if (act) setSeveral({ act, tasks: picked });
      return act !== undefined;
    }
    if (row.isGone) return false;
    if (way) void dispatch(way, row);
    else if (row.acts[index ?? -1]) openAct(row, row.acts[index!]!);
    else return false;
    return true;
  };
  useShortcut({ code: 'KeyJ', label: t.work.enterList }, () =>
    frame.current?.querySelector<HTMLElement>('tbody tr[tabindex="0"]')?.focus(),
  );

  const opened = open && rows.find((row) => idOf(row) === open.id);
  return (
    <>
      <PageTitle>
        {t.shell.work}{' '}
        {!isPending && <span className="text-base font-normal text-muted">{t.work.count(tasks.length)}</span>}
      </PageTitle>
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <TaskFilterBar all={all} values={filters.values} set={filters.set} clear={filters.clear} siteName={siteName} />
      </div>
      <Views page="work" query={filters.query} open={filters.open} />
      <div aria-live="polite">
        {said && (
          <div className="mb-2">
            <Banner tone={said.tone}>{said.text}</Banner>
          </div>
        )}
      </div>
      {hasMore && (
        <div className="mb-2">
          <Banner tone="warn">{t.work.tooMany(tasks.length)}</Banner>
        </div>
      )}
      <ChosenBar
        tasks={picked}
        rulesOf={rulesOf}
        hasKeys={!open && !several}
        onAct={(act) => setSeveral({ act, tasks: picked })}
        onClear={() => setChosen(none)}
      />
      <WaitingBar steady={steady} waiting={t.work.waiting} gone={t.work.goneCount} takeIn={t.work.takeIn} />
      <div ref={frame} {...busy.props}>
        {rows.length > 0 ? (
          <Grid
            label={t.work.list}
            rows={rows}
            idOf={idOf}
            columns={columns}
            onOpen={(row) => go(addresses.case(row.number))}
            chosen={chosen}
            onChoose={setChosen}
            onKey={onKey}
            rowClass={rowClass}
          />
        ) : (
          <Nothing isPending={isPending} error={error} isFiltered={all.length > 0} clear={filters.clear} />
        )}
      </div>
      {rows.length > 0 && <p className="mt-2 text-xs text-muted max-md:hidden">{t.work.keys}</p>}
      <ActSheet
        task={opened}
        act={open?.act ?? ''}
        rules={opened && rulesOf(opened)}
        onClose={() => setOpen(undefined)}
        onDone={(act) => {
          setSaid({ tone: 'ok', text: t.work.recorded(act, opened?.number ?? '') });
          setOpen(undefined);
        }}
      />
      <SeveralSheet
        of={several}
        rulesOf={rulesOf}
        onClose={() => {
          setSeveral(undefined);
          setChosen(none);
        }}
      />
    </>
  );
}

function Nothing({
  isPending,
  error,
  isFiltered,
  clear,
}: {
  isPending: boolean;
  error: Error | null;
  isFiltered: boolean;
  clear: () => void;
}) {
  const { t } = useWords();
  const hasSites = useMe().sites.length > 0;
  if (error instanceof Problem) return <Banner tone="late">{problemText(error, t)}</Banner>;
  if (isPending) return <p className="text-muted">{t.common.loading}</p>;
  if (!isFiltered) return <Empty title={t.work.empty}>{hasSites ? t.work.emptyAbout : t.work.emptyAboutInside}</Empty>;
  return (
    <Empty title={t.work.emptyFiltered}>
      <span className="flex flex-col items-center gap-2">
        {t.work.emptyFilteredAbout}
        <Button small onPress={clear}>
          {t.work.clear}
        </Button>
      </span>
    </Empty>
  );
}
