import { useState, type RefObject } from 'react';
import { Preview } from '../act/Preview.js';
import { StandardAnswers } from '../act/StandardAnswers.js';
import { Button } from '../look/button.js';
import { Badge, Card } from '../look/parts.js';
import { isEmpty } from '../act/values.js';
import { useWords } from '../words/words.js';
import { isBlank } from './call.js';
import { DeskField } from './DeskField.js';
import { focusField } from './focus-field.js';
import { SortAtOnce } from './SortAtOnce.js';
import { Refused } from '../look/refused.js';
import type { DeskCall } from './use-call.js';

/** Keys of fields, where they have one; the others are one Tab away from these. */
const fieldKeys: Record<string, string> = { customer: 'KeyY', place: 'KeyL', subject: 'KeyJ' };

interface CallFormProps {
  desk: DeskCall;
  form: RefObject<HTMLFormElement | null>;
  nextCall: () => void;
}

/** All that is asked of a call in which nothing was said. */
const nothingSaid = ['outcome', 'channel'];

/** What the kind of case asks for, what would happen, and the button that records it. */
export function CallForm({ desk, form, nextCall }: CallFormProps) {
  const { t, language } = useWords();
  const { call, kind, record, main, folded, place, preset, setValue, faultOf, problem, dry, isPending } = desk;
  const [isOpen, setOpen] = useState(false);
  if (!kind || !record || !place.rules)
    return (
      <Card className="max-xl:order-3 xl:col-start-1">
        <p className="text-sm text-muted">{t.desk.chooseKind}</p>
      </Card>
    );
  const isSaid = isEmpty(call.values['outcome']) || !record.fields.some(({ name }) => name === 'outcome');
  const isUnfolded = isOpen || folded.some(({ name }) => faultOf(name) !== undefined);
  const show = (some: typeof main) =>
    some.map((field) => (
      <DeskField
        key={`${kind.kind} ${field.name}`}
        field={field}
        rules={place.rules!}
        site={place.site.id}
        value={call.values[field.name] ?? preset[field.name]}
        onChange={setValue}
        error={faultOf(field.name)}
        shortcutCode={fieldKeys[field.name]}
      />
    ));
  // Standard answers stand right after the field they go into: further down the button would cover them.
  const told = main.findIndex(({ toCustomer }) => toCustomer) + 1;
  const upToAnswer = told > 0 ? main.slice(0, told) : main;
  const rest = main.slice(upToAnswer.length);
  return (
    <Card className="max-xl:order-3 xl:col-start-1">
      <div className="flex flex-col gap-4">
        <div className="grid items-start gap-x-4 gap-y-3 sm:grid-cols-2">
          {show(isSaid ? upToAnswer : record.fields.filter(({ name }) => nothingSaid.includes(name)))}
        </div>
        {!isSaid && (
          <Button
            small
            className="w-fit"
            onPress={() => focusField(form.current, 'subject', () => setValue('outcome', undefined))}
          >
            {t.desk.somethingSaid}
          </Button>
        )}
        {isSaid && (
          <StandardAnswers
            fields={record.fields.filter(
              ({ name, toCustomer }) => !toCustomer || main.some((field) => field.name === name),
            )}
            values={call.values}
            set={setValue}
            on={{
              kind: kind.kind,
              rulebook: place.rulebook,
              words: [call.values['subject'], call.values['description']].filter(Boolean).join(' '),
            }}
          />
        )}
        {isSaid && rest.length > 0 && (
          <div className="grid items-start gap-x-4 gap-y-3 sm:grid-cols-2">{show(rest)}</div>
        )}
        {isSaid && folded.length > 0 && (
          <div className="flex flex-col gap-3">
            <Button
              small
              look="quiet"
              className="w-fit"
              aria-expanded={isUnfolded}
              shortcut={{ code: 'KeyO', alt: true, label: t.desk.more(folded.length) }}
              onPress={() => {
                if (isOpen) setOpen(false);
                else focusField(form.current, folded[0]!.name, () => setOpen(true));
              }}
            >
              {isUnfolded ? t.desk.less : t.desk.more(folded.length)}
            </Button>
            {isUnfolded && <div className="grid items-start gap-x-4 gap-y-3 sm:grid-cols-2">{show(folded)}</div>}
          </div>
        )}
        {isSaid && <SortAtOnce desk={desk} form={form} />}
        {dry && (
          <div className="xl:hidden">
            <Preview dry={dry} />
          </div>
        )}
        <Refused problem={problem} besideFields />
        <div className="sticky bottom-0 z-10 -mx-4 -mb-4 flex flex-wrap items-center gap-2 rounded-b-lg border-t border-line bg-surface px-4 py-3">
          <Button
            type="submit"
            form="call"
            look="primary"
            isPending={isPending}
            shortcut={{ code: 'KeyS', alt: true, label: record.name[language] }}
          >
            {isPending ? t.common.sending : record.name[language]}
          </Button>
          <span className="text-sm text-muted">{record.clause}</span>
          {call.ending && <Badge tone="accent">{t.desk.endings[call.ending]}</Badge>}
          {!isBlank(call) && (
            <Button
              look="quiet"
              className="ml-auto"
              shortcut={{ code: 'KeyN', alt: true, label: t.desk.discard }}
              onPress={nextCall}
            >
              {t.desk.discard}
            </Button>
          )}
        </div>
      </div>
    </Card>
  );
}
