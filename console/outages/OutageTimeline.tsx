import { useState } from 'react';
import { Link } from 'wouter';
import { addresses } from '../addresses.js';
import { $api, Problem, type Json } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { serverNow } from '../api/server-time.js';
import { When } from '../clock/when.js';
import { Button, buttonClass } from '../look/button.js';
import { Badge, Banner, Card, Empty, PageTitle } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { CourseChart } from './CourseChart.js';
import { courseOf, isDark } from './timeline-data.js';

type Call = Json<'CaseItemJson'>;

/** So many calls are read at once. */
const callsRead = 200;
const moments = ['warn', 'breach', 'escalate', 'urge'];

/** One outage with its calls: drawn, and as tables. */
export function OutageTimeline({ number, close }: { number: string; close: () => void }) {
  const own = usePageWords('outages');
  const { t } = useWords();
  const path = { params: { path: { number } } };
  const found = $api.useQuery('get', '/v1/cases/{number}', path);
  const timeline = $api.useQuery('get', '/v1/cases/{number}/timeline', {
    params: { path: { number }, query: { limit: 200 } },
  });
  const calls = $api.useQuery('get', '/v1/cases', { params: { query: { outage: number, limit: callsRead } } });
  const error = found.error ?? timeline.error;
  const of = found.data;
  return (
    <>
      <PageTitle
        side={
          <>
            {of && <Badge tone={of.closedAt ? 'ok' : 'plain'}>{of.statusName}</Badge>}
            <Button small onPress={close}>
              {own.closeTimeline}
            </Button>
            <Link href={addresses.case(number)} className={buttonClass('secondary', true)}>
              {own.toCase}
            </Link>
          </>
        }
      >
        {of?.words?.['subject'] ?? own.timeline}{' '}
        <span className="text-base font-normal text-muted tabular-nums">{number}</span>
      </PageTitle>
      {error instanceof Problem && error.status === 404 && (
        <Empty title={t.case.unknown(number)}>{t.case.unknownAdvice}</Empty>
      )}
      {error instanceof Problem && error.status !== 404 && <Banner tone="late">{problemText(error, t)}</Banner>}
      {of && timeline.data && calls.data ? (
        <Course of={of} entries={timeline.data.entries} calls={calls.data.cases} />
      ) : (
        !error && <p className="text-muted">{t.common.loading}</p>
      )}
    </>
  );
}

function Course({
  of,
  entries,
  calls,
}: {
  of: Json<'CaseDetailsJson'>;
  entries: readonly Json<'EntryJson'>[];
  calls: readonly Call[];
}) {
  const own = usePageWords('outages');
  const done = entries.filter(({ act }) => !moments.includes(act));
  const course = courseOf(of.facts, done, calls, serverNow());
  const count = of.calls?.count ?? calls.length;
  const waiting = of.calls?.waiting ?? 0;
  return (
    <div className="flex flex-col gap-4">
      {of.outage && <Banner>{of.outage.sentence}</Banner>}
      {of.status === 'restored' && (
        <Banner tone={waiting > 0 ? 'warn' : 'ok'}>{waiting > 0 ? own.still(waiting) : own.allConfirmed}</Banner>
      )}
      <Card>
        <CourseChart of={course} calls={count} offsetMs={offsetOf(entries[0]?.happenedAt)} />
      </Card>
      <Card title={own.whatHappened}>
        <Entries entries={done} />
      </Card>
      <Card title={`${own.callsHead} (${count})`}>
        {count > calls.length && <p className="mb-2 text-sm text-muted">{own.shownCalls(calls.length, count)}</p>}
        {calls.length === 0 ? <Empty title={own.noCalls}>{own.noCallsAdvice}</Empty> : <Calls calls={calls} />}
      </Card>
    </div>
  );
}

const cell = 'px-2 py-1.5 align-baseline max-md:px-0 max-md:py-0.5';
const row = 'border-t border-line max-md:flex max-md:flex-col max-md:py-1.5';

function Head({ names }: { names: readonly string[] }) {
  return (
    <thead className="text-left text-xs text-muted max-md:sr-only">
      <tr>
        {names.map((name) => (
          <th key={name} scope="col" className="px-2 py-1 font-medium">
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Entries({ entries }: { entries: readonly Json<'EntryJson'>[] }) {
  const own = usePageWords('outages');
  return (
    <table className="w-full text-sm" aria-label={own.whatHappened}>
      <Head names={[own.when, own.what, own.who]} />
      <tbody>
        {entries.map(({ seq, actName, actor, roleName, happenedAt, changes }) => (
          <tr key={seq} className={row}>
            <td className={cell}>
              <When at={happenedAt} />
            </td>
            <td className={cell}>
              {actName}
              {changes.violationTexts.map((text) => (
                <span key={text} className="block text-warn">
                  {text}
                </span>
              ))}
            </td>
            <td className={`${cell} text-muted`}>{actor.id === 'desk' ? own.byDesk : `${actor.name} · ${roleName}`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** So many lines at first. */
const linesAtFirst = 30;

function Calls({ calls }: { calls: readonly Call[] }) {
  const own = usePageWords('outages');
  const [most, setMost] = useState(linesAtFirst);
  const byTime = calls.toSorted(
    (one, other) => Date.parse(one.receivedAt) - Date.parse(other.receivedAt) || one.number.localeCompare(other.number),
  );
  return (
    <>
      <table className="w-full text-sm" aria-label={own.callsHead}>
        <Head names={[own.when, own.callsHead, own.place, own.status]} />
        <tbody>
          {byTime.slice(0, most).map((call) => (
            <tr key={call.number} className={row}>
              <td className={cell}>
                <When at={call.receivedAt} />
              </td>
              <td className={cell}>
                <Link href={addresses.case(call.number)} className="text-accent tabular-nums underline">
                  {call.number}
                </Link>{' '}
                {call.subject}
              </td>
              <td className={cell}>{call.place}</td>
              <td className={cell}>
                <Badge tone={isDark(call) ? 'late' : call.closedAt === null ? 'warn' : 'ok'}>{call.statusName}</Badge>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {byTime.length > most && (
        <Button small className="mt-2" onPress={() => setMost(most + 100)}>
          {own.moreCalls}
        </Button>
      )}
    </>
  );
}

/** How far the place of an instant is ahead of UTC, in ms. */
function offsetOf(at: string | undefined): number {
  const offset = /([+-])(\d\d):(\d\d)$/.exec(at ?? '');
  return offset ? (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3])) * 60_000 : 0;
}
