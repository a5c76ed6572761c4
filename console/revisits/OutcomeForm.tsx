import { useMemo, useRef, useState } from 'react';
import { Form } from 'react-aria-components';
import { Control } from '../act/Control.js';
import { EnterSends } from '../act/enter-sends.js';
import { Preview } from '../act/Preview.js';
import { sendAct, tryAct, useSendOnce } from '../act/send.js';
import { usePreview } from '../act/use-preview.js';
import { bodyOf, choicesOf, isEmpty, labelOf, type Values } from '../act/values.js';
import type { Json } from '../api/client.js';
import { useDraft } from '../api/use-draft.js';
import { Button, Key } from '../look/button.js';
import { RadioInput } from '../look/choices.js';
import { useShortcut, type Shortcut } from '../look/keys.js';
import { Banner } from '../look/parts.js';
import { Refused } from '../look/refused.js';
import { useWords } from '../words/words.js';

interface OutcomeFormProps {
  on: Json<'CaseJson'>;
  act: Json<'ActJson'>;
  rules: Json<'KindsJson'>;
  hasPhone: boolean;
  onDone: (after: Json<'CaseJson'>) => void;
}

const channels = ['phone', 'visit', 'wechat', 'sms'] as const;

/** What came of a call: a digit, the customer's words where there are any, Enter. What was typed survives a reload. */
export function OutcomeForm({ on, act, rules, hasPhone, onDone }: OutcomeFormProps) {
  const { t, language } = useWords();
  const form = useRef<HTMLFormElement>(null);
  const [asked, setAsked] = useState(false);
  const [isTyping, setTyping] = useState(false);
  const draft = useDraft<Values>(`${on.number} ${act.act}`, {});
  const outcomeField = act.fields.find(({ name }) => name === 'outcome');
  const choices = (outcomeField && choicesOf(outcomeField, rules, language)) ?? [];
  const others = act.fields.filter(({ name }) => name !== 'outcome' && name !== 'channel');
  const hasChannel = act.fields.some(({ name }) => name === 'channel');
  const values = useMemo<Values>(
    () => ({ ...(hasChannel ? { channel: hasPhone ? 'phone' : 'visit' } : {}), ...draft.value }),
    [hasChannel, hasPhone, draft.value],
  );
  const body = useMemo(() => bodyOf(values), [values]);
  const missing = act.fields.filter((field) => !field.optional && isEmpty(body[field.name]));
  const dry = usePreview(
    missing.length === 0 && draft.ready ? `${on.seq} ${language} ${JSON.stringify(body)}` : undefined,
    (signal) => tryAct(on.number, act.act, body, signal),
  );
  const { submit, isPending, problem } = useSendOnce(
    (key) => sendAct(on.number, act.act, body, { key, seq: on.seq }),
    (after) => {
      draft.drop();
      onDone(after);
    },
  );
  const set = (name: string, value: unknown) => draft.set((before) => ({ ...before, [name]: value }));
  const choose = (outcome: string) => {
    set('outcome', outcome);
    // The customer's words come next; with none, Enter sends.
    form.current?.querySelector<HTMLElement>('textarea, input[type=text]')?.focus();
  };
  const send = () => {
    setAsked(true);
    if (missing.length === 0) submit(JSON.stringify([body, on.seq]));
  };
  if (!draft.ready) return null;
  return (
    <Form
      ref={form}
      validationBehavior="aria"
      className="flex flex-col gap-3 border-t border-line pt-4"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div role="group" aria-label={outcomeField && labelOf(outcomeField, language)} className="flex flex-wrap gap-2">
        {choices.map((choice, index) => (
          <OutcomeButton
            key={choice.id}
            name={choice.name}
            isChosen={values['outcome'] === choice.id}
            shortcut={{ code: `Digit${index + 1}`, alt: isTyping, label: choice.name }}
            onChoose={() => choose(choice.id)}
          />
        ))}
      </div>
      {asked && isEmpty(values['outcome']) && <Banner tone="late">{t.revisits.chooseOutcome}</Banner>}
      <EnterSends send={send} onTyping={setTyping}>
        {others.map((field) => (
          <Control
            key={field.name}
            field={field}
            rules={rules}
            site={on.site}
            timeZone={rules.timeZone}
            value={values[field.name]}
            onChange={(value) => set(field.name, value)}
            error={
              problem?.errors.find((error) => error.field === field.name)?.detail ??
              (asked && missing.includes(field) ? t.act.missing : undefined)
            }
          />
        ))}
      </EnterSends>
      {hasChannel && (
        <RadioInput
          label={t.revisits.channel}
          choices={channels.map((id) => ({ id, name: t.revisits.channels[id] }))}
          value={String(values['channel'])}
          onChange={(channel) => set('channel', channel)}
        />
      )}
      {dry && <Preview dry={dry} />}
      <Refused problem={problem} />
      <div className="flex flex-wrap items-center gap-2">
        <Button
          type="submit"
          look="primary"
          isPending={isPending}
          shortcut={{ code: 'KeyS', alt: true, label: t.common.send }}
          onPress={send}
        >
          {isPending ? t.common.sending : t.revisits.record}
        </Button>
        <span className="text-sm text-muted">
          {act.clause} · {t.revisits.enterSends}
        </span>
      </div>
    </Form>
  );
}

function OutcomeButton({
  name,
  isChosen,
  shortcut,
  onChoose,
}: {
  name: string;
  isChosen: boolean;
  shortcut: Shortcut;
  onChoose: () => void;
}) {
  useShortcut(shortcut, onChoose);
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onChoose}
      className="inline-flex min-h-11 cursor-pointer items-center gap-2 rounded-md border border-edge bg-surface px-4 hover:bg-raised aria-pressed:border-accent aria-pressed:bg-tint aria-pressed:font-medium aria-pressed:text-accent-deep"
    >
      {name} <Key shortcut={shortcut} />
    </button>
  );
}
