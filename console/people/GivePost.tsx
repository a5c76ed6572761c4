import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useSendOnce } from '../act/send.js';
import { WhenControl } from '../act/WhenControl.js';
import { api } from '../api/client.js';
import { useOwnZone } from '../clock/local-when.js';
import { Button } from '../look/button.js';
import { SelectInput } from '../look/choices.js';
import { Refused } from '../look/refused.js';
import { useOpenSites } from '../set-up/SiteStep.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import type { WholePerson } from './directory.js';

interface NewPost {
  role: string;
  site: string | null;
  department: string | null;
}

const everywhere = 'all-sites';

/** Gives somebody a post at a site, or at all of their organisation; for a time or for good. */
export function GivePost({
  person,
  onDone,
  onClose,
}: {
  person: WholePerson;
  onDone: (post: NewPost) => void;
  onClose: () => void;
}) {
  const own = usePageWords('people');
  const { t, language } = useWords();
  const timeZone = useOwnZone();
  const sites = useOpenSites().filter(({ organisation }) => organisation === person.organisation);
  const [value, setValue] = useState({ site: everywhere, role: '', department: '', from: '', until: '' });
  const { site, role, department, from, until } = value;
  const chosen = site === everywhere ? sites : sites.filter(({ id }) => id === site);
  const named = (of: 'roles' | 'departments') =>
    [...new Map(chosen.flatMap((one) => one[of]).map((one) => [one.id, one])).values()].map(({ id, name }) => ({
      id,
      name: name[language],
    }));
  const post = { role, site: site === everywhere ? null : site, department: department || null };
  const send = useSendOnce(
    (key) =>
      api.POST('/v1/people/{id}/posts', {
        params: { path: { id: person.id }, header: { 'Idempotency-Key': key } },
        body: {
          role,
          ...(post.site === null ? {} : { site: post.site }),
          ...(department && { department }),
          ...(from && { from }),
          ...(until && { until }),
        },
      }),
    () => onDone(post),
  );
  const faultOf = (field: string) => send.problem?.errors.find((error) => error.field === field)?.detail;
  const set = (change: Partial<typeof value>) => setValue((before) => ({ ...before, ...change }));
  return (
    <Form
      validationBehavior="aria"
      id="give-post"
      className="flex flex-col gap-3 rounded-md border border-line p-3"
      onSubmit={(event) => {
        event.preventDefault();
        send.submit(JSON.stringify(value));
      }}
    >
      <Refused problem={send.problem} besideFields />
      <SelectInput
        label={own.site}
        choices={sites.map(({ id, name }) => ({ id, name: name[language] }))}
        empty={own.allSites}
        value={site === everywhere ? '' : site}
        onChange={(next) => set({ site: next || everywhere })}
        error={faultOf('site')}
      />
      <SelectInput
        label={own.role}
        choices={[...named('roles'), { id: 'administrator', name: own.roles.administrator }]}
        value={role}
        onChange={(next) => set({ role: next })}
        error={faultOf('role')}
      />
      <SelectInput
        label={own.department}
        help={own.departmentHelp}
        isOptional
        choices={named('departments')}
        empty={own.noDepartment}
        value={department}
        onChange={(next) => set({ department: next })}
        error={faultOf('department')}
      />
      <WhenControl
        label={own.from}
        help={own.fromHelp}
        isOptional
        timeZone={timeZone}
        value={from}
        onChange={(next = '') => set({ from: next })}
        error={faultOf('from')}
      />
      <WhenControl
        label={own.until}
        help={own.untilHelp}
        isOptional
        timeZone={timeZone}
        value={until}
        onChange={(next = '') => set({ until: next })}
        error={faultOf('until')}
      />
      <div className="flex gap-2">
        <Button
          type="submit"
          form="give-post"
          look="primary"
          isPending={send.isPending}
          shortcut={{ code: 'KeyS', alt: true, label: own.givePost }}
        >
          {send.isPending ? t.common.sending : own.givePost}
        </Button>
        <Button look="quiet" onPress={onClose}>
          {t.common.cancel}
        </Button>
      </div>
    </Form>
  );
}
