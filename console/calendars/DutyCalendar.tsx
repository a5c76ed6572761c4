import { parseDate, toZoned } from '@internationalized/date';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { addresses } from '../addresses.js';
import { $api, Problem, type Json } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { serverNow } from '../api/server-time.js';
import { useOwnZone } from '../clock/local-when.js';
import { When } from '../clock/when.js';
import { SelectInput } from '../look/choices.js';
import { useShortcut } from '../look/keys.js';
import { Badge, Banner, Card, Empty, type Tone } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { dayText, monthAfter } from './days.js';
import { MonthGrid, MonthHead } from './MonthGrid.js';

type Duty = Json<'DutyDayJson'>;
type State = 'planned' | 'open' | 'late' | 'done' | 'done-late';

const states: readonly State[] = ['late', 'open', 'planned', 'done', 'done-late'];
const tones: Record<State, Tone> = { planned: 'plain', open: 'accent', late: 'late', done: 'ok', 'done-late': 'warn' };
/** A sign beside the colour. */
const signs: Record<State, string> = { planned: '', open: '', late: '! ', done: '✓ ', 'done-late': '✓ ' };
const inCell = 3;

/** What comes round, month by month: done, under way, late, to come; each that was opened leads to its case. */
export function DutyCalendar() {
  const own = usePageWords('calendars');
  const { t, language } = useWords();
  const [, go] = useLocation();
  const zone = useOwnZone();
  const today = new Date(serverNow()).toLocaleDateString('sv-SE', { timeZone: zone });
  const [search, setSearch] = useSearchParams();
  const month = /^\d{4}-\d\d$/.exec(search.get('month') ?? '')?.[0] ?? today.slice(0, 7);
  const site = search.get('site') ?? '';
  const [chosen, choose] = useState(today);
  const at = (day: string) => toZoned(parseDate(day), zone).toAbsoluteString();
  const span = { from: at(`${month}-01`), until: at(`${monthAfter(month, 1)}-01`) };
  const { data, error, isPending } = $api.useQuery(
    'get',
    '/v1/duties',
    { params: { query: { ...span, ...(site === '' ? {} : { site }) } } },
    { placeholderData: keepPreviousData, refetchInterval: 60_000 },
  );
  const set = (changed: { month?: string; site?: string }) =>
    setSearch((before) => ({ ...Object.fromEntries(before), part: 'duties', ...changed }), { replace: true });
  const sites = data?.sites ?? [];
  const duties = (data?.duties ?? []).filter((one) => one.day.startsWith(month) && (site === '' || one.site === site));
  const on = (day: string) => duties.filter((one) => one.day === day);
  const day = chosen.startsWith(month) ? chosen : (duties[0]?.day ?? `${month}-01`);
  const days = [...new Set(duties.map((one) => one.day))];
  const opened = on(day).find(({ number }) => number !== null);
  useShortcut(opened ? { code: 'KeyO', label: own.openCase } : undefined, () => go(addresses.case(opened!.number!)));
  const goTo = (next: string) => {
    choose(next);
    if (!next.startsWith(month)) set({ month: next.slice(0, 7) });
  };
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <MonthHead month={month} onMonth={(next) => set({ month: next })} />
        {(sites.length > 1 || site !== '') && (
          <SelectInput
            label={t.common.site}
            empty={t.common.all}
            choices={sites}
            value={site}
            onChange={(next) => set({ site: next })}
          />
        )}
      </div>
      {error instanceof Problem && <Banner tone="late">{problemText(error, t)}</Banner>}
      {data?.more && <Banner tone="warn">{site === '' ? own.moreDuties : own.moreDutiesOfSite}</Banner>}
      {isPending && <p className="text-muted">{t.common.loading}</p>}
      {data && (
        <p role="status" className="flex flex-wrap gap-2">
          {states.map((state) => {
            const count = duties.filter((one) => one.state === state).length;
            return (
              count > 0 && (
                <Badge key={state} tone={tones[state]}>{`${signs[state]}${own.states[state]} ${count}`}</Badge>
              )
            );
          })}
        </p>
      )}
      {data && duties.length === 0 && <Empty title={own.noDuties}>{own.noDutiesAdvice}</Empty>}
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="rounded-lg border border-line bg-surface p-3 max-md:hidden">
          <MonthGrid
            month={month}
            day={day}
            today={today}
            onDay={goTo}
            said={(of) =>
              on(of)
                .map((one) => `${one.name} ${own.states[one.state as State]}`)
                .join(own.comma)
            }
            renderCell={(of) => <DayCell duties={on(of)} />}
          />
        </div>
        <Card title={dayText(day, language)} className="max-md:hidden">
          {on(day).length === 0 ? (
            <p className="text-sm text-muted">{own.nothingDue}</p>
          ) : (
            <DutyList duties={on(day)} />
          )}
        </Card>
      </div>
      {/* A phone has no room for a month: the days on which something is due. */}
      <ol className="flex flex-col gap-3 md:hidden">
        {days.map((of) => (
          <li key={of}>
            <Card title={dayText(of, language)}>
              <DutyList duties={on(of)} />
            </Card>
          </li>
        ))}
      </ol>
    </div>
  );
}

function DayCell({ duties }: { duties: readonly Duty[] }) {
  const own = usePageWords('calendars');
  return (
    <span className="flex min-h-16 flex-col gap-0.5">
      {duties.slice(0, inCell).map((one) => (
        <span
          key={`${one.site} ${one.duty} ${one.period} ${one.name}`}
          className={`truncate rounded px-1 text-xs ${cellLooks[one.state as State]}`}
        >
          {signs[one.state as State]}
          {one.name}
        </span>
      ))}
      {duties.length > inCell && <span className="px-1 text-xs text-muted">{own.more(duties.length - inCell)}</span>}
    </span>
  );
}

const cellLooks: Record<State, string> = {
  planned: 'bg-raised text-ink',
  open: 'bg-tint text-accent-deep',
  late: 'bg-late-tint text-late',
  done: 'bg-ok-tint text-ok',
  'done-late': 'bg-warn-tint text-warn',
};

function DutyList({ duties }: { duties: readonly Duty[] }) {
  const own = usePageWords('calendars');
  return (
    <ul className="flex flex-col divide-y divide-line text-sm">
      {duties.map((one) => (
        <li key={`${one.site} ${one.duty} ${one.period} ${one.name}`} className="flex flex-col gap-0.5 py-2">
          <span className="flex flex-wrap items-center gap-2">
            <Badge
              tone={tones[one.state as State]}
            >{`${signs[one.state as State]}${own.states[one.state as State]}`}</Badge>
            <span className="font-medium">{one.name}</span>
          </span>
          <span className="text-xs text-muted">
            {[one.siteName, one.roleName, one.clause].filter(Boolean).join(' · ')}
          </span>
          <span>
            {own.due} <When at={one.due} />
            {one.opensAt && (
              <span className="text-muted">
                {' · '}
                {own.opens} <When at={one.opensAt} />
              </span>
            )}
          </span>
          {one.number && (
            <Link href={addresses.case(one.number)} className="text-accent underline">
              {one.number}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}
