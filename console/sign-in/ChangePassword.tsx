import { useState } from 'react';
import { Form } from 'react-aria-components';
import { $api, newKey, Problem } from '../api/client.js';
import { Button } from '../look/button.js';
import { TextInput } from '../look/fields.js';
import { useWords } from '../words/words.js';
import { SignInRefused, useDelay } from './Delay.js';

/** Asks for a password of one's own: after a one-time one, and from My account. */
export function ChangePassword({ onDone }: { onDone: () => void }) {
  const { t } = useWords();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const change = $api.useMutation('post', '/v1/me/password', { onSuccess: onDone });
  const refused = change.error instanceof Problem ? change.error : undefined;
  const delay = useDelay(refused);
  const differs = again !== '' && again !== next;
  const faultOf = (field: string) => refused?.errors.find((error) => error.field === field)?.detail;
  return (
    <Form
      validationBehavior="aria"
      className="flex max-w-sm flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!differs && delay === 0 && !change.isPending)
          change.mutate({
            params: { header: { 'Idempotency-Key': newKey() } },
            body: { current, password: next },
          });
      }}
    >
      {refused && refused.errors.length === 0 && <SignInRefused problem={refused} delay={delay} />}
      <TextInput
        label={t.signIn.current}
        value={current}
        onChange={setCurrent}
        type="password"
        autoComplete="current-password"
        isRequired
        error={faultOf('current')}
      />
      <TextInput
        label={t.signIn.next}
        help={t.signIn.rule}
        value={next}
        onChange={setNext}
        type="password"
        autoComplete="new-password"
        isRequired
        error={faultOf('password')}
      />
      <TextInput
        label={t.signIn.again}
        value={again}
        onChange={setAgain}
        type="password"
        autoComplete="new-password"
        isRequired
        error={differs ? t.signIn.differs : undefined}
      />
      <Button type="submit" look="primary" isPending={change.isPending} isDisabled={delay > 0}>
        {delay > 0 ? t.signIn.tryIn(delay) : t.signIn.change}
      </Button>
    </Form>
  );
}
