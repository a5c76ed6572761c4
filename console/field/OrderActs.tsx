import { lazy, Suspense, useEffect, useState } from 'react';
import type { Json } from '../api/client.js';
import { useMe } from '../api/me.js';
import { Button } from '../look/button.js';
import { Sheet } from '../look/dialog.js';
import { Card } from '../look/parts.js';
import { unsent, type QueuedAct } from '../offline/queue.js';
import { handOver } from '../offline/sender.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { HandInHere } from './hand-in-here.js';
import { nextSteps } from './next-steps.js';
import { PlaceHere, takesPlace, withoutPlace } from './PlaceHere.js';
import { Quoted } from './Quoted.js';
import { usePosition } from './use-position.js';

const ActForm = lazy(async () => ({ default: (await import('../act/ActForm.js')).ActForm }));

/** What can be done with the order, each by a large button; forms go through the queue of this phone. */
export function OrderActs({
  of,
  kind,
  rules,
  queue,
  asked,
  editing,
  onClose,
  onDone,
  onKept,
}: {
  of: Json<'CaseDetailsJson'>;
  kind: Json<'KindJson'>;
  rules: Json<'KindsJson'>;
  /** What was done with it on this phone. */
  queue: readonly QueuedAct[];
  /** The act that the page was opened for. */
  asked: string | undefined;
  /** A refused act that is put right. */
  editing: QueuedAct | undefined;
  onClose: () => void;
  onDone: (name: string) => void;
  onKept: (name: string) => void;
}) {
  const own = usePageWords('field');
  const { language } = useWords();
  const me = useMe();
  const [open, setOpen] = useState<string>();
  const { position, locate } = usePosition();
  const [withoutHere, setWithoutHere] = useState(false);
  const waiting = unsent(queue);
  const { first, due, along, more } = nextSteps(
    of,
    kind,
    waiting,
    me.posts.map(({ role }) => role),
  );
  const offered = [...due, ...along, ...more];
  const isAsked = asked !== undefined && offered.some(({ act }) => act === asked);
  useEffect(() => {
    if (isAsked) setOpen(asked);
    // Once, when the page is opened for it: not again after it is done.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  const name = editing?.act ?? open;
  const act = kind.acts.find((one) => one.act === name);
  const takesHere = act !== undefined && takesPlace(act);
  const here = takesHere && !withoutHere && typeof position === 'object' ? position.place : {};
  const close = () => {
    setOpen(undefined);
    setWithoutHere(false);
    onClose();
  };
  const button = ({ act: id, name: says, clause }: Json<'ActJson'>, isFirst: boolean) => (
    <li key={id}>
      <Button
        look={isFirst ? 'primary' : 'secondary'}
        className="min-h-12 w-full justify-between! px-3! text-left"
        onPress={() => setOpen(id)}
      >
        <span>{says[language]}</span>
        <span className="text-xs whitespace-nowrap opacity-80">{clause}</span>
      </Button>
    </li>
  );
  return (
    <Card title={own.acts}>
      {due.length + along.length === 0 && (
        <p className="text-sm text-muted">
          {waiting.some(({ state }) => state === 'refused') ? own.decideFirst : own.noActs}
        </p>
      )}
      {waiting.length > 0 && offered.length > 0 && <p className="mb-2 text-sm text-muted">{own.afterWaiting}</p>}
      <ul className="flex flex-col gap-2">{[...due, ...along].map((one) => button(one, one === first))}</ul>
      {more.length > 0 && (
        <details className="mt-3">
          <summary className="min-h-11 cursor-pointer py-2 text-sm text-muted">{own.moreActs}</summary>
          <ul className="mt-1 flex flex-col gap-2">{more.map((one) => button(one, false))}</ul>
        </details>
      )}
      <Sheet side title={act?.name[language] ?? ''} isOpen={act !== undefined} onClose={close}>
        {act && (
          <HandInHere>
            <Suspense>
              <Quoted act={act.act} of={of} queue={queue} />
              {takesHere && (
                <PlaceHere position={position} isLeftOut={withoutHere} leaveOut={setWithoutHere} locate={locate} />
              )}
              <ActForm
                key={`${act.act} ${editing?.id ?? ''}`}
                on={of}
                act={takesHere ? withoutPlace(act) : act}
                rules={rules}
                {...(editing ? { first: editing.body } : {})}
                deliver={(written) => handOver(me.id, { ...written, body: { ...here, ...written.body } }, editing)}
                onKept={() => {
                  close();
                  onKept(act.name[language]);
                }}
                onDone={() => {
                  close();
                  onDone(act.name[language]);
                }}
              />
            </Suspense>
          </HandInHere>
        )}
      </Sheet>
    </Card>
  );
}
