import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useSendOnce } from '../act/send.js';
import { api } from '../api/client.js';
import { useMe } from '../api/me.js';
import { Button } from '../look/button.js';
import { RadioInput } from '../look/choices.js';
import { TextInput } from '../look/fields.js';
import { Refused } from '../look/refused.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import type { WholePerson } from './directory.js';

const nothing = { id: '', name: '', phone: '', email: '', language: 'zh-CN' };

/** Takes somebody on; `onDone` with what is on record of them. */
export function AddPerson({ organisation, onDone }: { organisation: string; onDone: (person: WholePerson) => void }) {
  const own = usePageWords('people');
  const { t } = useWords();
  const me = useMe();
  const [value, setValue] = useState(nothing);
  const { id, name, phone, email, language } = value;
  const send = useSendOnce(
    async (key) =>
      (
        await api.POST('/v1/people', {
          params: { header: { 'Idempotency-Key': key } },
          body: {
            id: id.trim(),
            name: name.trim(),
            language: language as 'en',
            ...(phone.trim() && { phone: phone.trim() }),
            ...(email.trim() && { email: email.trim() }),
            ...(organisation !== '' && organisation !== me.organisation && { organisation }),
          },
        })
      ).data!,
    onDone,
  );
  const faultOf = (field: string) => send.problem?.errors.find((error) => error.field === field)?.detail;
  const field = (of: keyof typeof nothing) => ({
    value: value[of],
    onChange: (next: string) => setValue((before) => ({ ...before, [of]: next })),
    error: faultOf(of),
  });
  return (
    <Form
      validationBehavior="aria"
      id="add-person"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        send.submit(JSON.stringify(value));
      }}
    >
      <Refused problem={send.problem} besideFields />
      <p className="text-sm text-muted">{own.addHelp}</p>
      <TextInput label={own.name} maxLength={100} isRequired {...field('name')} />
      <TextInput label={own.id} help={own.idHelp} maxLength={64} spellCheck="false" isRequired {...field('id')} />
      <TextInput label={own.phone} type="tel" maxLength={50} isOptional {...field('phone')} />
      <TextInput label={own.email} type="email" isOptional {...field('email')} />
      <RadioInput
        label={own.language}
        choices={Object.entries(own.languages).map(([one, text]) => ({ id: one, name: text }))}
        {...field('language')}
      />
      <Button
        type="submit"
        form="add-person"
        look="primary"
        className="self-start"
        isPending={send.isPending}
        shortcut={{ code: 'KeyS', alt: true, label: t.common.save }}
      >
        {send.isPending ? t.common.sending : t.common.save}
      </Button>
    </Form>
  );
}
