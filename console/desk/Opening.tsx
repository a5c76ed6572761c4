import { useEffect, useRef } from 'react';
import { cleaned } from '../act/values.js';
import { RadioInput } from '../look/choices.js';
import { digitAt } from '../look/digits.js';
import { TextInput } from '../look/fields.js';
import { useShortcut } from '../look/keys.js';
import { Key } from '../look/button.js';
import { Card } from '../look/parts.js';
import { useWords } from '../words/words.js';
import { focusField } from './focus-field.js';
import type { DeskCall } from './use-call.js';

/** What a call begins with: the phone, then what kind of case it is. */
export function Opening({ desk }: { desk: DeskCall }) {
  const { t, language } = useWords();
  const { call, kinds, kind, setValue, change, faultOf, hintOf } = desk;
  const card = useRef<HTMLDivElement>(null);
  const kindKey = { code: 'KeyK', alt: true, label: t.common.kind };
  const find = (name: string) => focusField(card.current?.closest('form') ?? null, name);
  useShortcut(kindKey, () => find('kind'));
  // A call begins with its phone.
  // oxlint-disable-next-line react/exhaustive-deps
  useEffect(() => find('phone'), []);
  const takesPhone =
    !kind || kind.acts.some(({ act, fields }) => act === 'record' && fields.some(({ name }) => name === 'phone'));
  return (
    <Card className="max-xl:order-1 xl:col-start-1">
      <div ref={card} className="flex flex-col gap-3">
        <div data-field="phone" className="w-full max-w-xs">
          <TextInput
            label={t.desk.phone}
            type="tel"
            inputMode="tel"
            autoComplete="off"
            maxLength={100}
            value={(call.values['phone'] as string | undefined) ?? ''}
            onChange={(next) => setValue('phone', cleaned(next))}
            shortcut={{ code: 'KeyP', alt: true, label: t.desk.phone }}
            error={takesPhone ? faultOf('phone') : undefined}
            hint={hintOf('phone')}
          />
        </div>
        <div data-field="kind" className="relative">
          <RadioInput
            label={t.desk.whatKind}
            value={kind?.kind ?? ''}
            choices={kinds.map((one, index) => ({
              id: one.kind,
              name: `${digitAt(index)} ${one.name[language]}`.trim(),
            }))}
            onChange={(id) => change((before) => ({ ...before, kind: id, sorting: null, ending: null }))}
          />
          <span className="absolute top-0 right-0 text-muted">
            <Key shortcut={kindKey} />
          </span>
        </div>
      </div>
    </Card>
  );
}
