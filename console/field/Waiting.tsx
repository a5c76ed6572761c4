import { useState } from 'react';
import { Link } from 'wouter';
import { addresses } from '../addresses.js';
import { problemText } from '../api/problem-text.js';
import { useRules } from '../api/rulebook.js';
import { whenText } from '../clock/when.js';
import { Button } from '../look/button.js';
import { Confirm } from '../look/confirm.js';
import { Badge, type Tone } from '../look/parts.js';
import { isHeld, type QueuedAct } from '../offline/queue.js';
import { discard, problemOf, sendAgain, startSending } from '../offline/sender.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

const tones: Record<QueuedAct['state'], Tone> = { kept: 'warn', sending: 'accent', sent: 'ok', refused: 'late' };

/** Which rules say what the acts of a case are called. */
export interface QueuedRules {
  rulebook: string;
  version: string;
  kind: string;
}

/** What is on its way, each with where it is; a refused act with the reason and what can be done. */
export function Waiting({
  queue,
  rulesOf,
  withNumber = false,
  onEdit,
}: {
  queue: readonly QueuedAct[];
  rulesOf: (number: string) => QueuedRules | undefined;
  /** Whether the case is named, where acts of several stand together. */
  withNumber?: boolean;
  /** Opens the form of a refused act again; without it, the order's page does. */
  onEdit?: (item: QueuedAct) => void;
}) {
  const own = usePageWords('field');
  const [discarding, setDiscarding] = useState<QueuedAct>();
  return (
    <>
      <ul className="flex flex-col gap-3">
        {queue.map((item, index) => (
          <li key={item.id} data-queued={item.state}>
            <OneWaiting
              item={item}
              rules={rulesOf(item.number)}
              {...{ withNumber, onEdit }}
              isHeld={isHeld(item, queue)}
              isFirst={index === 0}
              onDiscard={() => setDiscarding(item)}
            />
          </li>
        ))}
      </ul>
      <Confirm
        title={own.discard}
        isOpen={discarding !== undefined}
        isPending={false}
        onClose={() => setDiscarding(undefined)}
        onConfirm={() => {
          if (discarding) void discard(discarding);
          setDiscarding(undefined);
        }}
      >
        {discarding && <ActName item={discarding} rules={rulesOf(discarding.number)} say={own.discardAsk} />}
      </Confirm>
    </>
  );
}

/** What an act is called, within a sentence or alone. */
function ActName({
  item,
  rules: of,
  say = (act) => act,
}: {
  item: QueuedAct;
  rules: QueuedRules | undefined;
  say?: (act: string) => string;
}) {
  const { language } = useWords();
  const rules = useRules(of?.rulebook, of?.version);
  const act = rules?.kinds.find(({ kind }) => kind === of?.kind)?.acts.find((one) => one.act === item.act);
  return <>{say(act?.name[language] ?? item.number)}</>;
}

function OneWaiting({
  item,
  rules,
  withNumber,
  isHeld: held,
  isFirst,
  onEdit,
  onDiscard,
}: {
  item: QueuedAct;
  rules: QueuedRules | undefined;
  withNumber: boolean;
  isHeld: boolean;
  isFirst: boolean;
  onEdit: ((item: QueuedAct) => void) | undefined;
  onDiscard: () => void;
}) {
  const own = usePageWords('field');
  const { t, language } = useWords();
  const { state, reason, number, doneAt } = item;
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="font-medium">
          <ActName item={item} rules={rules} />
        </span>
        <Badge tone={tones[state]}>{own.states[state]}</Badge>
        <span className="text-sm text-muted">{own.phoneTime(whenText(byThePhone(doneAt), language))}</span>
      </p>
      {withNumber && (
        <Link href={addresses.order(number)} className="inline-flex min-h-6 w-fit text-sm text-accent underline">
          {number}
        </Link>
      )}
      {held && state === 'kept' && <p className="text-sm text-muted">{own.held}</p>}
      {state === 'refused' && reason && (
        <>
          <p role="alert" className="text-sm text-late">
            {own.reasons[reason.code as 'too-old'] ?? problemText(problemOf(reason), t)}{' '}
            {reason.clause && <b>{reason.clause}</b>}
          </p>
          {reason.errors.length > 0 && (
            <ul className="list-disc pl-5 text-sm text-late">
              {reason.errors.map(({ field, detail }) => (
                <li key={field}>{detail}</li>
              ))}
            </ul>
          )}
          <div className="flex flex-wrap gap-2">
            {onEdit && (
              <Button className="min-h-11" onPress={() => onEdit(item)}>
                {own.edit}
              </Button>
            )}
            <Button className="min-h-11" onPress={() => void sendAgain(item)}>
              {own.again}
            </Button>
            <Button look="danger" className="min-h-11" onPress={onDiscard}>
              {own.discard}
            </Button>
          </div>
        </>
      )}
      {state === 'kept' && isFirst && !held && (item.tries ?? 0) > 0 && (
        <Button className="min-h-11 w-fit" onPress={() => startSending(item.person)}>
          {own.sendNow}
        </Button>
      )}
    </div>
  );
}

/** An instant as the phone's own clock shows it, with its offset. */
function byThePhone(ms: number): string {
  const minutes = -new Date(ms).getTimezoneOffset();
  const two = (n: number) => String(Math.floor(Math.abs(n))).padStart(2, '0');
  const offset = `${minutes < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
  return new Date(ms + minutes * 60_000).toISOString().replace('Z', offset);
}
