import { useRef, useState, useCallback } from 'react';
import { Form } from 'react-aria-components';
import { Control } from '../act/Control.js';
import { EnterSends } from '../act/enter-sends.js';
import { Preview } from '../act/Preview.js';
import { choicesOf, isEmpty, labelOf, type Values } from '../act/values.js';
import type { Json } from '../api/client.js';
import { Button, Key } from '../look/button.js';
import { RadioInput } from '../look/choices.js';
import { useShortcut, type Shortcut } from '../look/keys.js';
import { Banner } from '../look/parts.js';
import { Refused } from '../look/refused.js';
import { useActForm } from '../act/use-act-form.js';
import { usePageWords } from '../words/page-words.js';
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
  const own = usePageWords('revisits');
  const { t, language } = useWords();
  const form = useRef<HTMLFormElement>(null);
  const [isTyping, setTyping] = useState(false);
  const outcomeField = act.fields.find(({ name }) => name === 'outcome');
  const choices = (outcomeField && choicesOf(outcomeField, rules, language)) ?? [];
  const others = act.fields.filter(({ name }) => name !== 'outcome' && name !== 'channel');
  const hasChannel = act.fields.some(({ name }) => name === 'channel');
  const complete = useCallback(
    (written: Values): Values => ({ ...(hasChannel ? { channel: hasPhone ? 'phone' : 'visit' } : {}), ...written }),
    [hasChannel, hasPhone],
  );
  const { isReady, values, set, asked, dry, send, isPending, problem, faultOf } = useActForm(on, act, {
    scope: `${on.number} ${act.act}`,
    seen: on.seq,
    complete,
    onDone,
  });
  const choose = (outcome: string) => {
    set('outcome', outcome);
    // The customer's words come next; with none, Enter sends.
    form.current?.querySelector<HTMLElement>('textarea, input[type=text]')?.focus();
  };
  if (!isReady) return null;
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
      {asked && isEmpty(values['outcome']) && <Banner tone="late">{own.chooseOutcome}</Banner>}
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
            error={faultOf(field.name)}
          />
        ))}
      </EnterSends>
      {hasChannel && (
        <RadioInput
          label={own.channel}
          choices={channels.map((id) => ({ id, name: own.channels[id] }))}
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
          {isPending ? t.common.sending : own.record}
        </Button>
        <span className="text-sm text-muted">
          {act.clause} · {own.enterSends}
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
