import { memo } from 'react';
import type { Json } from '../api/client.js';
import { Control } from '../act/Control.js';
import { choicesOf, helpOf, labelOf, type Field } from '../act/values.js';
import type { Shortcut } from '../look/keys.js';
import { useWords } from '../words/words.js';
import { PlaceField } from './PlaceField.js';
import { TickInput } from './TickInput.js';

interface DeskFieldProps {
  field: Field;
  rules: Json<'KindsJson'>;
  site: string;
  value: unknown;
  /** Must stay the same function. */
  onChange: (name: string, value: unknown) => void;
  error: string | undefined;
  shortcutCode?: string | undefined;
}

/** What everybody knows needs no sentence beneath it; what is told at length needs room. */
const plain = ({ label, ...field }: Field): Field => ({
  ...field,
  label,
  ...(obvious.has(field.name) ? { about: label } : {}),
  ...(told.has(field.name) ? { max: field.max ?? 4_000 } : {}),
});
const obvious = new Set(['answer', 'customer', 'department', 'description', 'grounds', 'place', 'subject', 'tier']);
const told = new Set(['answer', 'demand', 'description', 'reason']);

/** A field of the desk: renders only when its own value has changed. */
export const DeskField = memo(function DeskField(props: DeskFieldProps) {
  const { rules, site, value, onChange, error, shortcutCode } = props;
  const field = plain(props.field);
  const { language } = useWords();
  const { name } = field;
  const label = labelOf(field, language);
  const shortcut: Shortcut | undefined = shortcutCode ? { code: shortcutCode, alt: true, label } : undefined;
  const look = { label, isOptional: field.optional, error, shortcut };
  const isLong = told.has(name) && field.type === 'words';
  return (
    <div data-field={name} className={isLong || name === 'subject' || field.type === 'ids' ? 'sm:col-span-2' : ''}>
      {name === 'place' ? (
        <PlaceField
          {...look}
          site={site}
          value={(value as string | undefined) ?? ''}
          onChange={(next) => onChange(name, next)}
        />
      ) : field.type === 'ids' ? (
        <TickInput
          {...look}
          help={helpOf(field, language)}
          choices={choicesOf(field, rules, language) ?? []}
          value={(value as string[] | undefined) ?? []}
          onChange={(next) => onChange(name, next)}
        />
      ) : (
        <Control
          field={field}
          rules={rules}
          site={site}
          timeZone={rules.timeZone}
          value={value}
          onChange={(next) => onChange(name, next)}
          error={error}
          shortcut={shortcut}
        />
      )}
    </div>
  );
});
