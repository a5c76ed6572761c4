import { useRef, useState } from 'react';
import { Form } from 'react-aria-components';
import { useSendOnce } from '../act/send.js';
import { api, type Json } from '../api/client.js';
import { serverNow } from '../api/server-time.js';
import { Button } from '../look/button.js';
import { RadioInput } from '../look/choices.js';
import { NumberInput, TextInput } from '../look/fields.js';
import { Banner } from '../look/parts.js';
import { Refused } from '../look/refused.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { holidayRowsOf } from './holiday-rows.js';

/** Files of text that somebody keeps a year's table in. */
const files = '.csv,.txt,.tsv';

/** A year's notice, a line a day or a span of days: typed, pasted from a sheet, or from a file of text. */
export function HolidayForm({
  year: awaited,
  onDone,
}: {
  year: number | undefined;
  onDone: (table: Json<'HolidaysJson'>) => void;
}) {
  const own = usePageWords('calendars');
  const { t } = useWords();
  const picker = useRef<HTMLInputElement>(null);
  const [year, setYear] = useState<number | undefined>(awaited ?? new Date(serverNow()).getFullYear());
  const [replaces, setReplaces] = useState('named-days');
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const read = holidayRowsOf(text, year ?? 2000);
  const send = useSendOnce(async (key) => {
    const { data } = await api.POST('/v1/holidays', {
      params: { header: { 'Idempotency-Key': key } },
      body: { country: 'cn', year: year!, replaces: replaces as 'named-days', days: read.rows },
    });
    return data as Json<'HolidaysJson'>;
  }, onDone);
  const lineOf = (field: string): string => {
    const row = /^days\[(\d+)\]/.exec(field)?.[1];
    return row === undefined ? '' : `${own.line(read.lines[Number(row)]!)} `;
  };
  const faults = [
    ...(tried ? read.faults.map(({ line, what }) => `${own.line(line)} ${own.rowFaults[what]}`) : []),
    ...(send.problem?.errors ?? []).map(({ field, detail }) => `${lineOf(field)}${detail}`),
  ];
  return (
    <Form
      validationBehavior="aria"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (read.faults.length === 0 && read.rows.length > 0 && year !== undefined)
          send.submit(JSON.stringify([year, replaces, text]));
      }}
    >
      <NumberInput label={own.year} value={year} onChange={setYear} min={2000} max={2199} />
      <RadioInput
        label={own.replaces}
        help={own.replacesHelp}
        choices={[
          { id: 'named-days', name: own.namedDays },
          { id: 'whole-year', name: own.wholeYear },
        ]}
        value={replaces}
        onChange={setReplaces}
      />
      <TextInput
        label={own.rows}
        help={own.rowsHelp}
        placeholder={own.rowsExample(year ?? 2027)}
        rows={12}
        autoFocus
        value={text}
        onChange={(next) => {
          setText(next);
          send.clear();
        }}
        error={tried && read.rows.length === 0 && read.faults.length === 0 ? own.noRows : undefined}
      />
      <input
        ref={picker}
        type="file"
        accept={files}
        aria-label={own.fromFile}
        className="sr-only"
        tabIndex={-1}
        onChange={({ target }) => void target.files?.[0]?.text().then(setText)}
      />
      <Button small look="quiet" className="self-start" onPress={() => picker.current?.click()}>
        {own.fromFile}
      </Button>
      {faults.length > 0 && (
        <Banner tone="late">
          <ul className="list-disc pl-4">
            {faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </Banner>
      )}
      <Refused problem={send.problem} besideFields />
      <p role="status" className="text-sm text-muted">
        {own.rowsRead(read.rows.length)}
      </p>
      <Button type="submit" look="primary" isPending={send.isPending} className="self-start">
        {send.isPending ? t.common.sending : own.showTable}
      </Button>
    </Form>
  );
}
