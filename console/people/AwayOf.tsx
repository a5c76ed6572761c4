import { useState } from 'react';
import { useSendOnce } from '../act/send.js';
import { AbsenceForm, StandInForm } from '../account/away-forms.js';
import { $api, api } from '../api/client.js';
import { LocalWhen } from '../clock/local-when.js';
import { Button } from '../look/button.js';
import { Confirm } from '../look/confirm.js';
import { Badge } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { useStaff, type Names, type WholePerson } from './directory.js';

interface Entry {
  sort: 'absences' | 'delegations';
  id: string;
  text: string;
  about: string | null;
  from: string;
  until: string;
  isTheirs: boolean;
}

/** When somebody is away, who stands in and for whom they do, by whom it was entered; entered and withdrawn here. */
export function AwayOf({
  person,
  names,
  organisation,
  onDone,
}: {
  person: WholePerson;
  names: Names;
  organisation: string;
  onDone: () => void;
}) {
  const own = usePageWords('people');
  const { t } = useWords();
  const [form, setForm] = useState<'absence' | 'stand-in'>();
  const [going, setGoing] = useState<Entry>();
  const staff = useStaff(organisation);
  const enteredBy = useEnteredBy(person.id);
  const postName = (id: string | null) => {
    const post = person.posts.find((one) => one.id === id);
    return id === null ? own.allPosts : post ? own.ofPost(names.post(post)) : null;
  };
  const aboutOf = (sort: 'absence' | 'delegation', id: string, rest: (string | null)[]) => {
    const by = enteredBy(sort, id);
    return [...rest, by && own.enteredBy(by)].filter(Boolean).join(' · ');
  };
  const entries: Entry[] = [
    ...person.absences.map(({ reason, ...one }): Entry => ({
      ...one,
      sort: 'absences',
      text: '',
      about: aboutOf('absence', one.id, [reason]),
      isTheirs: false,
    })),
    ...person.delegations.map(({ reason, post, ...one }): Entry => ({
      ...one,
      sort: 'delegations',
      text: one.person === person.id ? own.by(names.person(one.to)) : own.for(names.person(one.person)),
      about: aboutOf('delegation', one.id, [one.person === person.id ? postName(post) : null, reason]),
      isTheirs: one.person !== person.id,
    })),
  ].sort((one, other) => Date.parse(one.from) - Date.parse(other.from));
  const withdraw = useSendOnce(
    (key) => {
      const params = { path: { id: person.id, entry: going!.id }, header: { 'Idempotency-Key': key } };
      return going!.sort === 'absences'
        ? api.POST('/v1/people/{id}/absences/{entry}/withdraw', { params })
        : api.POST('/v1/people/{id}/delegations/{entry}/withdraw', { params });
    },
    () => {
      setGoing(undefined);
      onDone();
    },
  );
  const entered = () => {
    setForm(undefined);
    onDone();
  };
  return (
    <>
      {entries.length === 0 && <p className="text-sm text-muted">{own.awayNone}</p>}
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
                aria-label={`${own.withdraw} ${entry.text || own.absence}`}
                onPress={() => setGoing(entry)}
              >
                {own.withdraw}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {person.endedAt === null && form === undefined && (
        <div className="flex flex-wrap gap-2">
          <Button small onPress={() => setForm('stand-in')}>
            {own.addStandIn}
          </Button>
          <Button small onPress={() => setForm('absence')}>
            {own.addAbsence}
          </Button>
        </div>
      )}
      {form !== undefined && (
        <div className="flex flex-col items-start gap-3 rounded-md border border-line p-3">
          <h4 className="font-medium">{form === 'absence' ? own.addAbsence : own.addStandIn}</h4>
          {form === 'absence' ? (
            <AbsenceForm person={person.id} onDone={entered} />
          ) : (
            <StandInForm
              posts={person.posts}
              of={{
                person: person.id,
                people: (staff.data?.people ?? []).map(({ id, name, posts }) => ({
                  id,
                  name,
                  roles: [...new Set(posts.map(({ roleName }) => roleName))],
                })),
                nameOfPost: names.post,
              }}
              onDone={entered}
            />
          )}
          <Button look="quiet" small onPress={() => setForm(undefined)}>
            {t.common.cancel}
          </Button>
        </div>
      )}
      <Confirm
        title={own.withdraw}
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

/** Who entered an absence or a stand-in, by the history; undefined where that is further back. */
function useEnteredBy(person: string): (what: string, id: string) => string | undefined {
  const { data } = $api.useQuery('get', '/v1/people/{id}/history', {
    params: { path: { id: person }, query: { limit: 200 } },
  });
  return (what, id) => {
    const entry = data?.changes.find((one) => one.what === what && one.subject === id && one.change === 'created');
    return entry && (entry.name ?? entry.by);
  };
}
