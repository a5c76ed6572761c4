import { useState } from 'react';
import { useSendOnce } from '../act/send.js';
import { api, type Json } from '../api/client.js';
import { Button } from '../look/button.js';
import { CheckInput, SelectInput } from '../look/choices.js';
import { Refused } from '../look/refused.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import type { AreaTeam } from './use-teams.js';

/** Enters somebody in a team, as its lead or not; only those who hold its role. */
export function MemberForm({
  team,
  people,
  onDone,
}: {
  team: AreaTeam;
  people: Json<'PeopleJson'>['people'];
  onDone: (name: string) => void;
}) {
  const own = usePageWords('areas');
  const { t } = useWords();
  const [person, setPerson] = useState('');
  const [lead, setLead] = useState(team.members.length === 0);
  const send = useSendOnce(
    (key) =>
      api.POST('/v1/teams/{id}/members', {
        params: { path: { id: team.id }, header: { 'Idempotency-Key': key } },
        body: { person, lead },
      }),
    () => onDone(people.find(({ id }) => id === person)?.name ?? person),
  );
  if (people.length === 0) return <p className="text-sm">{own.nobodyFits}</p>;
  return (
    <form
      id="team-member"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        send.submit(`${team.id} ${person} ${lead}`);
      }}
    >
      <SelectInput
        label={own.person}
        choices={people.map(({ id, name, roles }) => ({ id, name, about: roles.join(' · ') }))}
        value={person}
        onChange={setPerson}
        error={send.problem?.errors[0]?.detail}
      />
      <CheckInput
        label={own.lead}
        isOptional
        choices={[{ id: 'lead', name: own.isLead }]}
        value={lead ? ['lead'] : []}
        onChange={(next) => setLead(next.length > 0)}
      />
      <Refused problem={send.problem} besideFields />
      <Button
        type="submit"
        form="team-member"
        look="primary"
        className="self-start"
        isPending={send.isPending}
        isDisabled={person === ''}
        shortcut={{ code: 'KeyS', alt: true, label: own.addMember }}
      >
        {send.isPending ? t.common.sending : own.addMember}
      </Button>
    </form>
  );
}
