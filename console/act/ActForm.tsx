import { lazy, Suspense, useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { Form } from 'react-aria-components';
import type { Json } from '../api/client.js';
import { Button } from '../look/button.js';
import { Banner } from '../look/parts.js';
import { useWords } from '../words/words.js';
import { fieldsAsked, valuesAsked, type ActOn } from './asked-fields.js';
import { Control } from './Control.js';
import { Refused } from '../look/refused.js';
import { useActForm, type Deliver } from './use-act-form.js';
import { type Values } from './values.js';

const Preview = lazy(async () => ({ default: (await import('./Preview.js')).Preview }));
const StandardAnswers = lazy(async () => ({ default: (await import('./StandardAnswers.js')).StandardAnswers }));
const WhenControl = lazy(async () => ({ default: (await import('./WhenControl.js')).WhenControl }));

interface ActFormProps {
  /** The case as it is shown now. */
  on: ActOn;
  act: Json<'ActJson'>;
  rules: Json<'KindsJson'>;
  onDone: (after: Json<'CaseJson'>) => void;
  /** Takes the act instead of sending it, as where there may be no network; `onKept`: it is on this phone. */
  deliver?: Deliver | undefined;
  onKept?: (() => void) | undefined;
  /** Where the form is opened from a list: some of it filled in. */
  first?: Values;
  /** The field it is opened for: the cursor begins there, and it is not left out. Else the first one. */
  start?: string | undefined;
  /** What else can be done where it would be refused. */
  renderOffer?: (refusal: Refusal, written: Values) => ReactNode;
}

/** Why an act would be refused. */
export type Refusal = NonNullable<Json<'ActPreviewJson'>['refusal']>;

/** What of a field takes the cursor. */
const controls = 'input:not([type=hidden], [tabindex="-1"]), select, textarea, [role=spinbutton], button';

/**
 * The form of any act, drawn from what the rulebook says of it. What is written survives a reload, the end of the session
 * and whatever others do to the case meanwhile.
 */
export function ActForm({ on, act, rules, onDone, first = {}, start, deliver, onKept, renderOffer }: ActFormProps) {
  const { t, language } = useWords();
  const [seen, setSeen] = useState(on.seq);
  const all = act.fields.map((field) => (field.name === start ? { ...field, optional: false } : field));
  const askedOf = (values: Values) => fieldsAsked(all, values, on, rules);
  const complete = useCallback(
    (values: Values) => valuesAsked(values, fieldsAsked(act.fields, values, on, rules), act.fields, on),
    [act, on, rules],
  );
  const written = useActForm(
    on,
    { act: act.act, fields: all },
    { scope: `${on.number} ${act.act}`, seen, first, complete, askedOf, deliver, onKept, onDone },
  );
  const { isReady, fields, set, dry, send, isPending, problem, faultOf } = written;
  const [into, setInto] = useState<string>();
  const movedOn = on.seq > seen;
  const form = useRef<HTMLFormElement>(null);
  const startAt = start ?? act.fields[0]?.name;
  useEffect(() => {
    if (!isReady) return undefined;
    // The form is there once the draft has been read; the control of a time comes a moment later.
    const opened = document.activeElement;
    const focus = () => {
      const control = form.current?.querySelector<HTMLElement>(`[data-field="${startAt}"] :is(${controls})`);
      control?.focus();
      return control !== undefined && control !== null;
    };
    if (!form.current || focus()) return undefined;
    const waiting = new MutationObserver(() => {
      if (document.activeElement !== opened || focus()) waiting.disconnect();
    });
    waiting.observe(form.current, { childList: true, subtree: true });
    return () => waiting.disconnect();
  }, [isReady, startAt]);
  if (!isReady) return null;
  return (
    <Form
      ref={form}
      validationBehavior="aria"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {movedOn && (
        <Banner tone="warn">
          <span className="flex flex-wrap items-center justify-between gap-2">
            {t.act.movedOn}
            <Button small onPress={() => setSeen(on.seq)}>
              {t.act.movedOnSeen}
            </Button>
          </span>
        </Banner>
      )}
      {fields.map((field) => (
        <div key={field.name} data-field={field.name} onFocus={() => field.toCustomer && setInto(field.name)}>
          <Control
            field={field}
            rules={rules}
            number={on.number}
            site={on.site}
            timeZone={rules.timeZone}
            beside={written.written}
            value={written.values[field.name]}
            onChange={(value) => set(field.name, value)}
            error={faultOf(field.name)}
            hint={dry?.hints.find((hint) => hint.field === field.name)?.text}
          />
        </div>
      ))}
      <Suspense>
        <StandardAnswers fields={fields} values={written.written} set={set} on={{ case: on.number }} into={into} />
      </Suspense>
      <details>
        <summary className="cursor-pointer text-sm text-muted">{t.act.happenedBefore}</summary>
        <div className="mt-2">
          <Suspense>
            <WhenControl
              label={t.act.happenedAt}
              help={t.act.happenedAtHelp}
              isOptional
              timeZone={rules.timeZone}
              value={(written.written['happenedAt'] as string | undefined) ?? ''}
              onChange={(value) => set('happenedAt', value)}
              error={faultOf('happenedAt')}
            />
          </Suspense>
        </div>
      </details>
      <Suspense>{dry && <Preview dry={dry} />}</Suspense>
      {dry?.refusal && renderOffer?.(dry.refusal, written.values)}
      <Refused problem={problem} besideFields />
      <div className="sticky bottom-0 flex flex-wrap gap-2 bg-surface py-2">
        <Button type="submit" look="primary" isPending={isPending}>
          {isPending ? t.common.sending : act.name[language]}
        </Button>
        <span className="self-center text-sm text-muted">{act.clause}</span>
      </div>
    </Form>
  );
}
