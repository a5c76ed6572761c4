import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import { addresses } from '../addresses.js';
import { $api, Problem, type Json } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { TimeLeft } from '../clock/left.js';
import { useCursor } from '../look/cursor.js';
import { useShortcut } from '../look/keys.js';
import { Banner, Empty, PageTitle } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { RevisitCall } from './Call.js';
import { Queue, type Revisit } from './Queue.js';

const none: readonly Revisit[] = [];

/** The calls back that are due today: on the left which, on the right the one that is made now. */
export function RevisitsPage() {
  const own = usePageWords('revisits');
  const { t } = useWords();
  const { data, isPending, error } = $api.useQuery('get', '/v1/revisits', {});
  const revisits = data?.revisits ?? none;
  const ids = useMemo(() => revisits.map(({ number }) => number), [revisits]);
  const cursor = useCursor(ids);
  const [last, setLast] = useState<Json<'CaseJson'>>();
  const call = revisits.find(({ number }) => number === cursor.id);
  useShortcut({ code: 'KeyJ', label: own.enterList }, cursor.focus);

  const onDone = (after: Json<'CaseJson'>) => {
    setLast(after);
    const at = ids.indexOf(after.number);
    const next = ids[at + 1] ?? ids.find((id) => id !== after.number);
    if (next !== undefined) cursor.point(next);
    // Out of the field that is gone now, so that the next outcome is one digit.
    (document.activeElement as HTMLElement | null)?.blur();
  };
  return (
    <>
      <PageTitle>
        {t.shell.revisits}{' '}
        {revisits.length > 0 && <span className="text-base font-normal text-muted">{own.count(revisits.length)}</span>}
      </PageTitle>
      <div aria-live="polite" className="mb-3 empty:hidden">
        {last && <Answer of={last} />}
      </div>
      {error instanceof Problem && <Banner tone="late">{problemText(error, t)}</Banner>}
      {isPending && <p className="text-muted">{t.common.loading}</p>}
      {data && revisits.length === 0 && <Empty title={own.empty}>{own.emptyAbout}</Empty>}
      {call && (
        <div className="grid items-start gap-4 lg:grid-cols-[19rem_minmax(0,1fr)]">
          <Queue revisits={revisits} cursor={cursor} />
          <RevisitCall key={call.number} call={call} onDone={onDone} />
        </div>
      )}
      {call && <p className="mt-3 text-xs text-muted max-md:hidden">{own.keys}</p>}
    </>
  );
}

/** What the ledger answered to the call before: filed on, tried again, or a new round with its deadlines. */
function Answer({ of }: { of: Json<'CaseJson'> }) {
  const own = usePageWords('revisits');
  const outcome = of.facts['revisitOutcome'];
  const isAgain = outcome === 'not-satisfied';
  const running = of.clocks.filter(({ metAt, stoppedAt }) => metAt === null && stoppedAt === null);
  return (
    <Banner tone={isAgain ? 'warn' : 'ok'}>
      <span className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <Link href={addresses.case(of.number)} className="font-medium tabular-nums underline">
          {of.number}
        </Link>
        <span>{isAgain ? own.newRound(of.round) : own.recorded(of.statusName)}</span>
        {running.slice(0, 3).map((clock) => (
          <span key={clock.id}>
            {clock.name} {clock.clause} <TimeLeft due={clock.due} warnAt={clock.warnAt} />
          </span>
        ))}
      </span>
    </Banner>
  );
}
