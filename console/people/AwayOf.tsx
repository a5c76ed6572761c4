import { useState } from 'react';
import { AwayEntries, type AwayEntry } from '../account/AwayEntries.js';
import { AbsenceForm, StandInForm } from '../account/away-forms.js';
import { $api } from '../api/client.js';
import { Button } from '../look/button.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { useStaff, type Names, type WholePerson } from './directory.js';

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
  const entries: AwayEntry[] = [
    ...person.absences.map(({ reason, ...one }): AwayEntry => ({
      ...one,
      sort: 'absences',
      text: '',
      about: aboutOf('absence', one.id, [reason]),
      isTheirs: false,
    })),
    ...person.delegations.map(({ reason, post, ...one }): AwayEntry => ({
      ...one,
      sort: 'delegations',
      text: one.person === person.id ? own.by(names.person(one.to)) : own.for(names.person(one.person)),
      about: aboutOf('delegation', one.id, [one.person === person.id ? postName(post) : null, reason]),
      isTheirs: one.person !== person.id,
    })),
  ].sort((one, other) => Date.parse(one.from) - Date.parse(other.from));
  const entered = () => {
    setForm(undefined);
    onDone();
  };
  return (
    <>
      {entries.length === 0 && <p className="text-sm text-muted">{own.awayNone}</p>}
      <AwayEntries person={person.id} entries={entries} onWithdrawn={onDone} />
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
