import { useState } from 'react';
import { Link } from 'wouter';
import { useSendOnce } from '../act/send.js';
import { addresses } from '../addresses.js';
import { $api, api, Problem, type Json } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { serverNow } from '../api/server-time.js';
import { When } from '../clock/when.js';
import { Button } from '../look/button.js';
import { Confirm } from '../look/confirm.js';
import { Badge, Banner, Card, type Tone } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { dayText } from './days.js';
import type { HolidayKind } from './holiday-rows.js';
import { MonthGrid, MonthHead } from './MonthGrid.js';

type Table = Json<'HolidaysJson'>;
interface Moved {
  cases: number;
  moved: number;
  earlier: number;
  later: number;
  examples: { number: string; clocks: { clock: string; clause: string; before: string | null; due: string }[] }[];
}
/** A day of the month: what it is from the table on, and what it was where that changes. */
interface DayMark {
  kind: HolidayKind;
  name: string;
  was?: HolidayKind;
}

const tones: Record<HolidayKind, Tone> = { holiday: 'ok', 'make-up-workday': 'warn', ordinary: 'plain' };
const looks: Record<HolidayKind, string> = {
  holiday: 'bg-ok-tint text-ok',
  'make-up-workday': 'bg-warn-tint text-warn',
  ordinary: 'bg-raised text-ink',
};
const shownExamples = 8;

/** A year's table on the calendar: the days that change by it, the deadlines that move, and its publication. */
export function HolidayTable({ table }: { table: Table }) {
  const own = usePageWords('calendars');
  const { t, language } = useWords();
  const [asks, setAsks] = useState(false);
  const isDraft = table.state === 'draft';
  const { data, error, isPending } = $api.useQuery(
    'get',
    '/v1/holidays/{id}/dry-run',
    { params: { path: { id: table.id } } },
    { enabled: isDraft },
  );
  const marks = new Map<string, DayMark>(
    table.days.map(({ date, kind, name, nameEn }) => [
      date,
      { kind: kind as HolidayKind, name: language === 'en' ? nameEn : name },
    ]),
  );
  for (const { date, was, becomes, name } of data?.days ?? [])
    marks.set(date, {
      kind: becomes as HolidayKind,
      name: name ?? marks.get(date)?.name ?? '',
      was: was as HolidayKind,
    });
  const first = (data?.days[0]?.date ?? table.days[0]?.date ?? `${table.year}-01-01`).slice(0, 10);
  const [chosen, choose] = useState<string>();
  const day = chosen ?? first;
  const publish = useSendOnce(
    async (key) =>
      api.POST('/v1/holidays/{id}/publish', {
        params: { path: { id: table.id }, header: { 'Idempotency-Key': key } },
      }),
    () => setAsks(false),
  );
  const said = (of: string): string => {
    const mark = marks.get(of);
    if (!mark) return '';
    return mark.was
      ? own.change(own.dayKinds[mark.was], own.dayKinds[mark.kind], mark.name)
      : `${own.dayKinds[mark.kind]} ${mark.name}`;
  };
  return (
    <Card
      title={`${own.tableOf(table.year)} · ${own.tableStates[table.state as 'draft']}`}
      side={
        isDraft && (
          <Button
            small
            look="primary"
            isDisabled={!data || (data.days.length === 0 && !data.publishesYear)}
            shortcut={{ code: 'KeyP', label: own.publish }}
            onPress={() => setAsks(true)}
          >
            {own.publish}
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-4">
        {error instanceof Problem && <Banner tone="late">{problemText(error, t)}</Banner>}
        {isDraft && isPending && <p className="text-muted">{own.running}</p>}
        {data && (
          <Banner tone={data.days.length ? 'accent' : 'ok'}>
            {data.days.length ? own.changes(data.days.length) : own.noChanges}{' '}
            {data.publishesYear && own.publishesYear(table.year)}
          </Banner>
        )}
        <div className="grid items-start gap-4 2xl:grid-cols-[minmax(0,1fr)_20rem]">
          <div className="max-sm:hidden">
            <MonthHead month={day.slice(0, 7)} onMonth={(month) => choose(`${month}-01`)} />
            <MonthGrid
              month={day.slice(0, 7)}
              day={day}
              today={new Date(serverNow()).toISOString().slice(0, 10)}
              onDay={choose}
              said={said}
              renderCell={(of) => <DayWords mark={marks.get(of)} />}
            />
          </div>
          <section aria-label={own.daysOf}>
            <h3 className="mb-1 font-medium">{own.daysOf}</h3>
            <ul className="max-h-96 divide-y divide-line overflow-y-auto text-sm">
              {[...marks]
                .sort(([a], [b]) => a.localeCompare(b))
                .map(([date, mark]) => (
                  <li key={date}>
                    <button
                      type="button"
                      onClick={() => choose(date)}
                      className="flex w-full cursor-pointer flex-wrap items-baseline gap-x-2 py-1 text-left hover:bg-raised"
                    >
                      <span className="tabular-nums">{dayText(date, language)}</span>
                      <Badge tone={tones[mark.kind]}>{own.dayKinds[mark.kind]}</Badge> {mark.name}
                      {mark.was && <span className="text-xs text-muted">{own.was(own.dayKinds[mark.was])}</span>}
                    </button>
                  </li>
                ))}
            </ul>
          </section>
        </div>
        {data && <MovedDeadlines of={data.rulebooks as Record<string, Moved>} />}
      </div>
      <Confirm
        title={own.publish}
        isOpen={asks}
        onClose={() => setAsks(false)}
        onConfirm={() => publish.submit(table.id)}
        isPending={publish.isPending}
        problem={publish.problem}
      >
        {own.publishSure}
      </Confirm>
    </Card>
  );
}

function DayWords({ mark }: { mark: DayMark | undefined }) {
  const own = usePageWords('calendars');
  return (
    <span className="flex min-h-10 flex-col gap-0.5">
      {mark && (
        <span className={`rounded px-1 text-xs ${looks[mark.kind]} ${mark.was ? 'font-medium' : ''}`}>
          {own.dayShort[mark.kind]} {mark.name}
        </span>
      )}
      {mark?.was && <span className="px-1 text-[0.65rem] text-muted">{own.was(own.dayShort[mark.was])}</span>}
    </span>
  );
}

/** What publishing would do to the deadlines of running cases. */
function MovedDeadlines({ of }: { of: Record<string, Moved> }) {
  const own = usePageWords('calendars');
  const { language } = useWords();
  const rulebooks = $api.useQuery('get', '/v1/rulebooks', {}, { staleTime: 600_000 }).data?.rulebooks ?? [];
  return (
    <section aria-label={own.movedDeadlines} className="text-sm">
      <h3 className="mb-1 font-medium">{own.movedDeadlines}</h3>
      <ul className="flex flex-col gap-2">
        {Object.entries(of).map(([name, moved]) => (
          <li key={name}>
            <span className="font-medium">{rulebooks.find((one) => one.name === name)?.title[language] ?? name}</span>
            {own.colon}
            {moved.moved === 0
              ? own.noneMoves(moved.cases)
              : own.moves(moved.cases, moved.moved, moved.earlier, moved.later)}
            <ul className="pl-4">
              {moved.examples.slice(0, shownExamples).map(({ number, clocks }) => (
                <li key={number}>
                  <Link href={addresses.case(number)} className="text-accent underline">
                    {number}
                  </Link>{' '}
                  {clocks.map(({ clock, clause, before, due }) => (
                    <span key={clock} className="block text-muted">
                      {clause} {before && <When at={before} />} → <When at={due} />
                    </span>
                  ))}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}
