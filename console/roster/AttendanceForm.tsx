import { useState } from 'react';
import { useSendOnce } from '../act/send.js';
import { api, type Json } from '../api/client.js';
import { Button } from '../look/button.js';
import { RadioInput } from '../look/choices.js';
import { Sheet } from '../look/dialog.js';
import { TextInput } from '../look/fields.js';
import { Refused } from '../look/refused.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { rosterDayText, type Day } from './days.js';

/** A day of somebody, with what is known of it. */
export interface AttendanceCell {
  person: string;
  name: string;
  day: Day;
  known: Json<'SheetDayJson'> | undefined;
}

interface FormProps {
  today: Day;
  site: string;
  department: string;
  onDone: (said: string) => void;
}

/** Enters how somebody was there on a day, or corrects it: what was entered before stays on record. */
export function AttendanceForm({
  cell,
  onClose,
  ...rest
}: FormProps & { cell: AttendanceCell | undefined; onClose: () => void }) {
  const own = usePageWords('roster');
  const { language } = useWords();
  return (
    <Sheet
      title={cell ? own.duty(cell.name, rosterDayText(cell.day, language, 'long'), '') : own.state}
      isOpen={cell !== undefined}
      onClose={onClose}
    >
      {cell && <StateForm key={`${cell.person} ${cell.day}`} cell={cell} {...rest} />}
    </Sheet>
  );
}

function StateForm({ cell, today, site, department, onDone }: FormProps & { cell: AttendanceCell }) {
  const own = usePageWords('roster');
  const { t, language } = useWords();
  const { person, name, day, known } = cell;
  const [state, setState] = useState<string>(known?.state ?? 'present');
  const [remark, setRemark] = useState(known?.remark ?? '');
  const send = useSendOnce(
    (key) =>
      api.POST('/v1/attendance', {
        params: { header: { 'Idempotency-Key': key } },
        body: {
          site,
          department,
          entries: [{ person, day, state: state as 'present', ...(remark.trim() && { remark: remark.trim() }) }],
        },
      }),
    () => onDone(own.attended(name, rosterDayText(day, language, 'long'), own.states[state as 'present'])),
  );
  if (day > today) return <p className="text-sm">{own.future}</p>;
  const faultOf = (field: string) => send.problem?.errors.find((error) => error.field.endsWith(field))?.detail;
  return (
    <form
      id="attendance"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        send.submit(`${person} ${day} ${state} ${remark}`);
      }}
    >
      <p className="text-sm text-muted">
        {known === undefined ? own.unknown : known.source === 'roster' ? own.byRoster : own.entered}
        {known && known.corrections > 0 && ` · ${own.corrected(known.corrections)}`}
      </p>
      {(faultOf('.person') ?? faultOf('.day')) && (
        <p role="alert" className="text-sm text-late">
          {faultOf('.person') ?? faultOf('.day')}
        </p>
      )}
      <Refused problem={send.problem} besideFields />
      <RadioInput
        label={own.state}
        choices={Object.entries(own.states).map(([id, text]) => ({ id, name: text }))}
        value={state}
        onChange={setState}
      />
      <TextInput
        label={own.remark}
        isOptional
        maxLength={200}
        value={remark}
        onChange={setRemark}
        error={faultOf('.remark')}
      />
      <Button
        type="submit"
        form="attendance"
        look="primary"
        className="self-start"
        isPending={send.isPending}
        shortcut={{ code: 'KeyS', alt: true, label: t.common.save }}
      >
        {send.isPending ? t.common.sending : t.common.save}
      </Button>
    </form>
  );
}
