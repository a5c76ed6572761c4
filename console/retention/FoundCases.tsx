import { useState } from 'react';
import { Link } from 'wouter';
import { useSendOnce } from '../act/send.js';
import { addresses } from '../addresses.js';
import { api, type Json } from '../api/client.js';
import { useNames } from '../api/names.js';
import { Button } from '../look/button.js';
import { Sheet } from '../look/dialog.js';
import { TextInput } from '../look/fields.js';
import { Badge, Banner, Empty, Facts, type Tone } from '../look/parts.js';
import { Refused } from '../look/refused.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

type Answer = Json<'AskedErasureJson'>;

const tones: Record<string, Tone> = { 'would-erase': 'warn', erased: 'ok', refused: 'late' };

/** The cases that a request is about: erased for good once somebody has said so twice. */
export function FoundCases({
  request,
  found,
  onErased,
}: {
  request: Json<'ErasureRequestDto'>;
  found: Answer;
  onErased: (answer: Answer) => void;
}) {
  const own = usePageWords('retention');
  const names = useNames();
  const [isAsking, ask] = useState(false);
  const count = (result: string) => found.cases.filter((one) => one.result === result).length;
  const [possible, erased, refused] = [count('would-erase'), count('erased'), count('refused')];
  return (
    <div className="mt-4 flex flex-col gap-3 border-t border-line pt-4" aria-live="polite">
      {found.cases.length === 0 ? (
        <Empty title={own.nobody}>{own.nobodyAdvice}</Empty>
      ) : (
        <h3 className="font-medium">{own.found(found.cases.length)}</h3>
      )}
      {erased > 0 && (
        <Banner tone={refused > 0 ? 'warn' : 'ok'}>
          {own.erased(erased)} {refused > 0 && own.notErased(refused)}
        </Banner>
      )}
      {found.more && <Banner tone="warn">{own.more}</Banner>}
      <ul className="divide-y divide-line text-sm">
        {found.cases.map(({ number, site, kind, result, why }) => (
          <li key={number} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-2">
            <Badge tone={tones[result] ?? 'plain'}>{own.results[result as 'erased']}</Badge>
            <span className="font-medium tabular-nums">{number}</span>
            <span>{names.kind(kind)}</span>
            <span className="text-muted">{names.site(site)}</span>
            {why && <span className="min-w-0 basis-full">{why}</span>}
          </li>
        ))}
      </ul>
      {found.contacts.length > 0 && (
        <p className="text-sm">
          {own.contacts(found.contacts.length)}{' '}
          <Link href={addresses.onDuty} className="text-accent underline">
            {own.toContacts}
          </Link>
        </p>
      )}
      {possible > 0 && (
        <>
          <Facts
            of={[
              [own.goes, own.goesAbout],
              [own.stays, own.staysAbout],
            ]}
          />
          <Button look="danger" className="w-fit" onPress={() => ask(true)}>
            {own.erase(possible)}
          </Button>
        </>
      )}
      {isAsking && <AskTwice request={request} count={possible} close={() => ask(false)} onErased={onErased} />}
    </div>
  );
}

function AskTwice({
  request,
  count,
  close,
  onErased,
}: {
  request: Json<'ErasureRequestDto'>;
  count: number;
  close: () => void;
  onErased: (answer: Answer) => void;
}) {
  const own = usePageWords('retention');
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const { submit, isPending, problem } = useSendOnce(
    async (key) =>
      (await api.POST('/v1/erasures', { params: { header: { 'Idempotency-Key': key } }, body: request })).data!,
    (answer) => {
      close();
      onErased(answer);
    },
  );
  return (
    <Sheet title={own.eraseTitle} isOpen isKept={isPending} onClose={close}>
      <p>{own.eraseSure(count)}</p>
      <TextInput
        label={own.typeCount(count)}
        inputMode="numeric"
        autoComplete="off"
        value={typed}
        onChange={setTyped}
      />
      <Refused problem={problem} />
      <div className="flex flex-wrap gap-2">
        <Button
          look="danger"
          isDisabled={typed.trim() !== String(count)}
          isPending={isPending}
          onPress={() => submit(JSON.stringify(request))}
        >
          {isPending ? t.common.sending : own.erase(count)}
        </Button>
        <Button look="quiet" onPress={close}>
          {t.common.cancel}
        </Button>
      </div>
    </Sheet>
  );
}
