import { useRef, useState } from 'react';
import { useSendOnce } from '../act/send.js';
import { $api, api, type Json } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { Button } from '../look/button.js';
import { Confirm } from '../look/confirm.js';
import { SelectInput } from '../look/choices.js';
import { TextInput } from '../look/fields.js';
import { Badge, Banner, Card, Empty } from '../look/parts.js';
import { useMe } from '../api/me.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { Sheet } from '../look/dialog.js';
import { ContactForm } from './ContactForm.js';
import { PhoneLink } from './Duties.js';

type Contact = Json<'ContactJson'>;

/** Whom to call in an emergency (P-4.1.2); the customer-service centre keeps the list. */
export function Contacts({ site }: { site: string }) {
  const own = usePageWords('onDuty');
  const { t } = useWords();
  const mayKeep = useMe().rights.includes('keep-contacts');
  const [words, setWords] = useState('');
  const [kind, setKind] = useState('');
  const [adds, setAdds] = useState(false);
  const [done, setDone] = useState<string>();
  const [hint, setHint] = useState<string | null>(null);
  const contacts = $api.useQuery('get', '/v1/contacts', { params: { query: site === '' ? {} : { site } } });
  const all = (contacts.data as Json<'ContactsJson'> | undefined)?.contacts ?? [];
  const sought = words.trim().toLowerCase().split(/\s+/);
  const found = all.filter((one) => {
    const text = `${one.name} ${one.phone} ${one.phone.replaceAll(/\D/g, '')} ${one.remark ?? ''}`.toLowerCase();
    return (kind === '' || one.kind === kind) && sought.every((word) => text.includes(word));
  });
  return (
    <Card
      title={own.contacts}
      side={
        mayKeep && (
          <Button small shortcut={{ code: 'KeyN', label: own.add }} onPress={() => setAdds(true)}>
            {own.add}
          </Button>
        )
      }
    >
      {done && <Banner tone="ok">{done}</Banner>}
      {hint && <Banner tone="warn">{`${own.phone}${t.common.colon}${hint}`}</Banner>}
      {contacts.error && <Banner tone="late">{problemText(contacts.error as never, t)}</Banner>}
      {contacts.isSuccess && all.length === 0 ? (
        <Empty title={own.contactsNone}>{own.contactsNoneAdvice}</Empty>
      ) : (
        <>
          <div className="my-3 grid gap-3 sm:grid-cols-[minmax(0,1fr)_14rem]">
            <TextInput
              label={own.findContact}
              type="search"
              value={words}
              onChange={setWords}
              shortcut={{ code: 'KeyF', label: own.findContact }}
            />
            <SelectInput
              label={own.kind}
              choices={Object.entries(own.kinds).map(([id, name]) => ({ id, name }))}
              value={kind}
              onChange={setKind}
              empty={t.common.all}
            />
          </div>
          <ContactList
            contacts={found}
            mayKeep={mayKeep}
            onEnded={(name) => {
              setDone(own.ended(name));
              setHint(null);
            }}
          />
          {contacts.isSuccess && found.length === 0 && <p className="text-sm text-muted">{own.contactsNotFound}</p>}
        </>
      )}
      <Sheet side title={own.add} isOpen={adds} onClose={() => setAdds(false)}>
        <ContactForm
          onDone={(name, odd) => {
            setAdds(false);
            setDone(own.added(name));
            setHint(odd);
          }}
        />
      </Sheet>
    </Card>
  );
}

function ContactList({
  contacts,
  mayKeep,
  onEnded,
}: {
  contacts: Contact[];
  mayKeep: boolean;
  onEnded: (name: string) => void;
}) {
  const own = usePageWords('onDuty');
  const { language } = useWords();
  const me = useMe();
  const list = useRef<HTMLUListElement>(null);
  const [going, setGoing] = useState<Contact>();
  const end = useSendOnce(
    (key) =>
      api.POST('/v1/contacts/{id}/end', { params: { path: { id: going!.id }, header: { 'Idempotency-Key': key } } }),
    () => {
      onEnded(going!.name);
      setGoing(undefined);
      list.current?.focus();
    },
  );
  const siteName = (id: string) => me.sites.find((site) => site.id === id)?.name[language] ?? id;
  return (
    <>
      <ul ref={list} tabIndex={-1} className="divide-y divide-line outline-none">
        {contacts.map((one) => (
          <li
            key={one.id}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-0.5 py-1.5 sm:min-h-(--row) sm:grid-cols-[minmax(0,1fr)_auto_auto]"
          >
            <span className="min-w-0 text-sm max-sm:col-span-2">
              <span className="mr-2 font-medium">{one.name}</span>
              <Badge>{own.kinds[one.kind]}</Badge>
              <span className="block text-xs text-muted">
                {[siteName(one.site), one.remark].filter(Boolean).join(' · ')}
              </span>
              {one.hint && <span className="block text-xs text-warn">{one.hint}</span>}
            </span>
            <PhoneLink phone={one.phone} name={one.name} />
            {mayKeep && (
              <Button
                small
                look="quiet"
                className="justify-self-end"
                aria-label={`${own.end} ${one.name}`}
                onPress={() => setGoing(one)}
              >
                {own.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Confirm
        title={own.end}
        isOpen={going !== undefined}
        onClose={() => setGoing(undefined)}
        onConfirm={() => end.submit(going!.id)}
        isPending={end.isPending}
        problem={end.problem}
      >
        {going && own.endAbout(going.name)}
      </Confirm>
    </>
  );
}
