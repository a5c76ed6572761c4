import { Link } from 'wouter';
import { addresses } from '../addresses.js';
import { $api, type Json } from '../api/client.js';
import { When } from '../clock/when.js';
import { Button } from '../look/button.js';
import { Badge, type Tone } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { useRuleNames } from './rule-names.js';

type Order = Json<'VersionMigrationJson'>;
interface Shown {
  cases: number;
  refused: number;
  moved: number;
  earlier: number;
  later: number;
  stopped: number;
  started: number;
  examples: {
    number: string;
    clocks: { clock: string; clause: string; what: string; before: string | null; due: string }[];
  }[];
}

const tones: Record<string, Tone> = { shown: 'warn', 'under-way': 'accent', done: 'ok' };
const shownExamples = 10;

/** An order as it stands: while the engine carries it out it alone is asked for again. */
function useNewest(listed: Order): Order {
  const { data } = $api.useQuery(
    'get',
    '/v1/rulebook-orders/{id}',
    { params: { path: { id: listed.id } } },
    {
      enabled: listed.state === 'under-way',
      refetchInterval: ({ state }) => (state.data?.state === 'done' ? false : 2_000),
    },
  );
  return data ?? listed;
}

/** An order: whom it is for, what it would do to each deadline, how far it is, and who stays and why. */
export function MigrationItem({ listed, onCarryOut }: { listed: Order; onCarryOut: () => void }) {
  const order = useNewest(listed);
  const own = usePageWords('rulebooks');
  const { t } = useWords();
  const names = useRuleNames(order.name, order.version);
  const shown = order.shown as unknown as Shown;
  const { kind, department } = order.filter as { kind?: string; department?: string };
  const isHoliday = /^holidays \w+ (\d{4})$/.exec(order.reason);
  const whom = [kind && names.kind(kind), department && names.department(department)].filter(Boolean).join(' · ');
  const done = order.moved + order.refused;
  return (
    <li className="rounded-md border border-line p-3 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="flex flex-wrap items-center gap-2">
          <Badge tone={tones[order.state]!}>{own.orderStates[order.state as 'shown']}</Badge>
          <span className="font-medium">{isHoliday ? own.holidayOrder(isHoliday[1]!) : order.reason}</span>
        </span>
        {order.state === 'shown' && (
          <Button small look="primary" onPress={onCarryOut}>
            {own.carryOut}
          </Button>
        )}
      </div>
      <p className="text-xs text-muted">
        {order.madeByName} · <When at={order.madeAt} />
        {whom && ` · ${whom}`}
      </p>
      {order.state !== 'shown' && (
        <div className="mt-2">
          <p role="status">{own.progress(done, Math.max(done, shown.cases), order.refused)}</p>
          <progress
            aria-label={own.progressLabel}
            className="w-full accent-accent"
            value={order.state === 'done' ? 1 : done}
            max={order.state === 'done' ? 1 : Math.max(1, shown.cases)}
          />
        </div>
      )}
      <p className="mt-2">
        {shown.cases === 0 ? own.noCases : own.wouldMove(shown)}
        {shown.refused > 0 && ` ${own.wouldStay(shown.refused)}`}
      </p>
      {order.refusals.length > 0 && (
        <>
          <h4 className="mt-2 font-medium text-late">{own.stayed}</h4>
          <ul className="list-disc pl-5">
            {order.refusals.map(({ number, text }) => (
              <li key={number}>
                <Link href={addresses.case(number)} className="text-accent underline">
                  {number}
                </Link>
                {t.common.colon}
                {text}
              </li>
            ))}
          </ul>
        </>
      )}
      {shown.examples.length > 0 && (
        <details className="mt-2" open={order.state === 'shown'}>
          <summary className="cursor-pointer text-muted">
            {own.examples(Math.min(shownExamples, shown.examples.length))}
          </summary>
          <ul className="divide-y divide-line">
            {shown.examples.slice(0, shownExamples).map(({ number, clocks }) => (
              <li key={number} className="py-1.5">
                <Link href={addresses.case(number)} className="text-accent underline">
                  {number}
                </Link>
                {clocks.map((clock) => (
                  <span key={clock.clock} className="block">
                    {names.clock(clock.clock)} <span className="text-xs text-muted">{clock.clause}</span>{' '}
                    {clock.what === 'moved' && clock.before ? (
                      <>
                        <When at={clock.before} /> → <When at={clock.due} />
                      </>
                    ) : (
                      <>
                        <Badge>{own.clockStates[clock.what as 'started'] ?? clock.what}</Badge> <When at={clock.due} />
                      </>
                    )}
                  </span>
                ))}
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}
