import { useEffect } from 'react';
import { $api } from '../api/client.js';
import { whenText } from '../clock/when.js';
import { SelectInput } from '../look/choices.js';
import { type FieldLook } from '../look/fields.js';
import { useWords } from '../words/words.js';

/** One of the running clocks of a case; the only one is chosen already, or the one that waits for a decision. */
export function ClockControl({
  number,
  value,
  onChange,
  ...look
}: FieldLook & { number: string; value: string; onChange: (value: string | undefined) => void }) {
  const { language } = useWords();
  const { data } = $api.useQuery('get', '/v1/cases/{number}', { params: { path: { number } } });
  const running = (data?.clocks ?? []).filter(({ metAt, stoppedAt }) => metAt === null && stoppedAt === null);
  const asked = running.filter(({ extensions }) => extensions.some(({ decidedAt }) => decidedAt === null));
  const only = asked[0]?.id ?? (running.length === 1 ? running[0]!.id : undefined);
  useEffect(() => {
    if (value === '' && only) onChange(only);
    // Once, when the clocks have come.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [only]);
  return (
    <SelectInput
      {...look}
      choices={running.map(({ id, name, clause, due }) => ({
        id,
        name,
        about: `${clause} · ${whenText(due, language)}`,
      }))}
      value={value}
      onChange={(next) => onChange(next || undefined)}
    />
  );
}
