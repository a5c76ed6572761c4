import { lazy, Suspense } from 'react';
import { CheckInput, RadioInput, SelectInput } from '../look/choices.js';
import { NumberInput, TextInput } from '../look/fields.js';
import { useWords } from '../words/words.js';
import { ClockControl } from './ClockControl.js';
import type { ControlProps } from './control-props.js';
import { choicesOf, cleaned, helpOf, labelOf } from './values.js';

const FilesControl = lazy(async () => ({ default: (await import('./FilesControl.js')).FilesControl }));
const ItemsControl = lazy(async () => ({ default: (await import('./ItemsControl.js')).ItemsControl }));
const PersonControl = lazy(async () => ({ default: (await import('./PeopleControl.js')).PersonControl }));
const PeopleControl = lazy(async () => ({ default: (await import('./PeopleControl.js')).PeopleControl }));
const WhenControl = lazy(async () => ({ default: (await import('./WhenControl.js')).WhenControl }));
const SignatureControl = lazy(async () => ({ default: (await import('./SignatureControl.js')).SignatureControl }));
const DateControl = lazy(async () => ({ default: (await import('./WhenControl.js')).DateControl }));
const RecordedControl = lazy(async () => ({ default: (await import('./RecordedControl.js')).RecordedControl }));

/** As many choices stand side by side; more are a list. */
const inSight = 6;

/** The control of a field: one for each of the types that the act tables know; what few forms have comes when it is shown. */
export function Control(props: ControlProps) {
  return (
    <Suspense>
      <ControlOfType {...props} />
    </Suspense>
  );
}

function ControlOfType(props: ControlProps) {
  const { field, rules, value, onChange, error, hint, shortcut, autoFocus = false } = props;
  const { t, language } = useWords();
  const look = {
    label: labelOf(field, language),
    help: helpOf(field, language),
    isOptional: field.optional,
    error,
    shortcut,
  };
  const choices = choicesOf(field, rules, language);
  const text = (value as string | undefined) ?? '';
  if (field.asRecorded) return <RecordedControl {...props} Each={Control} />;
  switch (field.type) {
    case 'yes-no':
      return (
        <RadioInput
          {...look}
          choices={[
            { id: 'true', name: t.common.yes },
            { id: 'false', name: t.common.no },
          ]}
          value={value === undefined ? '' : String(value)}
          onChange={(next) => onChange(next === 'true')}
        />
      );
    case 'one-of':
    case 'id':
      if (field.name === 'clock' && props.number)
        return <ClockControl {...look} number={props.number} value={text} onChange={onChange} />;
      if (choices === undefined)
        return (
          <TextInput {...look} value={text} onChange={(next) => onChange(cleaned(next).trim())} autoFocus={autoFocus} />
        );
      return choices.length <= inSight ? (
        <RadioInput {...look} choices={choices} value={text} onChange={onChange} />
      ) : (
        <SelectInput {...look} choices={choices} value={text} onChange={onChange} />
      );
    case 'ids':
      return (
        <CheckInput
          {...look}
          choices={choices ?? []}
          value={(value as string[] | undefined) ?? []}
          onChange={onChange}
        />
      );
    case 'number':
      return (
        <NumberInput
          {...look}
          value={value as number | undefined}
          onChange={onChange}
          min={field.min}
          max={field.max}
        />
      );
    case 'cents':
      return (
        <NumberInput
          {...look}
          value={value === undefined ? undefined : (value as number) / 100}
          onChange={(yuan) => onChange(yuan === undefined ? undefined : Math.round(yuan * 100))}
          min={0}
          isMoney
        />
      );
    case 'instant':
      return <WhenControl {...look} timeZone={props.timeZone} value={text} onChange={onChange} />;
    case 'date':
      return <DateControl {...look} value={text} onChange={onChange} />;
    case 'person':
      return <PersonControl {...look} site={props.site} value={text} onChange={onChange} />;
    case 'people':
      return (
        <PeopleControl {...look} site={props.site} value={(value as string[] | undefined) ?? []} onChange={onChange} />
      );
    case 'files':
      if (field.name === 'signature')
        return (
          <SignatureControl {...look} field={field} value={(value as string[] | undefined) ?? []} onChange={onChange} />
        );
      return <FilesControl {...look} field={field} value={(value as string[] | undefined) ?? []} onChange={onChange} />;
    // Chosen beside the field they go into: StandardAnswers.tsx.
    case 'standard-answers':
      return null;
    case 'items':
      return <ItemsControl {...props} look={look} Each={Control} />;
    case 'case':
      return (
        <TextInput
          {...look}
          value={text}
          onChange={(next) => onChange(cleaned(next).trim().toUpperCase())}
          placeholder="PC-2026-000001"
        />
      );
    default:
      return (
        <TextInput
          {...look}
          hint={hint}
          value={text}
          onChange={(next) => onChange(next)}
          onBlur={() => text !== cleaned(text) && onChange(cleaned(text))}
          autoFocus={autoFocus}
          isRequired={false}
          {...((field.max ?? 0) > 200 || field.toCustomer ? { rows: 3 } : {})}
          {...(field.max ? { maxLength: field.max } : {})}
        />
      );
  }
}
