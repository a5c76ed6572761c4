import { useRef, type RefObject } from 'react';
import {
  FieldError,
  Input,
  Label,
  NumberField,
  Text,
  TextArea,
  TextField,
  type TextFieldProps,
} from 'react-aria-components';
import { useWords } from '../words/words.js';
import { Key } from './button.js';
import { useShortcut, type Shortcut } from './keys.js';

/** What every field shows: its label with its key, what it is, whether it may be left out, and its fault. */
export interface FieldLook {
  label: string;
  help?: string | undefined;
  isOptional?: boolean | undefined;
  /** A key that brings the cursor here, shown on the label. */
  shortcut?: Shortcut | undefined;
  error?: string | undefined;
  /** What is odd about what stands there, and is taken all the same. */
  hint?: string | undefined;
}

export const inputClass =
  'w-full min-h-10 rounded-md border border-edge bg-surface px-3 py-1.5 text-ink outline-none placeholder:text-muted focus:border-accent focus:ring-2 focus:ring-accent/40 data-invalid:border-late aria-invalid:border-late disabled:opacity-60';
export const labelClass = 'flex flex-wrap items-baseline gap-x-2 text-sm font-medium';
export const errorClass = 'text-sm text-late';
const hintClass = 'text-sm text-warn';

/** The inside of a label. */
export function LabelText({ label, isOptional, shortcut }: FieldLook) {
  const { t } = useWords();
  return (
    <>
      {label}
      {isOptional && <span className="text-xs font-normal text-muted">{t.common.optional}</span>}
      {shortcut && <Key shortcut={shortcut} />}
    </>
  );
}

/** The key of a field focuses it. */
export function useFieldKey(shortcut: Shortcut | undefined, ref: RefObject<HTMLElement | null>): void {
  useShortcut(shortcut, () => ref.current?.focus());
}

type TextLook = Omit<TextFieldProps, 'className' | 'children' | 'style' | 'isInvalid'> &
  FieldLook & { rows?: number; placeholder?: string };

/** A line of text, or with `rows` several. */
export function TextInput({ label, help, isOptional, shortcut, error, hint, rows, placeholder, ...rest }: TextLook) {
  const line = useRef<HTMLInputElement>(null);
  const lines = useRef<HTMLTextAreaElement>(null);
  useFieldKey(shortcut, rows ? lines : line);
  return (
    <TextField {...rest} isInvalid={error !== undefined} className="flex flex-col gap-1">
      <Label className={labelClass}>
        <LabelText {...{ label, isOptional, shortcut }} />
      </Label>
      {rows ? (
        <TextArea ref={lines} rows={rows} placeholder={placeholder} className={inputClass} />
      ) : (
        <Input ref={line} placeholder={placeholder} className={inputClass} />
      )}
      {(hint ?? help) && (
        <Text slot="description" className={hint ? hintClass : 'text-xs text-muted'}>
          {hint ?? help}
        </Text>
      )}
      <FieldError className={errorClass}>{error}</FieldError>
    </TextField>
  );
}

/** A year has no comma in it. */
const plainNumber = { useGrouping: false };

/** What is written in yuan and fen: ¥30.00, in both languages. */
const money: Intl.NumberFormatOptions = { style: 'currency', currency: 'CNY', currencyDisplay: 'narrowSymbol' };

/** A figure, or an amount in yuan. */
export function NumberInput({
  label,
  help,
  isOptional,
  shortcut,
  error,
  value,
  onChange,
  min,
  max,
  isMoney = false,
}: FieldLook & {
  value: number | undefined;
  onChange: (value: number | undefined) => void;
  min?: number | undefined;
  max?: number | undefined;
  isMoney?: boolean;
}) {
  const ref = useRef<HTMLInputElement>(null);
  useFieldKey(shortcut, ref);
  return (
    <NumberField
      value={value ?? Number.NaN}
      formatOptions={isMoney ? money : plainNumber}
      onChange={(next) => onChange(Number.isNaN(next) ? undefined : next)}
      {...(min === undefined ? {} : { minValue: min })}
      {...(max === undefined ? {} : { maxValue: max })}
      isInvalid={error !== undefined}
      className="flex flex-col gap-1"
    >
      <Label className={labelClass}>
        <LabelText {...{ label, isOptional, shortcut }} />
      </Label>
      <Input ref={ref} className={`${inputClass} max-w-40`} />
      {help && (
        <Text slot="description" className="text-xs text-muted">
          {help}
        </Text>
      )}
      <FieldError className={errorClass}>{error}</FieldError>
    </NumberField>
  );
}
