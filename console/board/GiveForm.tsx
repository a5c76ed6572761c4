import { useState, useCallback } from 'react';
import { Form } from 'react-aria-components';
import { Control } from '../act/Control.js';
import { EnterSends } from '../act/enter-sends.js';
import { Preview } from '../act/Preview.js';
import { type Values } from '../act/values.js';
import type { Json } from '../api/client.js';
import { Button } from '../look/button.js';
import { Banner } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { Refused } from '../look/refused.js';
import { useActForm } from '../act/use-act-form.js';
import type { GiveAct } from './give-act.js';

interface GiveFormProps {
  on: Json<'CaseJson'>;
  give: GiveAct;
  rules: Json<'KindsJson'>;
  /** The newest entry that was seen when the job was taken in hand. */
  seen: number;
  onDone: (after: Json<'CaseJson'>) => void;
}

/** What an act still asks for once it is chosen who gets the work: a note, mostly. Enter sends. */
export function GiveForm({ on, give, rules, seen: first, onDone }: GiveFormProps) {
  const own = usePageWords('board');
  const { t, language } = useWords();
  const { act, given, because } = give;
  const [seen, setSeen] = useState(first);
  const fields = act.fields.filter(({ name }) => !(name in given) && !(name === 'person'));
  // What was written stays with the case; to whom it goes is chosen anew each time.
  const complete = useCallback((written: Values): Values => ({ ...written, ...given }), [given]);
  const { isReady, written, set, dry, send, isPending, problem, faultOf } = useActForm(on, act, {
    scope: `${on.number} ${act.act} give`,
    seen,
    complete,
    mayTry: because === undefined,
    onDone,
  });
  if (because !== undefined)
    return (
      <Banner tone="warn">
        {own.notYours(act.name[language])} {because} <b>{act.clause}</b>
      </Banner>
    );
  if (!isReady) return null;
  return (
    <Form
      validationBehavior="aria"
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {on.seq > seen && (
        <Banner tone="warn">
          <span className="flex flex-wrap items-center justify-between gap-2">
            {own.movedOn}
            <Button small onPress={() => setSeen(on.seq)}>
              {t.act.movedOnSeen}
            </Button>
          </span>
        </Banner>
      )}
      <EnterSends send={send}>
        {fields.map((field, index) => (
          <Control
            key={field.name}
            field={field}
            rules={rules}
            site={on.site}
            timeZone={rules.timeZone}
            value={written[field.name]}
            onChange={(value) => set(field.name, value)}
            error={faultOf(field.name)}
            autoFocus={index === 0}
          />
        ))}
      </EnterSends>
      {dry && <Preview dry={dry} />}
      <Refused problem={problem} besideFields />
      <div className="flex flex-wrap items-center gap-2">
        <Button
          type="submit"
          look="primary"
          isPending={isPending}
          autoFocus={fields.length === 0}
          shortcut={{ code: 'KeyS', alt: true, label: act.name[language] }}
          onPress={send}
        >
          {isPending ? t.common.sending : act.name[language]}
        </Button>
        <span className="text-sm text-muted">
          {act.clause} · {own.enterSends}
        </span>
      </div>
    </Form>
  );
}
