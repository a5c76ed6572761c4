import { useEffect, useState } from 'react';
import { Link, useParams, useSearch } from 'wouter';
import { addresses } from '../addresses.js';
import { $api, Problem, type Json } from '../api/client.js';
import { useMe } from '../api/me.js';
import { useKind } from '../api/rulebook.js';
import { useKnownFacts } from '../case/Told.js';
import { TimeLeft } from '../clock/left.js';
import { When } from '../clock/when.js';
import { buttonClass } from '../look/button.js';
import { Badge, Banner, Card, Empty, Facts, PageTitle } from '../look/parts.js';
import { unsent, type QueuedAct } from '../offline/queue.js';
import { startSending } from '../offline/sender.js';
import { useQueue } from '../offline/use-queue.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { OrderActs } from './OrderActs.js';
import { moneyFacts } from './Quoted.js';
import { useOrders, type Order } from './use-orders.js';
import { Waiting } from './Waiting.js';

/** One order on a phone: until when, where, whom to call, what to do; it goes on without a network. */
export function OrderPage() {
  const own = usePageWords('field');
  const { t } = useWords();
  const me = useMe();
  const { number } = useParams<{ number: string }>();
  const { orders } = useOrders();
  useEffect(() => startSending(me.id), [me.id]);
  const { data, error } = $api.useQuery('get', '/v1/cases/{number}', { params: { path: { number } } });
  if (data)
    return (
      <OneOrder
        key={data.number}
        of={data}
        due={orders?.find((order) => order.number === number && order.due !== null)}
      />
    );
  const back = (
    <Link href={addresses.field} className={`${buttonClass()} min-h-11`}>
      {own.back}
    </Link>
  );
  if (error instanceof Problem)
    return (
      <Empty title={own.unknown(number)}>
        <p className="mb-3">{own.unknownAbout}</p>
        {back}
      </Empty>
    );
  return <p className="text-muted">{t.common.loading}</p>;
}

/** What is worth knowing on the way there, where it is so. */
const worthKnowing = [
  'emergency',
  'grave',
  'repairType',
  'area',
  'side',
  'agreedAt',
  'visitAt',
  'promisedAt',
  'damage',
  'roomDegrees',
  'standardDegrees',
  'belowStandard',
  ...moneyFacts,
];

/** `due`: what is due next of whoever looks, as their list says. */
function OneOrder({ of, due }: { of: Json<'CaseDetailsJson'>; due: Order | undefined }) {
  const own = usePageWords('field');
  const { t } = useWords();
  const me = useMe();
  const asked = new URLSearchParams(useSearch()).get('act') ?? undefined;
  const { kind, rules } = useKind(of);
  const queue = useQueue(me.id).filter(({ number }) => number === of.number);
  const waiting = unsent(queue);
  const sent = queue.filter(({ state }) => state === 'sent');
  const [said, setSaid] = useState<{ text: string; isDone: boolean }>();
  const [editing, setEditing] = useState<QueuedAct>();
  const known = useKnownFacts(of, worthKnowing);
  const running = of.clocks
    .filter(({ metAt, stoppedAt }) => metAt === null && stoppedAt === null)
    .sort((one, other) => one.due.localeCompare(other.due));
  // Theirs before that of somebody else, as long as it runs.
  const next = running.find(({ name }) => name === due?.waitsFor) ?? running[0];
  const phone = of.words?.['phone'];
  return (
    <article className="mx-auto flex max-w-2xl flex-col gap-3">
      <Link href={addresses.field} className="inline-flex min-h-11 w-fit items-center text-accent underline">
        {own.back}
      </Link>
      <PageTitle side={<Badge tone={of.closedAt ? 'ok' : 'plain'}>{of.statusName}</Badge>}>
        {of.words?.['subject'] ?? of.kindName}{' '}
        <span className="text-base font-normal text-muted tabular-nums">{of.number}</span>
      </PageTitle>
      <div aria-live="polite">
        {said && said.isDone === (waiting.length === 0) && (
          <Banner tone={said.isDone ? 'ok' : 'warn'}>{said.text}</Banner>
        )}
      </div>
      <Card>
        <div className="flex flex-col gap-2">
          {next ? (
            <p className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span>
                {next.name} <span className="text-sm text-muted">{next.clause}</span>
              </span>
              <span className="text-lg">
                <TimeLeft due={next.due} warnAt={next.warnAt} />
              </span>
              {next.name !== due?.waitsFor && <span className="w-full text-sm text-muted">{own.waitsForOthers}</span>}
              <span className="w-full text-sm text-muted">
                {own.dueBy} <When at={next.due} />
              </span>
            </p>
          ) : (
            <p className="text-muted">{own.noClock}</p>
          )}
          <p className="text-lg">{of.words?.['place'] ?? own.noPlace}</p>
          {phone && (
            <a href={`tel:${phone}`} className={`${buttonClass()} min-h-11`}>
              {own.call} {phone}
            </a>
          )}
        </div>
      </Card>
      {queue.length > 0 && (
        <Card title={waiting.length > 0 ? own.queueOfOrder : own.doneHere}>
          {waiting.length > 0 && <Waiting queue={waiting} rulesOf={() => of} onEdit={setEditing} />}
          {sent.length > 0 && (
            <details>
              <summary className="min-h-11 cursor-pointer py-2 text-sm text-muted">
                {own.sentToday(sent.length)}
              </summary>
              <Waiting queue={sent} rulesOf={() => of} />
            </details>
          )}
        </Card>
      )}
      {kind && rules && (
        <OrderActs
          of={of}
          kind={kind}
          rules={rules}
          queue={queue}
          asked={asked}
          editing={editing}
          onClose={() => setEditing(undefined)}
          onDone={(act) => setSaid({ text: own.done(act), isDone: true })}
          onKept={(act) => setSaid({ text: own.onPhone(act), isDone: false })}
        />
      )}
      <Card title={own.said}>
        <Facts
          of={[
            ...(of.words?.['description'] ? [[own.description, of.words['description']] as [string, string]] : []),
            ...(of.words?.['customer'] ? [[t.common.customer, of.words['customer']] as [string, string]] : []),
            ...known,
            [own.received, <When key="received" at={of.receivedAt} />],
            [t.common.site, of.siteName],
          ]}
        />
        <p className="mt-3 flex flex-wrap gap-2">
          <Link href={addresses.printedOrder(of.number)} className={`${buttonClass()} min-h-11`}>
            {own.print}
          </Link>
          <Link href={addresses.case(of.number)} className={`${buttonClass('quiet')} min-h-11`}>
            {own.whole}
          </Link>
        </p>
      </Card>
    </article>
  );
}
