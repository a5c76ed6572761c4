import { useRef, useState } from 'react';
import { useSendOnce } from '../act/send.js';
import { $api, api, type Json } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { Button } from '../look/button.js';
import { RadioInput } from '../look/choices.js';
import { Confirm } from '../look/confirm.js';
import { Banner, Card, Empty } from '../look/parts.js';
import { Refused } from '../look/refused.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { DeliveryTable } from './DeliveryTable.js';

type Page = Json<'DeliveriesJson'>;
type Reason = Page['reasons'][number];
type Asked = Json<'ResendDto'>;

/** So many more with each press. */
const pageSize = 25;

/** Notices that reached nobody, by reason; one or all of a reason are resent. */
export function Deliveries() {
  const own = usePageWords('operations');
  const { t } = useWords();
  const [chosen, choose] = useState<'failed' | 'retrying'>();
  const [limit, setLimit] = useState(pageSize);
  const [asking, ask] = useState<Reason>();
  const [done, setDone] = useState<string>();
  const counts = $api.useQuery('get', '/v1/deliveries', { params: { query: { limit: 1 } } }).data;
  const failed = counts?.reasons.reduce((sum, { count }) => sum + count, 0) ?? 0;
  const state = chosen ?? (failed === 0 && (counts?.retrying ?? 0) > 0 ? 'retrying' : 'failed');
  const { data, error, isPending } = $api.useQuery(
    'get',
    '/v1/deliveries',
    { params: { query: { state, limit } } },
    { refetchInterval: 30_000, placeholderData: (before) => before },
  );
  const lastAsked = useRef<Asked>({});
  const send = useSendOnce(
    async (key) => {
      const { data: answer } = await api.POST('/v1/deliveries/resend', {
        params: { header: { 'Idempotency-Key': key } },
        body: lastAsked.current,
      });
      return answer!;
    },
    ({ resent, later, leftOut, more }) => {
      ask(undefined);
      setDone(own.resending(resent, later, leftOut, more));
    },
  );
  const submit = (asked: Asked) => {
    setDone(undefined);
    lastAsked.current = asked;
    send.submit(JSON.stringify(asked));
  };
  return (
    <Card title={own.failed}>
      <p className="mb-3 text-sm text-muted">{state === 'failed' ? own.failedAbout : own.retryingAbout}</p>
      <div aria-live="polite">{done && <Banner tone="ok">{done}</Banner>}</div>
      {error && <Banner tone="late">{problemText(error as never, t)}</Banner>}
      {!asking && <Refused problem={send.problem} />}
      {isPending && <p className="text-muted">{t.common.loading}</p>}
      {data && (
        <div className="mt-2 flex flex-col gap-4">
          <RadioInput
            label={own.show}
            value={state}
            choices={[
              { id: 'failed', name: `${own.unsent} ${failed}` },
              { id: 'retrying', name: `${own.retrying} ${data.retrying}` },
            ]}
            onChange={(next) => choose(next as 'failed')}
          />
          {state === 'failed' && <Reasons of={data.reasons} ask={ask} />}
          {data.deliveries.length === 0 ? (
            <Empty title={state === 'failed' ? own.noFailed : own.noRetrying}>{own.noFailedAdvice}</Empty>
          ) : (
            <DeliveryTable
              of={data.deliveries}
              resend={state === 'failed' ? (id) => submit({ ids: [id] }) : undefined}
              isSending={send.isPending}
            />
          )}
          {data.next !== null && limit < 200 && (
            <Button small className="w-fit" onPress={() => setLimit(Math.min(200, limit + pageSize))}>
              {t.common.more}
            </Button>
          )}
        </div>
      )}
      {asking && (
        <Confirm
          title={own.resendAllTitle(asking.count)}
          isOpen
          onClose={() => {
            send.clear();
            ask(undefined);
          }}
          onConfirm={() => submit({ channel: asking.channel, code: asking.code })}
          isPending={send.isPending}
          problem={send.problem}
        >
          {own.resendAllAbout(asking.toCustomers)}
        </Confirm>
      )}
    </Card>
  );
}

function Reasons({ of, ask }: { of: readonly Reason[]; ask: (reason: Reason) => void }) {
  const own = usePageWords('operations');
  return (
    <ul className="flex flex-col gap-2">
      {of.map((reason) => (
        <li
          key={`${reason.channel} ${reason.code}`}
          className="flex flex-wrap items-center justify-between gap-2 rounded-md bg-raised px-3 py-2 text-sm"
        >
          <span>
            {own.reasonGroup(own.channels[reason.channel], reason.reason, reason.count)}{' '}
            {reason.toCustomers > 0 && <span className="text-muted">{own.toCustomers(reason.toCustomers)}</span>}
          </span>
          <Button small onPress={() => ask(reason)}>
            {own.resendAll}
          </Button>
        </li>
      ))}
    </ul>
  );
}
