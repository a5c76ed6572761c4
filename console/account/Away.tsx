import { lazy, Suspense, useState } from 'react';
import { $api } from '../api/client.js';
import { Button } from '../look/button.js';
import { Sheet } from '../look/dialog.js';
import { Card } from '../look/parts.js';
import { useMe } from '../api/me.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { AwayEntries, type AwayEntry } from './AwayEntries.js';
import { useColleagueNames } from './colleagues.js';
import { OnRecord, useOnRecord } from './OnRecord.js';

// Calendars are heavy: they come when somebody enters something.
const AbsenceForm = lazy(async () => ({ default: (await import('./away-forms.js')).AbsenceForm }));
const StandInForm = lazy(async () => ({ default: (await import('./away-forms.js')).StandInForm }));

/** When one is away, who stands in, and for whom one does. */
export function Away() {
  const own = usePageWords('account');
  const { t } = useWords();
  const { id } = useMe();
  const nameOf = useColleagueNames();
  const record = useOnRecord();
  const [form, setForm] = useState<'absence' | 'stand-in'>();
  const person = $api.useQuery('get', '/v1/people/{id}', { params: { path: { id } } });
  const entries: AwayEntry[] = [
    ...(person.data?.absences ?? []).map(({ reason, ...one }): AwayEntry => ({
      ...one,
      sort: 'absences',
      text: '',
      about: reason,
      isTheirs: false,
    })),
    ...(person.data?.delegations ?? []).map(({ reason, ...one }): AwayEntry => ({
      ...one,
      sort: 'delegations',
      about: reason,
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
      <AwayEntries person={id} entries={entries} onWithdrawn={record.mark} />
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
