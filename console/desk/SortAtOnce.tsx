import type { RefObject } from 'react';
import type { Values } from '../act/values.js';
import { Button } from '../look/button.js';
import { useWords } from '../words/words.js';
import { DeskField } from './DeskField.js';
import { sortingFields } from './fields.js';
import { focusField } from './focus-field.js';
import type { DeskCall } from './use-call.js';

/** Where the call-taker may sort the case as well: in the same form, so that its deadlines are known before saving. */
export function SortAtOnce({ desk, form }: { desk: DeskCall; form: RefObject<HTMLFormElement | null> }) {
  const { t, language } = useWords();
  const { call, sortingAct, place, change, setSorting } = desk;
  if (!sortingAct || !place.rules || call.ending) return null;
  const { sorting } = call;
  // Most are valid: what is left to say is why, and whose it is.
  const begun: Values = sortingAct.fields.some(({ name }) => name === 'valid') ? { valid: true } : {};
  const first = sortingFields(sortingAct, begun).find(({ name }) => !(name in begun))?.name ?? '';
  const isOn = sorting !== null;
  const shortcut = { code: 'KeyG', alt: true, label: t.desk.sortAtOnce(sortingAct.name[language]) };
  const begin = () => {
    focusField(form.current, first, () => change((before) => ({ ...before, sorting: before.sorting ?? begun })));
  };
  if (!isOn)
    return (
      <Button className="w-fit" shortcut={shortcut} onPress={begin}>
        {shortcut.label}
      </Button>
    );
  return (
    <fieldset className="flex min-w-0 flex-col gap-3 rounded-md border border-line p-3">
      <legend className="px-1 text-sm font-semibold">
        {sortingAct.name[language]} <span className="font-normal text-muted">{sortingAct.clause}</span>
      </legend>
      <div className="grid items-start gap-x-4 gap-y-3 sm:grid-cols-2">
        {sortingFields(sortingAct, sorting).map((field) => (
          <DeskField
            key={field.name}
            field={field}
            rules={place.rules!}
            site={place.site.id}
            value={sorting[field.name]}
            onChange={setSorting}
            error={undefined}
          />
        ))}
      </div>
      <Button
        small
        look="quiet"
        className="w-fit"
        shortcut={shortcut}
        onPress={() => {
          focusField(form.current, 'description', () => change((before) => ({ ...before, sorting: null })));
        }}
      >
        {t.desk.sortLater}
      </Button>
    </fieldset>
  );
}
