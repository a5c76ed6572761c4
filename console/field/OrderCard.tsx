import { Link } from 'wouter';
import { addresses } from '../addresses.js';
import { $api } from '../api/client.js';
import { useMe } from '../api/me.js';
import { useKind } from '../api/rulebook.js';
import { TimeLeft } from '../clock/left.js';
import { buttonClass } from '../look/button.js';
import { Badge } from '../look/parts.js';
import type { QueuedAct } from '../offline/queue.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { metresBetween, type Place } from './distance.js';
import { nextStep, nextSteps } from './next-steps.js';
import type { Order } from './use-orders.js';

/** One order: what, where, how long still, whom to call, what to do next. */
export function OrderCard({
  order,
  from,
  waiting,
}: {
  order: Order;
  /** Where the phone is, where that is known. */
  from: Place | undefined;
  /** What of it has not been sent. */
  waiting: readonly QueuedAct[];
}) {
  const own = usePageWords('field');
  const { t, language } = useWords();
  const { kind, rules } = useKind(order);
  const { number, point, phone } = order;
  const type = rules?.lists['repairTypes']?.find(({ id }) => id === order.type)?.name[language];
  const roles = useMe().posts.map(({ role }) => role);
  // What the desk says can be done, where the case was read as it stands; never asked for by a card.
  const read = $api.useQuery('get', '/v1/cases/{number}', { params: { path: { number } } }, { enabled: false }).data;
  const act =
    kind && (read?.seq === order.seq ? nextSteps(read, kind, waiting, roles).first : nextStep(order, kind, roles));
  const refused = waiting.some(({ state }) => state === 'refused');
  return (
    <article className="flex flex-col gap-2 rounded-lg border border-line bg-surface p-3">
      <Link href={addresses.order(number)} className="flex min-h-11 flex-col gap-1">
        <span className="flex flex-wrap items-baseline justify-between gap-x-3">
          <span className="text-lg leading-snug font-semibold underline decoration-line">
            {order.subject ?? order.kindName}
          </span>
          {order.due && (
            <span className="text-lg">
              <TimeLeft due={order.due} warnAt={order.warnAt} />
            </span>
          )}
        </span>
        <span>{order.place ?? own.noPlace}</span>
        <span className="flex flex-wrap items-center gap-1.5 text-sm text-muted">
          <Badge>{type ?? order.kindName}</Badge>
          {order.tierName && <Badge tone="accent">{order.tierName}</Badge>}
          {order.urgent && <Badge tone="late">{own.urgent}</Badge>}
          {order.yours && !order.accepted && <Badge tone="warn">{own.notAccepted}</Badge>}
          {waiting.length > 0 && (
            <Badge tone={refused ? 'late' : 'warn'}>
              {refused ? own.states.refused : `${own.states.kept} ${waiting.length}`}
            </Badge>
          )}
          {from && <span>{point ? own.metres(metresBetween(from, point)) : own.noDistance}</span>}
          <span className="tabular-nums">{number}</span>
        </span>
        <span className="text-sm text-muted">
          {order.due ? `${order.waitsFor} ${order.clause}` : own.waitsForOthers}
          {kind && !act && !order.yours && <span className="block">{own.notSentOut}</span>}
        </span>
      </Link>
      <div className="flex flex-wrap gap-2">
        {act && waiting.length === 0 && (
          <Link
            href={`${addresses.order(number)}?act=${act.act}`}
            className={`${buttonClass('primary')} min-h-11 flex-1 text-center`}
          >
            {act.name[language]}
          </Link>
        )}
        {phone && (
          <a href={`tel:${phone}`} aria-label={`${t.common.phone} ${phone}`} className={`${buttonClass()} min-h-11`}>
            {phone}
          </a>
        )}
      </div>
    </article>
  );
}
