import { useState } from 'react';
import { sendAct, tryAct, useSendOnce } from '../act/send.js';
import { usePreview } from '../act/use-preview.js';
import type { Json } from '../api/client.js';
import { lengthText } from '../clock/left.js';
import { When } from '../clock/when.js';
import { Button } from '../look/button.js';
import { Banner } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import type { Task } from '../work/use-tasks.js';
import { Refused } from '../look/refused.js';
import { RefuseForm } from './RefuseForm.js';

type Request = NonNullable<Task['request']>;

/** Who asks for more time and why: the time as first set, as it stands, as asked for; what silence brings. */
export function RequestFacts({ request }: { request: Request }) {
  const own = usePageWords('approvals');
  const { t, language } = useWords();
  const more = lengthText(Date.parse(request.until) - Date.parse(request.due), language);
  const times = [
    ...(request.originalDue === request.due ? [] : [{ name: own.originalDue, at: request.originalDue }]),
    {
      name: request.originalDue === request.due ? own.originalDue : own.dueNow,
      at: request.due,
    },
  ];
  return (
    <>
      <dl className="flex flex-wrap items-end gap-x-6 gap-y-2 text-sm">
        {times.map(({ name, at }) => (
          <div key={name}>
            <dt className="text-xs text-muted">{name}</dt>
            <dd>
              <When at={at} />
            </dd>
          </div>
        ))}
        <div>
          <dt className="text-xs text-muted">{own.askedUntil}</dt>
          <dd className="font-semibold">
            <When at={request.until} /> <span className="text-warn tabular-nums">+{more}</span>
          </dd>
        </div>
        <div>
          <dt className="text-xs text-muted">{own.askedBy}</dt>
          <dd>
            {request.askedByName ?? own.somebody}
            {request.askedForName && ` ${t.work.inPlaceOf(request.askedForName)}`}{' '}
            <span className="text-muted">
              <When at={request.askedAt} />
            </span>
          </dd>
        </div>
      </dl>
      <p className="text-sm">
        <span className="text-xs text-muted">{own.reason}</span>{' '}
        {request.reason ?? <span className="text-muted">{own.reasonHidden}</span>}
      </p>
      <p className="text-sm text-muted">
        <span className="text-xs font-medium">{own.ifNobody}</span> {request.ifUnanswered}
      </p>
    </>
  );
}

/** Yes, yes for less, no: by one key where the row has the cursor. Yes is sent at once, the ledger's answer is shown. */
export function RequestAnswers({
  task,
  request,
  hasKeys,
  onLess,
  onDone,
}: {
  task: Task;
  request: Request;
  hasKeys: boolean;
  onLess: () => void;
  onDone: (answer: 'granted' | 'refused', until?: string) => void;
}) {
  const own = usePageWords('approvals');
  const { t, language } = useWords();
  const [isRefusing, setRefusing] = useState(false);
  const { number, seq } = task;
  const body = { clock: request.clock };
  const { submit, isPending, problem } = useSendOnce(
    (key) => sendAct(number, 'grant-extension', body, { key, seq }),
    (after: Json<'CaseJson'>) => onDone('granted', after.clocks.find(({ id }) => id === request.clock)?.due),
  );
  const dry = usePreview(hasKeys ? `${number} ${seq} ${request.clock} ${language}` : undefined, (signal) =>
    tryAct(number, 'grant-extension', body, signal),
  );
  const key = (code: string, label: string) => (hasKeys && !isRefusing ? { code, label } : undefined);
  return (
    <>
      {dry?.refusal && !problem && (
        <Banner tone="warn">
          {own.grantWouldBeRefused} {dry.refusal.detail} {dry.refusal.clause && <b>{dry.refusal.clause}</b>}
        </Banner>
      )}
      <Refused problem={problem} />
      {isRefusing ? (
        <RefuseForm
          task={task}
          clock={request.clock}
          onDone={() => onDone('refused')}
          onCancel={() => setRefusing(false)}
        />
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button
            small
            look="primary"
            isPending={isPending}
            shortcut={key('KeyG', own.grant)}
            onPress={() => submit(JSON.stringify([body, seq]))}
          >
            {isPending ? t.common.sending : own.grant}
          </Button>
          <Button small shortcut={key('KeyL', own.grantLess)} onPress={onLess}>
            {own.grantLess}
          </Button>
          <Button small look="danger" shortcut={key('KeyR', own.refuse)} onPress={() => setRefusing(true)}>
            {own.refuse}
          </Button>
        </div>
      )}
    </>
  );
}
