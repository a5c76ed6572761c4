import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { type Choice } from '../look/choices.js';
import { digitAt, indexOfDigit } from '../look/digits.js';
import { errorClass, labelClass, LabelText, type FieldLook } from '../look/fields.js';

/** Some of many as one stop of the Tab key: arrows move, Space and digits tick. */
export function TickInput({
  choices,
  value,
  onChange,
  help,
  error,
  ...look
}: FieldLook & { choices: readonly Choice[]; value: readonly string[]; onChange: (value: string[]) => void }) {
  const id = useId();
  const group = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState(0);
  const toggle = (one: string) =>
    onChange(value.includes(one) ? value.filter((other) => other !== one) : [...value, one]);
  const move = (to: number) => {
    const index = Math.min(choices.length - 1, Math.max(0, to));
    setCursor(index);
    group.current?.querySelectorAll('input')[index]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const moves: Record<string, number> = {
      ArrowDown: cursor + 1,
      ArrowRight: cursor + 1,
      ArrowUp: cursor - 1,
      ArrowLeft: cursor - 1,
      Home: 0,
      End: choices.length - 1,
    };
    const index = indexOfDigit(event);
    const digit = index === undefined ? undefined : choices[index];
    if (event.key in moves) move(moves[event.key]!);
    else if (digit) {
      toggle(digit.id);
      move(choices.indexOf(digit));
    } else return;
    event.preventDefault();
  };
  return (
    <fieldset aria-describedby={`${id}-about`} className="flex min-w-0 flex-col gap-1">
      <legend className={labelClass}>
        <LabelText {...look} />
      </legend>
      <div ref={group} role="presentation" onKeyDown={onKeyDown} className="grid gap-x-4">
        {choices.map((choice, index) => (
          <label key={choice.id} className="flex min-h-8 cursor-pointer items-center gap-2">
            <input
              type="checkbox"
              tabIndex={index === cursor ? 0 : -1}
              className="size-4.5 shrink-0 accent-accent"
              checked={value.includes(choice.id)}
              onFocus={() => setCursor(index)}
              onChange={() => toggle(choice.id)}
            />
            <span className="w-3 shrink-0 text-xs text-muted tabular-nums" aria-hidden="true">
              {digitAt(index)}
            </span>
            <span>{choice.name}</span>
          </label>
        ))}
      </div>
      <span id={`${id}-about`} className={error ? errorClass : 'text-xs text-muted'}>
        {error ?? help}
      </span>
    </fieldset>
  );
}
