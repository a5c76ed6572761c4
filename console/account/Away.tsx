import { lazy, Suspense, useState } from 'react';
import { useSendOnce } from '../act/send.js';
import { $api, api } from '../api/client.js';
import { LocalWhen } from '../clock/local-when.js';
import { Button } from '../look/button.js';
import { Confirm } from '../look/confirm.js';
import { Sheet } from '../look/dialog.js';
import { Badge, Card } from '../look/parts.js';
import { useMe } from '../api/me.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { useColleagueNames } from './colleagues.js';
import { OnRecord, useOnRecord } from './OnRecord.js';

// Calendars are heavy: they come when somebody enters something.
const AbsenceForm = lazy(async () => ({ default: (await import('./away-forms.js')).AbsenceForm }));
const StandInForm = lazy(async () => ({ default: (await import('./away-forms.js')).StandInForm }));

interface Entry {
  sort: 'absences' | 'delegations';
  id: string;
  text: string;
  reason: string | null;
  from: string;
  until: string;
  /** Somebody else's: they withdraw it. */
  isTheirs: boolean;
}

/** When one is away, who stands in, and for whom one does. */
export function Away() {
  const own = usePageWords('account');
  const { t } = useWords();
  const { id } = useMe();
  const nameOf = useColleagueNames();
  const record = useOnRecord();
  const [form, setForm] = useState<'absence' | 'stand-in'>();
  const person = $api.useQuery('get', '/v1/people/{id}', { params: { path: { id } } });
  const entries: Entry[] = [
    ...(person.data?.absences ?? []).map((one): Entry => ({ ...one, sort: 'absences', text: '', isTheirs: false })),
    ...(person.data?.delegations ?? []).map((one): Entry => ({
      ...one,
      sort: 'delegations',
      text: one.person === id ? own.by(nameOf(one.to)) : own.iFor(nameOf(one.person)),
      isTheirs: one.person !== id,
    })),
  ].sort((one, other) => one.from.localeCompare(other.from));
  const done = () => {
    setForm(undefined);
    record.mark();
  };
  return (
    <Card
      title={own.away}
      side={
        <span className="flex flex-wrap items-center gap-2">
          <OnRecord at={record.at} />
          <Button small shortcut={{ code: 'KeyL', label: own.addAbsence }} onPress={() => setForm('absence')}>
            {own.addAbsence}
          </Button>
          <Button small shortcut={{ code: 'KeyV', label: own.addStandIn }} onPress={() => setForm('stand-in')}>
            {own.addStandIn}
          </Button>
        </span>
      }
    >
      <p className="mb-2 text-sm text-muted">{own.awayAbout}</p>
      {person.isSuccess && entries.length === 0 && <p className="text-sm">{own.awayNone}</p>}
      <AwayEntries entries={entries} onWithdrawn={record.mark} />
      <Sheet
        side
        title={form === 'stand-in' ? own.addStandIn : own.addAbsence}
        isOpen={form !== undefined}
        onClose={() => setForm(undefined)}
      >
        <Suspense fallback={<p className="text-muted">{t.common.loading}</p>}>
          {form === 'absence' && <AbsenceForm onDone={done} />}
          {form === 'stand-in' && <StandInForm posts={person.data?.posts ?? []} onDone={done} />}
        </Suspense>
      </Sheet>
    </Card>
  );
}

function AwayEntries({ entries, onWithdrawn }: { entries: Entry[]; onWithdrawn: () => void }) {
  const own = usePageWords('account');
  const { id } = useMe();
  const [going, setGoing] = useState<Entry>();
  const withdraw = useSendOnce(
    (key) => {
      const params = { path: { id, entry: going!.id }, header: { 'Idempotency-Key': key } };
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
                {entry.reason && ` · ${entry.reason}`}
              </span>
            </span>
            {!entry.isTheirs && (
              <Button
                small
                className="shrink-0 whitespace-nowrap"
                onPress={() => setGoing(entry)}
                aria-label={`${own.back} ${entry.text || own.absence}`}
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
            {going.text || own.absence}: <LocalWhen at={going.from} /> – <LocalWhen at={going.until} />
          </>
        )}
      </Confirm>
    </>
  );
}
