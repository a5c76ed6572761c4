import { lazy, Suspense, useState } from 'react';
import { useSearch } from 'wouter';
import { $api, type Json } from '../api/client.js';
import { ClockBar } from '../clock/Bar.js';
import { TimeLeft } from '../clock/left.js';
import { When } from '../clock/when.js';
import { Button } from '../look/button.js';
import { Sheet } from '../look/dialog.js';
import { Badge, Card } from '../look/parts.js';
import { useWords } from '../words/words.js';

const Appeal = lazy(() => import('./Appeal.js'));
const Explanation = lazy(async () => ({ default: (await import('./Explanation.js')).Explanation }));
const Extensions = lazy(async () => ({ default: (await import('./Extensions.js')).Extensions }));

type Clock = Json<'ClockDetailsJson'>;

const isRunning = (clock: Clock) => clock.metAt === null && clock.stoppedAt === null;

/**
 * The deadlines: those that run first, each opening into its explanation; those of the past behind a button. One that the
 * address names is open.
 */
export function Clocks({ of }: { of: Json<'CaseDetailsJson'> }) {
  const { t } = useWords();
  const asked = new URLSearchParams(useSearch()).get('clock');
  const [open, setOpen] = useState(() => of.clocks.find(({ id }) => id === asked));
  const [all, setAll] = useState(false);
  const running = of.clocks.filter(isRunning).sort((one, other) => one.due.localeCompare(other.due));
  const ended = of.clocks.filter((clock) => !isRunning(clock));
  return (
    <Card
      title={t.case.clocks}
      side={
        ended.length > 0 && (
          <Button small look="quiet" aria-expanded={all} onPress={() => setAll(!all)}>
            {all ? t.case.endedClocksHide : t.case.endedClocks(ended.length)}
          </Button>
        )
      }
    >
      {running.length === 0 && !all && <p className="text-sm text-muted">{t.case.noClocks}</p>}
      <ul className="flex flex-col gap-4">
        {[...running, ...(all ? ended : [])].map((clock) => (
          <li key={clock.id}>
            <ClockLine of={of} clock={clock} open={() => setOpen(clock)} />
          </li>
        ))}
      </ul>
      <Sheet side title={open?.name ?? ''} isOpen={open !== undefined} onClose={() => setOpen(undefined)}>
        {open && (
          <Suspense>
            <Explanation number={of.number} clock={open.id} />
            <Extensions of={of.clocks.find(({ id }) => id === open.id)?.extensions ?? []} />
            {open.breachedAt && <Appeal of={of} clock={open.id} />}
          </Suspense>
        )}
      </Sheet>
    </Card>
  );
}

function ClockLine({ of, clock, open }: { of: Json<'CaseDetailsJson'>; clock: Clock; open: () => void }) {
  const { t } = useWords();
  const { number } = of;
  const explanation = $api.useQuery(
    'get',
    '/v1/cases/{number}/clocks/{clock}/explanation',
    { params: { path: { number, clock: clock.id } } },
    { enabled: isRunning(clock), staleTime: Infinity },
  );
  return (
    <button
      type="button"
      onClick={open}
      className="flex w-full cursor-pointer flex-col gap-1 rounded-md p-1 text-left hover:bg-raised"
    >
      <span className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-medium">
          {clock.name}{' '}
          <span className="text-xs font-normal text-muted">
            <span className="whitespace-nowrap">{clock.clause}</span>
            {clock.house ? ` · ${t.case.house}` : ''}
            {of.round > 1 ? ` · ${t.case.round(clock.round)}` : ''}
          </span>
        </span>
        <ClockState clock={clock} />
      </span>
      <ClockBar clock={clock} steps={explanation.data?.steps ?? []} />
      <span className="flex flex-wrap justify-between gap-x-3 text-xs text-muted">
        <span>{clock.whoName}</span>
        <span>
          {t.common.due} <When at={clock.due} />
          {clock.originalDue !== clock.due && (
            <>
              {' '}
              · {t.case.originally} <When at={clock.originalDue} />
            </>
          )}
          {clock.provisional && ` · ${t.case.provisional}`}
        </span>
      </span>
    </button>
  );
}

function ClockState({ clock }: { clock: Clock }) {
  const { t } = useWords();
  if (clock.metAt)
    return <Badge tone={clock.breachedAt ? 'late' : 'ok'}>{clock.breachedAt ? t.case.metLate : t.case.met}</Badge>;
  if (clock.stoppedAt) return <Badge>{t.case.stopped}</Badge>;
  if (clock.pausedAt) return <Badge tone="warn">{t.case.paused}</Badge>;
  return <TimeLeft due={clock.due} warnAt={clock.warnAt} />;
}
