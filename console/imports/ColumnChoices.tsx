import { labelOf, type Field } from '../act/values.js';
import type { Json } from '../api/client.js';
import { SelectInput } from '../look/choices.js';
import { usePageWords } from '../words/page-words.js';
import type { Language } from '../words/words.js';
import { choicesFor, isUsual, type Chosen, type rowFields } from './mapping.js';

/** Which column is what; of what has values also one that is the same in every row. */
export function ColumnChoices({
  fields,
  rules,
  headings,
  chosen,
  set,
  language,
}: {
  fields: readonly Field[];
  rules: Json<'KindsJson'>;
  headings: readonly string[];
  chosen: Chosen;
  set: (change: (before: Chosen) => Chosen) => void;
  language: Language;
}) {
  const own = usePageWords('imports');
  const choose = (name: string) => (value: string) => set((before) => ({ ...before, [name]: value }));
  const columnOf = (name: (typeof rowFields)[number]) => (
    <SelectInput
      key={name}
      label={own.rowFields[name]}
      help={own.rowHelp[name] || undefined}
      isOptional={name !== 'id'}
      choices={choicesFor(undefined, headings, rules, language, own)}
      value={chosen[name] ?? ''}
      onChange={choose(name)}
      empty={own.noColumn}
    />
  );
  const fieldOf = (field: Field) => (
    <SelectInput
      key={field.name}
      label={labelOf(field, language)}
      isOptional={field.optional}
      choices={choicesFor(field, headings, rules, language, own)}
      value={chosen[field.name] ?? ''}
      onChange={choose(field.name)}
      empty={own.noColumn}
    />
  );
  const inSight = fields.filter(isUsual);
  const others = fields.filter((field) => !isUsual(field));
  const grid = 'grid gap-x-4 gap-y-3 sm:grid-cols-2 xl:grid-cols-3';
  return (
    <fieldset className="min-w-0">
      <legend className="font-medium">{own.columns}</legend>
      <p className="mb-2 text-sm text-muted">{own.columnsAbout}</p>
      <div className={grid}>
        {columnOf('id')}
        {columnOf('date')}
        {inSight.map(fieldOf)}
      </div>
      <details className="mt-3">
        <summary className="cursor-pointer text-sm text-muted">{own.moreFields(others.length + 2)}</summary>
        <div className={`mt-2 ${grid}`}>
          {columnOf('time')}
          {columnOf('user')}
          {others.map(fieldOf)}
        </div>
      </details>
    </fieldset>
  );
}
