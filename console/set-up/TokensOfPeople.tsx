import { useState } from 'react';
import { useSendOnce } from '../act/send.js';
import { $api, api, type Json } from '../api/client.js';
import { useMe } from '../api/me.js';
import { problemText } from '../api/problem-text.js';
import { LocalWhen } from '../clock/local-when.js';
import { Button } from '../look/button.js';
import { NumberInput, TextInput } from '../look/fields.js';
import { Banner } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { TokenList } from '../account/TokenList.js';
import { PersonChoice } from './PersonChoice.js';

const usualDays = 90;
/** A year: the API takes no more. */
const mostDays = 365;

/** Tokens with which programs come in as somebody: made with a reason, shown once, each with its end. */
export function TokensOfPeople() {
  const own = usePageWords('setUp');
  const me = useMe();
  const [person, setPerson] = useState('');
  return (
    <PersonChoice title={own.tokens} about={own.tokensAbout} label={own.tokenFor} person={person} onChange={setPerson}>
      {person !== '' && <NewToken key={person} person={person} isOwn={person === me.id} />}
      {person !== '' && <TokensOf person={person} />}
    </PersonChoice>
  );
}

/** Makes a token for somebody, and shows it once. */
export function NewToken({ person, isOwn }: { person: string; isOwn: boolean }) {
  const own = usePageWords('setUp');
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const [days, setDays] = useState<number | undefined>(usualDays);
  const [made, setMade] = useState<Json<'NewTokenJson'>>();
  const issue = useSendOnce(
    async (key) =>
      (
        await api.POST('/v1/people/{id}/tokens', {
          params: { path: { id: person }, header: { 'Idempotency-Key': key } },
          body: {
            ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
            ...(days === undefined ? {} : { days }),
          },
        })
      ).data!,
    (answer) => {
      setMade(answer);
      setReason('');
    },
  );
  const faultOf = (name: string) => issue.problem?.errors.find(({ field }) => field === name)?.detail;
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-[1fr_auto]">
        <TextInput
          label={own.tokenReason}
          help={own.tokenReasonHelp}
          isOptional={isOwn}
          value={reason}
          onChange={setReason}
          error={faultOf('reason')}
        />
        <NumberInput
          label={own.tokenDays}
          help={own.tokenDaysHelp}
          value={days}
          onChange={setDays}
          min={1}
          max={mostDays}
          error={faultOf('days')}
        />
      </div>
      {issue.problem && issue.problem.errors.length === 0 && (
        <Banner tone="late">{problemText(issue.problem, t)}</Banner>
      )}
      <Button
        look="primary"
        className="self-start"
        isPending={issue.isPending}
        onPress={() => issue.submit(`${person} ${reason} ${days}`)}
      >
        {issue.isPending ? t.common.sending : own.makeToken}
      </Button>
      {made && (
        <Banner tone="ok">
          <span className="block">{own.tokenMade}</span>
          <code className="block font-mono break-all select-all">{made.token ?? own.lost}</code>
          <span className="block text-sm">
            {own.tokenEnds} <LocalWhen at={made.endsAt} />
          </span>
        </Banner>
      )}
    </>
  );
}

/** The tokens of somebody that hold. */
export function TokensOf({ person }: { person: string }) {
  const { t } = useWords();
  const whole = $api.useQuery('get', '/v1/people/{id}', { params: { path: { id: person } } });
  return (
    <>
      {whole.error && <Banner tone="late">{problemText(whole.error as never, t)}</Banner>}
      <TokenList
        person={person}
        tokens={whole.data?.tokens.filter(({ holds }) => holds)}
        revoke={(id, key) =>
          api.POST('/v1/people/{id}/tokens/{token}/revoke', {
            params: { path: { id: person, token: id }, header: { 'Idempotency-Key': key } },
          })
        }
      />
    </>
  );
}
