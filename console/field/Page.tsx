import { useEffect, useState } from 'react';
import { useMe } from '../api/me.js';
import { When } from '../clock/when.js';
import { Button } from '../look/button.js';
import { Banner, Card, Empty, PageTitle } from '../look/parts.js';
import { unsent } from '../offline/queue.js';
import { startSending } from '../offline/sender.js';
import { useQueue } from '../offline/use-queue.js';
import { keepPagesHere } from '../offline/worker-here.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { byDistance } from './distance.js';
import { OrderCard } from './OrderCard.js';
import { useOrders } from './use-orders.js';
import { usePosition } from './use-position.js';
import { Waiting } from './Waiting.js';

/** A technician's orders, by clock or distance; what is on its way; all of it without a network, too. */
export function FieldPage() {
  const own = usePageWords('field');
  const { t } = useWords();
  const me = useMe();
  const { orders, keptAt } = useOrders();
  const queue = useQueue(me.id);
  const { position, locate } = usePosition();
  const [tab, setTab] = useState<'mine' | 'free'>();
  const [near, setNear] = useState(false);
  useEffect(() => {
    startSending(me.id);
    keepPagesHere();
  }, [me.id]);
  const place = typeof position === 'object' ? position.place : undefined;
  const waiting = unsent(queue);
  const ownOrders = (orders ?? []).filter(({ yours }) => yours);
  const free = (orders ?? []).filter(({ yours }) => !yours);
  // Whoever has nothing in hand sees at once what they may take.
  const mine = (tab ?? (ownOrders.length === 0 && free.length > 0 ? 'free' : 'mine')) === 'mine';
  const chosen = mine ? ownOrders : free;
  const shown = near && place ? byDistance(chosen, place) : chosen;
  return (
    <div className="mx-auto flex max-w-2xl flex-col gap-3">
      <PageTitle>{t.shell.field}</PageTitle>
      <p className="-mt-3 text-sm text-muted">{own.about}</p>
      {keptAt && (
        <Banner tone="warn">
          {own.keptFrom} <When at={keptAt} zoneOf={orders?.find(({ due }) => due)?.due ?? keptAt} />
        </Banner>
      )}
      {waiting.length > 0 && (
        <Card title={own.queue}>
          <Waiting queue={waiting} withNumber rulesOf={(number) => orders?.find((order) => order.number === number)} />
        </Card>
      )}
      <div className="flex flex-wrap gap-2">
        <Switch
          choices={[
            { name: own.mine(ownOrders.length), isChosen: mine, choose: () => setTab('mine') },
            { name: own.waiting(free.length), isChosen: !mine, choose: () => setTab('free') },
          ]}
        />
        <Switch
          label={own.sort}
          choices={[
            { name: own.byClock, isChosen: !near, choose: () => setNear(false) },
            { name: own.byDistance, isChosen: near, choose: () => setNear(true) },
          ]}
        />
      </div>
      {near && !place && (
        <div className="flex flex-col gap-2 text-sm">
          <p className={position === 'denied' ? 'text-warn' : 'text-muted'}>
            {position === 'denied' ? own.positionDenied : own.positionAbout}
          </p>
          <Button className="min-h-11 w-fit" onPress={locate}>
            {own.positionAsk}
          </Button>
        </div>
      )}
      {!orders && <p className="text-muted">{t.common.loading}</p>}
      {orders && shown.length === 0 && (
        <Empty title={mine ? own.none : own.noneWaiting}>{mine ? own.noneAbout : own.noneWaitingAbout}</Empty>
      )}
      <ul className="flex flex-col gap-3">
        {shown.map((order) => (
          <li key={order.number} data-order={order.number}>
            <OrderCard order={order} from={place} waiting={waiting.filter(({ number }) => number === order.number)} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Two or three of which one is chosen, each large enough for a thumb. */
function Switch({
  label,
  choices,
}: {
  label?: string;
  choices: { name: string; isChosen: boolean; choose: () => void }[];
}) {
  return (
    <div role="group" aria-label={label} className="flex flex-1 rounded-md border border-edge bg-surface p-0.5">
      {choices.map(({ name, isChosen, choose }) => (
        <button
          key={name}
          type="button"
          aria-pressed={isChosen}
          onClick={choose}
          className={`min-h-11 flex-1 cursor-pointer rounded px-3 whitespace-nowrap ${isChosen ? 'bg-tint font-medium text-accent-deep outline-1 outline-accent' : 'hover:bg-raised'}`}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
