import { useState } from 'react';
import { useSendOnce } from '../act/send.js';
import { api, Problem } from '../api/client.js';
import { Button } from '../look/button.js';
import { Refused } from '../look/refused.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { rosterDayText } from './days.js';
import { shiftShort } from './shifts.js';
import { entriesOf, faultsByDuty, pendingId, type usePending, type usePendingFaults } from './use-roster.js';

/** How many duties are to be sent and what is wrong with them; sends them, all or none. */
export function PendingBar({
  waiting,
  tried,
  site,
  timeZone,
  nameOf,
  onSent,
}: {
  waiting: ReturnType<typeof usePending>;
  tried: ReturnType<typeof usePendingFaults>;
  site: string;
  timeZone: string;
  nameOf: (person: string) => string;
  onSent: (count: number) => void;
}) {
  const own = usePageWords('roster');
  const { t, language } = useWords();
  const [refused, setRefused] = useState(new Map<string, string>());
  const { pending } = waiting;
  const send = useSendOnce(
    async (key) => {
      setRefused(new Map());
      try {
        return (
          await api.POST('/v1/rosters', {
            params: { header: { 'Idempotency-Key': key } },
            body: { entries: entriesOf(pending, site, timeZone) },
          })
        ).data!.added;
      } catch (error) {
        // What another entered meanwhile makes ours impossible: it is said at the duty.
        if (error instanceof Problem) setRefused(faultsByDuty(error, pending));
        throw error;
      }
    },
    (added) => {
      waiting.clear();
      onSent(added);
    },
  );
  if (pending.length === 0) return null;
  const faults = new Map([...tried.faults, ...refused]);
  const wrong = pending.filter((duty) => faults.has(pendingId(duty)));
  const problem = send.problem && send.problem.errors.length === 0 ? send.problem : tried.problem;
  return (
    <section
      aria-label={own.pendingCount(pending.length)}
      className="sticky top-0 z-30 flex flex-col gap-2 rounded-lg border border-accent bg-surface p-3 shadow-sm"
    >
      <div className="flex flex-wrap items-center gap-3">
        <p role="status" className="text-sm">
          <b className="font-medium">{own.pendingCount(pending.length)}</b>{' '}
          <span className="text-muted">{tried.isChecking ? own.checking : own.pendingAbout}</span>
        </p>
        <span className="ml-auto flex flex-wrap gap-2">
          <Button
            look="primary"
            small
            isPending={send.isPending}
            isDisabled={wrong.length > 0}
            shortcut={{ code: 'KeyS', alt: true, label: own.submit }}
            onPress={() => send.submit(pending.map(pendingId).join(';'))}
          >
            {send.isPending ? t.common.sending : own.submit}
          </Button>
          <Button small look="quiet" onPress={waiting.clear}>
            {own.discard}
          </Button>
        </span>
      </div>
      <Refused problem={problem} />
      {wrong.length > 0 && (
        <div role="alert" className="text-sm text-late">
          <p>{own.faultCount(wrong.length)}</p>
          <ul className="max-h-40 list-disc overflow-y-auto pl-5">
            {wrong.map((duty) => (
              <li key={pendingId(duty)}>
                {own.duty(
                  nameOf(duty.person),
                  rosterDayText(duty.day, language, 'long'),
                  shiftShort(duty.shift, own.allDay),
                )}
                {t.common.colon}
                {faults.get(pendingId(duty))}{' '}
                <Button small look="quiet" onPress={() => waiting.remove([duty])}>
                  {t.common.remove}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
