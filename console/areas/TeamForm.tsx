import { useState } from 'react';
import { useSendOnce } from '../act/send.js';
import { api, type Json } from '../api/client.js';
import { Button } from '../look/button.js';
import { CheckInput, SelectInput } from '../look/choices.js';
import { TextInput } from '../look/fields.js';
import { Refused } from '../look/refused.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

/** Enters a team for work that is sent to teams at the site. */
export function TeamForm({
  site,
  works,
  onDone,
}: {
  site: string;
  works: readonly Json<'TeamWorkJson'>[];
  onDone: (name: string) => void;
}) {
  const own = usePageWords('areas');
  const { t } = useWords();
  const [name, setName] = useState('');
  const [role, setRole] = useState(works.length === 1 ? works[0]!.role : '');
  const [department, setDepartment] = useState('');
  const [lastResort, setLastResort] = useState(false);
  const departments = works.find((work) => work.role === role)?.departments ?? [];
  const body = { site, name: name.trim(), role, lastResort, ...(departments.length > 0 && { department }) };
  const send = useSendOnce(
    (key) => api.POST('/v1/teams', { params: { header: { 'Idempotency-Key': key } }, body }),
    () => onDone(body.name),
  );
  const faultOf = (field: string) => send.problem?.errors.find((error) => error.field === field)?.detail;
  return (
    <form
      id="team"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        send.submit(JSON.stringify(body));
      }}
    >
      <Refused problem={send.problem} besideFields />
      <TextInput label={own.teamName} maxLength={100} value={name} onChange={setName} error={faultOf('name')} />
      <SelectInput
        label={own.work}
        choices={works.map((work) => ({ id: work.role, name: work.roleName }))}
        value={role}
        onChange={(next) => {
          setRole(next);
          setDepartment('');
        }}
        error={faultOf('role')}
      />
      {departments.length > 0 && (
        <SelectInput
          label={own.department}
          choices={departments}
          value={department}
          onChange={setDepartment}
          error={faultOf('department')}
        />
      )}
      <CheckInput
        label={own.lastResortBadge}
        isOptional
        choices={[{ id: 'last', name: own.isLastResort }]}
        value={lastResort ? ['last'] : []}
        onChange={(next) => setLastResort(next.length > 0)}
      />
      <Button
        type="submit"
        form="team"
        look="primary"
        className="self-start"
        isPending={send.isPending}
        shortcut={{ code: 'KeyS', alt: true, label: own.addTeam }}
      >
        {send.isPending ? t.common.sending : own.addTeam}
      </Button>
    </form>
  );
}
