import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useSendOnce } from '../act/send.js';
import { api, Problem } from '../api/client.js';
import { Button } from '../look/button.js';
import { RadioInput } from '../look/choices.js';
import { TextInput } from '../look/fields.js';
import { Banner, Facts } from '../look/parts.js';
import { Refused } from '../look/refused.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import type { WholePerson } from './directory.js';

const fields = ['name', 'phone', 'email', 'language'] as const;
type Field = (typeof fields)[number];
type Contacts = Record<Field, string>;

const contactsOf = (person: WholePerson): Contacts => ({
  name: person.name,
  phone: person.phone ?? '',
  email: person.email ?? '',
  language: person.language,
});

/** What somebody is called and how they are reached; changed in its place. */
export function Contact({ person, onDone }: { person: WholePerson; onDone: () => void }) {
  const own = usePageWords('people');
  const { t } = useWords();
  const [edits, setEdits] = useState(false);
  if (edits)
    return (
      <ContactForm
        person={person}
        onClose={() => setEdits(false)}
        onDone={() => {
          setEdits(false);
          onDone();
        }}
      />
    );
  const said = contactsOf(person);
  return (
    <>
      <Facts
        of={[
          [own.name, said.name],
          [own.phone, said.phone || own.noPhone],
          [own.email, said.email || t.common.none],
          [own.language, own.languages[said.language as 'en'] ?? said.language],
        ]}
      />
      {person.endedAt === null && (
        <Button small className="self-start" onPress={() => setEdits(true)}>
          {own.change}
        </Button>
      )}
    </>
  );
}

function ContactForm({ person, onClose, onDone }: { person: WholePerson; onClose: () => void; onDone: () => void }) {
  const own = usePageWords('people');
  const { t } = useWords();
  const [seen, setSeen] = useState(() => contactsOf(person));
  const [value, setValue] = useState(seen);
  const [moved, setMoved] = useState<string>();
  const change = useSendOnce(
    async (key) => {
      const path = { id: person.id };
      const now = contactsOf((await api.GET('/v1/people/{id}', { params: { path } })).data!);
      const others = fields.filter((field) => now[field] !== seen[field]);
      if (others.length > 0) {
        // What another changed is shown before it is written over; what one wrote oneself stays.
        setSeen(now);
        setValue((mine) => ({
          ...mine,
          ...Object.fromEntries(
            others.filter((field) => mine[field] === seen[field]).map((field) => [field, now[field]]),
          ),
        }));
        setMoved(others.map((field) => `${own[field]} ${now[field]}`).join(t.act.and));
        throw new Problem(409, 'moved', '', ' ');
      }
      const changed = fields.filter((field) => value[field].trim() !== seen[field] && value[field].trim() !== '');
      await api.POST('/v1/people/{id}/change', {
        params: { path, header: { 'Idempotency-Key': key } },
        body: Object.fromEntries(changed.map((field) => [field, value[field].trim()])),
      });
    },
    () => onDone(),
  );
  const faultOf = (field: Field) => change.problem?.errors.find((error) => error.field === field)?.detail;
  const of = (field: Field) => ({
    value: value[field],
    onChange: (next: string) => setValue((before) => ({ ...before, [field]: next })),
    error: faultOf(field),
  });
  return (
    <Form
      validationBehavior="aria"
      id="contact-of-person"
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        change.submit(JSON.stringify([seen, value]));
      }}
    >
      {moved && <Banner tone="warn">{own.moved(moved)}</Banner>}
      {change.problem?.code !== 'moved' && <Refused problem={change.problem} besideFields />}
      <TextInput label={own.name} maxLength={100} {...of('name')} />
      <TextInput label={own.phone} type="tel" inputMode="tel" autoComplete="off" maxLength={50} {...of('phone')} />
      <TextInput label={own.email} type="email" autoComplete="off" {...of('email')} />
      <RadioInput
        label={own.language}
        choices={Object.entries(own.languages).map(([id, name]) => ({ id, name }))}
        {...of('language')}
      />
      <div className="flex gap-2">
        <Button
          type="submit"
          form="contact-of-person"
          look="primary"
          isPending={change.isPending}
          isDisabled={fields.every((field) => value[field].trim() === seen[field])}
        >
          {change.isPending ? t.common.sending : t.common.save}
        </Button>
        <Button look="quiet" onPress={onClose}>
          {t.common.cancel}
        </Button>
      </div>
    </Form>
  );
}
