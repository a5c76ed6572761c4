import { useState } from 'react';
import { useSendOnce } from '../act/send.js';
import { $api, api } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { Button } from '../look/button.js';
import { SelectInput } from '../look/choices.js';
import { TextInput } from '../look/fields.js';
import { Banner, Card } from '../look/parts.js';
import { useWords } from '../words/words.js';
import { OrganisationChoice, useOrganisation } from './Organisation.js';

/** The number at which each of the people is reached: who is on duty tonight has one. */
export function PhonesOfPeople() {
  const { t } = useWords();
  const whose = useOrganisation();
  const { organisation } = whose;
  const [person, setPerson] = useState('');
  const people = $api.useQuery(
    'get',
    '/v1/set-up/people',
    { params: { query: { organisation } } },
    { enabled: organisation !== '' },
  );
  const whole = $api.useQuery(
    'get',
    '/v1/people/{id}',
    { params: { path: { id: person } } },
    { enabled: person !== '' },
  );
  return (
    <Card title={t.setUp.phones}>
      <p className="mb-3 text-sm text-muted">{t.setUp.phonesAbout}</p>
      <div className="flex flex-col gap-3">
        <OrganisationChoice of={whose} onChange={() => setPerson('')} />
        {people.error && <Banner tone="late">{problemText(people.error as never, t)}</Banner>}
        <SelectInput
          label={t.setUp.phoneOf}
          choices={(people.data?.people ?? []).map(({ id, name, roles }) => ({
            id,
            name,
            about: [id, ...roles].join(' · '),
          }))}
          value={person}
          onChange={setPerson}
        />
        {whole.error && <Banner tone="late">{problemText(whole.error as never, t)}</Banner>}
        {whole.data?.id === person && <PhoneForm key={person} person={person} now={whole.data.phone ?? ''} />}
      </div>
    </Card>
  );
}

function PhoneForm({ person, now }: { person: string; now: string }) {
  const { t } = useWords();
  const [phone, setPhone] = useState(now);
  const [saved, setSaved] = useState<string>();
  const change = useSendOnce(
    (key) =>
      api.POST('/v1/people/{id}/change', {
        params: { path: { id: person }, header: { 'Idempotency-Key': key } },
        body: { phone: phone.trim() },
      }),
    () => setSaved(phone.trim()),
  );
  return (
    <>
      <TextInput
        label={t.setUp.phone}
        type="tel"
        inputMode="tel"
        autoComplete="off"
        maxLength={50}
        value={phone}
        onChange={setPhone}
        error={change.problem?.errors.find(({ field }) => field === 'phone')?.detail}
      />
      {change.problem && change.problem.errors.length === 0 && (
        <Banner tone="late">{problemText(change.problem, t)}</Banner>
      )}
      <Button
        look="primary"
        className="self-start"
        isPending={change.isPending}
        isDisabled={phone.trim() === '' || phone.trim() === now}
        onPress={() => change.submit(`${person} ${phone}`)}
      >
        {change.isPending ? t.common.sending : t.setUp.savePhone}
      </Button>
      {saved && (
        <Banner tone="ok">
          {t.setUp.taken} {saved}
        </Banner>
      )}
    </>
  );
}
