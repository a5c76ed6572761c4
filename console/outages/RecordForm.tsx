import { useMemo, useState } from 'react';
import { Form } from 'react-aria-components';
import { Control } from '../act/Control.js';
import { Preview } from '../act/Preview.js';
import { sendRecord, tryRecord, useSendOnce } from '../act/send.js';
import { usePreview } from '../act/use-preview.js';
import { bodyOf, isEmpty, recordFields, type Values } from '../act/values.js';
import { useDraft } from '../api/use-draft.js';
import { Button } from '../look/button.js';
import { SelectInput } from '../look/choices.js';
import { Refused } from '../look/refused.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import type { OutagePlace } from './outage-places.js';

const ahead = ['planned', 'temporary'];

/** An outage is recorded by the form of its kind: with what it would do, before it is sent once. */
export function RecordForm({ places, onDone }: { places: readonly OutagePlace[]; onDone: (number: string) => void }) {
  const own = usePageWords('outages');
  const { t, language } = useWords();
  const [site, setSite] = useState(places[0]?.site ?? '');
  const draft = useDraft<Values>('outage', { outageType: 'planned' });
  const [asked, setAsked] = useState(false);
  const place = places.find((one) => one.site === site) ?? places[0];
  const isAhead = ahead.includes(String(draft.value['outageType']));
  const fields = recordFields(place?.kind).map((field) =>
    isAhead && ['startsAt', 'endsAt'].includes(field.name) ? { ...field, optional: false } : field,
  );
  const body = useMemo(
    () => ({ ...bodyOf(draft.value), kind: 'outage', site: place?.site, rulebook: place?.rulebook }) as Values,
    [draft.value, place?.site, place?.rulebook],
  );
  const missing = fields.filter(({ name, optional }) => !optional && isEmpty(body[name]));
  const dry = usePreview(missing.length === 0 && draft.ready ? JSON.stringify(body) : undefined, (signal) =>
    tryRecord(body, signal),
  );
  const { submit, isPending, problem } = useSendOnce(
    (key) => sendRecord(body, key),
    ({ number }) => {
      draft.drop();
      onDone(number);
    },
  );
  if (!place || !draft.ready) return null;
  const faultOf = (name: string) =>
    problem?.errors.find(({ field }) => field === name)?.detail ??
    (asked && missing.some((field) => field.name === name) ? t.act.missing : undefined);
  return (
    <Form
      validationBehavior="aria"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (missing.length === 0) submit(JSON.stringify(body));
      }}
    >
      <p className="text-sm text-muted">{own.recordAbout}</p>
      {places.length > 1 && (
        <SelectInput
          label={own.here}
          choices={places.map(({ site: id, name }) => ({ id, name: name[language] }))}
          value={place.site}
          onChange={setSite}
        />
      )}
      {fields.map((field) => (
        <div key={field.name} data-field={field.name}>
          <Control
            field={field}
            rules={place.rules}
            site={place.site}
            timeZone={place.rules.timeZone}
            value={draft.value[field.name]}
            onChange={(value) => draft.set((before) => ({ ...before, [field.name]: value }))}
            error={faultOf(field.name)}
            hint={dry?.hints.find((hint) => hint.field === field.name)?.text}
          />
        </div>
      ))}
      {dry && <Preview dry={dry} />}
      <Refused problem={problem} besideFields />
      <div className="sticky bottom-0 bg-surface py-2">
        <Button
          type="submit"
          look="primary"
          isPending={isPending}
          shortcut={{ code: 'KeyS', alt: true, label: t.common.save }}
        >
          {isPending ? t.common.sending : own.record}
        </Button>
      </div>
    </Form>
  );
}
