import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { Json } from '../api/client.js';
import { sendAct, useSendOnce } from '../act/send.js';
import { cleaned } from '../act/values.js';
import { nameOf } from '../case/Told.js';
import { Button } from '../look/button.js';
import { Sheet } from '../look/dialog.js';
import { RadioInput } from '../look/choices.js';
import { TextInput } from '../look/fields.js';
import { Refused } from '../look/refused.js';
import { useWords } from '../words/words.js';

interface CorrectProps {
  of: Json<'CaseJson'>;
  kind: Json<'KindJson'>;
  close: () => void;
  onDone: (after: Json<'CaseJson'>) => void;
}

/** A typing error put right: what was written stands there, and is written anew. */
export function Correct({ of, kind, close, onDone }: CorrectProps) {
  const { t, language } = useWords();
  const act = kind.acts.find((one) => one.act === 'correct');
  const allowed = act?.fields.find(({ name }) => name === 'field')?.values ?? [];
  const words = of.words ?? {};
  const wrong = ['phone', 'place', 'customer', 'subject', 'description'].filter(
    (name) => words[name] !== undefined && allowed.includes(name),
  );
  const [field, setField] = useState(wrong[0] ?? '');
  const [to, setTo] = useState(words[field] ?? '');
  const [reason, setReason] = useState(t.desk.typingError);
  const { submit, isPending, problem } = useSendOnce(
    (key) => sendAct(of.number, 'correct', { field, to: to.trim(), reason }, { key }),
    onDone,
  );
  return (
    <Sheet side isOpen title={`${act?.name[language] ?? t.desk.correct} ${of.number}`} onClose={close}>
      <Form
        validationBehavior="aria"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (to.trim() !== '' && reason !== '') submit(JSON.stringify([field, to, reason]));
        }}
      >
        <RadioInput
          label={t.desk.whatIsWrong}
          value={field}
          choices={wrong.map((name, index) => ({
            id: name,
            name: `${index + 1} ${nameOf(name, kind, language, t.case.wordNames)}`,
          }))}
          onChange={(name) => {
            setField(name);
            setTo(words[name] ?? '');
          }}
        />
        <TextInput
          key={field}
          label={t.desk.correctTo}
          value={to}
          onChange={(next) => setTo(cleaned(next))}
          autoFocus
          error={problem?.errors.find((one) => one.field === 'to')?.detail}
        />
        <TextInput label={t.desk.reason} value={reason} onChange={setReason} />
        <Refused problem={problem} besideFields />
        <Button type="submit" look="primary" className="w-fit" isPending={isPending}>
          {isPending ? t.common.sending : t.desk.correct}
        </Button>
      </Form>
    </Sheet>
  );
}
