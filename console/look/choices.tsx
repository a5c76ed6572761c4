import { useId, useRef } from 'react';
import { FieldError, Label, Radio, RadioGroup, Text } from 'react-aria-components';
import { useWords } from '../words/words.js';
import { indexOfDigit } from './digits.js';
import { errorClass, inputClass, labelClass, LabelText, useFieldKey, type FieldLook } from './fields.js';

export interface Choice {
  id: string;
  name: string;
  /** A second line, where there is more to say. */
  about?: string | undefined;
}

interface ChoiceProps extends FieldLook {
  choices: readonly Choice[];
  value: string;
  onChange: (value: string) => void;
  name?: string;
}

/** One of many: the browser's own list, which every phone knows how to show. `empty`: what none of them means. */
export function SelectInput({ empty, ...props }: ChoiceProps & { empty?: string }) {
  const { label, help, isOptional, shortcut, error, choices, value, onChange, name } = props;
  const { t } = useWords();
  const id = useId();
  const ref = useRef<HTMLSelectElement>(null);
  useFieldKey(shortcut, ref);
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className={labelClass}>
        <LabelText {...{ label, isOptional, shortcut }} />
      </label>
      <select
        ref={ref}
        id={id}
        name={name}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={error !== undefined}
        aria-describedby={help || error ? `${id}-about` : undefined}
        className={inputClass}
      >
        <option value="">{empty ?? t.common.choose}</option>
        {choices.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {choice.about ? `${choice.name} · ${choice.about}` : choice.name}
          </option>
        ))}
      </select>
      <span id={`${id}-about`} className={error ? errorClass : 'text-xs text-muted'}>
        {error ?? help}
      </span>
    </div>
  );
}

/** One of a few, all in sight: arrows move, digits choose. */
export function RadioInput({ label, help, isOptional, error, choices, value, onChange, name }: ChoiceProps) {
  return (
    <RadioGroup
      {...(name ? { name } : {})}
      // None chosen is null: with '' no radio could be reached by Tab.
      value={value || null}
      onChange={onChange}
      isInvalid={error !== undefined}
      className="flex flex-col gap-1"
    >
      <Label className={labelClass}>
        <LabelText {...{ label, isOptional }} />
      </Label>
      <div
        className="flex flex-wrap gap-2"
        role="presentation"
        onKeyDown={(event) => {
          const index = indexOfDigit(event);
          const chosen = index === undefined ? undefined : choices[index];
          if (!chosen) return;
          // The cursor goes along: the next Tab leaves the group.
          event.currentTarget.querySelectorAll('input')[index!]?.focus();
          onChange(chosen.id);
        }}
      >
        {choices.map((choice) => (
          <Radio
            key={choice.id}
            value={choice.id}
            className="flex min-h-10 cursor-pointer items-center rounded-md border border-edge bg-surface px-3 hover:bg-raised selected:border-accent selected:bg-tint selected:font-medium focus-visible:outline-2 focus-visible:outline-accent"
          >
            {choice.name}
            {choice.about && <span className="ml-2 text-xs text-muted">{choice.about}</span>}
          </Radio>
        ))}
      </div>
      {help && (
        <Text slot="description" className="text-xs text-muted">
          {help}
        </Text>
      )}
      <FieldError className={errorClass}>{error}</FieldError>
    </RadioGroup>
  );
}

/** Some of many. */
export function CheckInput({
  label,
  help,
  isOptional,
  error,
  choices,
  value,
  onChange,
}: Omit<ChoiceProps, 'value' | 'onChange' | 'name'> & {
  value: readonly string[];
  onChange: (value: string[]) => void;
}) {
  const id = useId();
  return (
    <fieldset className="flex min-w-0 flex-col gap-1" aria-describedby={`${id}-about`}>
      <legend className={labelClass}>
        <LabelText {...{ label, isOptional }} />
      </legend>
      <div className="grid gap-x-4 gap-y-1 sm:grid-cols-2">
        {choices.map((choice) => (
          <label key={choice.id} className="flex min-h-9 cursor-pointer items-center gap-2">
            <input
              type="checkbox"
              className="size-4.5 shrink-0 accent-accent"
              checked={value.includes(choice.id)}
              onChange={({ target }) =>
                onChange(target.checked ? [...value, choice.id] : value.filter((one) => one !== choice.id))
              }
            />
            <span>
              {choice.name}
              {choice.about && <span className="text-xs text-muted"> {choice.about}</span>}
            </span>
          </label>
        ))}
      </div>
      <span id={`${id}-about`} className={error ? errorClass : 'text-xs text-muted'}>
        {error ?? help}
      </span>
    </fieldset>
  );
}
