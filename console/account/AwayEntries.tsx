import { useState } from 'react';
import { useSendOnce } from '../act/send.js';
import { api } from '../api/client.js';
import { LocalWhen } from '../clock/local-when.js';
import { Button } from '../look/button.js';
import { Confirm } from '../look/confirm.js';
import { Badge } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

/** An absence of somebody, or a stand-in: theirs, or they of another. */
export interface AwayEntry {
  sort: 'absences' | 'delegations';
  id: string;
  /** Who stands in for whom; empty for an absence. */
  text: string;
  about: string | null;
  from: string;
  until: string;
  /** Somebody else's: they withdraw it. */
  isTheirs: boolean;
}

/** Absences and stand-ins of a person (id), each withdrawn here once that was confirmed. */
export function AwayEntries({
  person,
  entries,
  onWithdrawn,
}: {
  person: string;
  entries: readonly AwayEntry[];
  onWithdrawn: () => void;
}) {
  const own = usePageWords('account');
  const { t } = useWords();
  const [going, setGoing] = useState<AwayEntry>();
  const withdraw = useSendOnce(
    (key) => {
      const params = { path: { id: person, entry: going!.id }, header: { 'Idempotency-Key': key } };
      return going!.sort === 'absences'
        ? api.POST('/v1/people/{id}/absences/{entry}/withdraw', { params })
        : api.POST('/v1/people/{id}/delegations/{entry}/withdraw', { params });
    },
    () => {
      setGoing(undefined);
      onWithdrawn();
    },
  );
  return (
    <>
      <ul className="divide-y divide-line text-sm">
        {entries.map((entry) => (
          <li key={`${entry.sort} ${entry.id}`} className="flex items-center justify-between gap-2 py-2">
            <span className="min-w-0">
              <Badge tone={entry.sort === 'absences' ? 'warn' : 'accent'}>
                {entry.sort === 'absences' ? own.absence : own.standIn}
              </Badge>{' '}
              <span className="font-medium">{entry.text}</span>
              <span className="block text-muted">
                <LocalWhen at={entry.from} /> – <LocalWhen at={entry.until} />
              </span>
              {entry.about && <span className="block text-xs text-muted">{entry.about}</span>}
            </span>
            {!entry.isTheirs && (
              <Button
                small
                className="shrink-0 whitespace-nowrap"
                aria-label={`${own.back} ${entry.text || own.absence}`}
                onPress={() => setGoing(entry)}
              >
                {own.back}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Confirm
        title={own.back}
        isOpen={going !== undefined}
        onClose={() => setGoing(undefined)}
        onConfirm={() => withdraw.submit(`${going!.sort} ${going!.id}`)}
        isPending={withdraw.isPending}
        problem={withdraw.problem}
      >
        {going && (
          <>
            {going.text || own.absence}
            {t.common.colon}
            <LocalWhen at={going.from} /> – <LocalWhen at={going.until} />
          </>
        )}
      </Confirm>
    </>
  );
}
