import { useState } from 'react';
import { useSendOnce } from '../act/send.js';
import { $api, api } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { Button } from '../look/button.js';
import { TextInput } from '../look/fields.js';
import { Banner } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { PersonChoice } from './PersonChoice.js';

/** The number at which each of the people is reached: who is on duty tonight has one. */
export function PhonesOfPeople() {
  const own = usePageWords('setUp');
  const { t } = useWords();
  const [person, setPerson] = useState('');
  const whole = $api.useQuery(
    'get',
    '/v1/people/{id}',
    { params: { path: { id: person } } },
    { enabled: person !== '' },
  );
  return (
    <PersonChoice title={own.phones} about={own.phonesAbout} label={own.phoneOf} person={person} onChange={setPerson}>
      {whole.error && <Banner tone="late">{problemText(whole.error as never, t)}</Banner>}
      {whole.data?.id === person && <PhoneForm key={person} person={person} now={whole.data.phone ?? ''} />}
    </PersonChoice>
  );
}

function PhoneForm({ person, now }: { person: string; now: string }) {
  const own = usePageWords('setUp');
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
        label={own.phone}
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
        {change.isPending ? t.common.sending : own.savePhone}
      </Button>
      {saved && (
        <Banner tone="ok">
          {own.taken} {saved}
        </Banner>
      )}
    </>
  );
}
