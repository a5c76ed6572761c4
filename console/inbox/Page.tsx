import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { addresses } from '../addresses.js';
import { $api, api, newKey, Problem } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { Button } from '../look/button.js';
import { Grid } from '../look/grid.js';
import { useShortcut } from '../look/keys.js';
import { Banner, Empty, PageTitle } from '../look/parts.js';
import { changeSettings, useSettings } from '../look/settings.js';
import { useAddressFilters } from '../work/filters.js';
import { useBusyList, useSteadyRows } from '../work/steady.js';
import { WaitingBar } from '../work/WaitingBar.js';
import { useWords } from '../words/words.js';
import { AccessNotices } from './AccessNotices.js';
import { inboxColumns, type Notice } from './columns.js';

const filterNames = ['unread'] as const;
const idOf = ({ id }: Notice): string => id;
const rowClass = ({ readAt }: Notice): string =>
  readAt === null ? 'shadow-[inset_3px_0_0_var(--color-accent)]' : 'text-muted';

/** What the reader has been told, newest first. Opening a notice marks it as read. */
export function InboxPage() {
  const { t, language } = useWords();
  const client = useQueryClient();
  const [, go] = useLocation();
  const { sound } = useSettings();
  const { values, set, query } = useAddressFilters(filterNames);
  const unreadOnly = values.unread === 'true';
  const { data, error, isPending, fetchNextPage, hasNextPage, isFetchingNextPage } = $api.useInfiniteQuery(
    'get',
    '/v1/notices',
    { params: { query: { limit: 50, ...(unreadOnly ? { unread: true } : {}) } } },
    { initialPageParam: null, getNextPageParam: ({ next }) => next ?? undefined, pageParamName: 'cursor' },
  );
  const notices = useMemo(() => data?.pages.flatMap((page) => page.notices) ?? [], [data]);
  const unread = data?.pages[0]?.unread ?? 0;
  const busy = useBusyList();
  const steady = useSteadyRows(notices, idOf, {
    isHeld: busy.isBusy,
    scope: `${query} ${language} ${isPending} ${data?.pages.length}`,
  });
  // What has left the list of unread ones was read, here or elsewhere.
  const rows = useMemo(
    () => steady.rows.map((row) => (steady.gone.has(row.id) ? { ...row, readAt: row.readAt ?? row.at } : row)),
    [steady.rows, steady.gone],
  );
  const frame = useRef<HTMLDivElement>(null);
  const [problem, setProblem] = useState<Problem>();

  const read = useCallback(
    async (mark: () => Promise<unknown>) => {
      setProblem(undefined);
      try {
        await mark();
        await client.invalidateQueries({ predicate: ({ queryKey: [, path] }) => path === '/v1/notices' });
      } catch (refused) {
        if (!(refused instanceof Problem)) throw refused;
        setProblem(refused);
      }
    },
    [client],
  );
  const markRead = useCallback(
    ({ id, readAt }: Notice) => {
      if (readAt === null) void read(() => markOne(id));
    },
    [read],
  );
  const markAll = () => {
    const newest = steady.rows[0];
    if (newest) void read(() => markThrough(newest.id));
  };
  const columns = useMemo(() => inboxColumns(t, markRead), [t, markRead]);
  useShortcut({ code: 'KeyJ', label: t.work.enterList }, () =>
    frame.current?.querySelector<HTMLElement>('tbody tr[tabindex="0"]')?.focus(),
  );
  return (
    <>
      <PageTitle
        side={
          <Button small isDisabled={unread === 0} shortcut={{ code: 'KeyA', label: t.inbox.allRead }} onPress={markAll}>
            {t.inbox.allRead}
          </Button>
        }
      >
        {t.shell.inbox} <span className="text-base font-normal text-muted">{t.inbox.unreadCount(unread)}</span>
      </PageTitle>
      <div className="mb-3 flex flex-wrap items-center gap-x-6 gap-y-2 text-sm">
        <Tick label={t.inbox.unreadOnly} isOn={unreadOnly} onChange={(on) => set('unread', on ? 'true' : '')} />
        <Tick label={t.inbox.sound} isOn={sound} onChange={(on) => changeSettings({ sound: on })} />
      </div>
      {(problem ?? error) && (
        <div className="mb-2">
          <Banner tone="late">{problemText((problem ?? error) as Problem, t)}</Banner>
        </div>
      )}
      <AccessNotices />
      <WaitingBar steady={steady} waiting={t.inbox.waiting} takeIn={t.work.takeIn} />
      <div ref={frame} {...busy.props}>
        {steady.rows.length > 0 ? (
          <Grid
            label={t.inbox.list}
            rows={rows}
            idOf={idOf}
            columns={columns}
            onOpen={(notice) => {
              markRead(notice);
              go(addresses.case(notice.number));
            }}
            onKey={(code, notice) => {
              if (code !== 'KeyM') return false;
              markRead(notice);
              return true;
            }}
            rowClass={rowClass}
          />
        ) : error ? null : isPending ? (
          <p className="text-muted">{t.common.loading}</p>
        ) : (
          <Empty title={unreadOnly ? t.inbox.noUnread : t.inbox.empty}>{t.inbox.emptyAbout}</Empty>
        )}
      </div>
      <div className="mt-2 flex flex-wrap items-center justify-between gap-2">
        <span className="text-xs text-muted max-md:hidden">{steady.rows.length > 0 && t.inbox.keys}</span>
        {hasNextPage && (
          <Button small isPending={isFetchingNextPage} onPress={() => void fetchNextPage()}>
            {isFetchingNextPage ? t.cases.loadingMore : t.cases.more}
          </Button>
        )}
      </div>
    </>
  );
}

const markOne = (id: string): Promise<unknown> =>
  api.POST('/v1/notices/{id}/read', { params: { path: { id }, header: { 'Idempotency-Key': newKey() } } });

const markThrough = (through: string): Promise<unknown> =>
  api.POST('/v1/notices/read', { params: { header: { 'Idempotency-Key': newKey() } }, body: { through } });

function Tick({ label, isOn, onChange }: { label: string; isOn: boolean; onChange: (on: boolean) => void }) {
  return (
    <label className="flex min-h-8 cursor-pointer items-center gap-2">
      <input
        type="checkbox"
        checked={isOn}
        onChange={({ target }) => onChange(target.checked)}
        className="size-4 accent-accent"
      />
      {label}
    </label>
  );
}
