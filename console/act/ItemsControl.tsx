import type { ComponentType } from 'react';
import { Button } from '../look/button.js';
import { errorClass, labelClass, LabelText, type FieldLook } from '../look/fields.js';
import { useWords } from '../words/words.js';
import type { ControlProps } from './control-props.js';
import type { Values } from './values.js';

/** A list of things, each with fields of its own, which `Each` draws. */
export function ItemsControl({
  field,
  value,
  onChange,
  look,
  Each,
  error,
  ...rest
}: ControlProps & { look: FieldLook; Each: ComponentType<ControlProps> }) {
  const { t } = useWords();
  const written = (value as Values[] | undefined) ?? [];
  // What has to be listed begins with a line to write in.
  const items = written.length === 0 && !field.optional ? [{}] : written;
  const change = (index: number, name: string, next: unknown) =>
    onChange(items.map((item, i) => (i === index ? { ...item, [name]: next } : item)));
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className={labelClass}>
        <LabelText {...look} />
      </legend>
      {items.map((item, index) => (
        // What is entered has no id of its own before it is sent.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className="grid gap-3 rounded-md border border-line p-3 sm:grid-cols-2">
          {(field.of ?? []).map((one) => (
            <Each
              {...rest}
              key={one.name}
              field={one}
              value={item[one.name]}
              onChange={(next) => change(index, one.name, next)}
            />
          ))}
          <Button
            small
            look="quiet"
            className="w-fit max-sm:min-h-11"
            onPress={() => onChange(items.filter((_, i) => i !== index))}
          >
            {t.common.remove}
          </Button>
        </div>
      ))}
      <Button
        small
        className="w-fit max-sm:min-h-11"
        isDisabled={items.length >= (field.max ?? 50)}
        onPress={() => onChange([...items, {}])}
      >
        {t.common.add}
      </Button>
      <span className={error ? errorClass : 'text-xs text-muted'}>{error ?? look.help}</span>
    </fieldset>
  );
}
