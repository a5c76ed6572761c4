import { useEffect, useRef, type ComponentType } from 'react';
import { $api } from '../api/client.js';
import { useMe } from '../api/me.js';
import { useWords } from '../words/words.js';
import type { ControlProps } from './control-props.js';
import { choicesOf, recordFields, type Field } from './values.js';

/**
 * What the record must say instead: chosen from what it was chosen from when it was recorded, or written anew from the
 * words that stand there now.
 */
export function RecordedControl({ Each, ...props }: ControlProps & { Each: ComponentType<ControlProps> }) {
  const { field, rules, number = '', beside = {}, value, onChange } = props;
  const { t, language } = useWords();
  const chosen = beside[field.asRecorded!] as string | undefined;
  const { data: of } = $api.useQuery('get', '/v1/cases/{number}', { params: { path: { number } } });
  const { sites } = useMe();
  const recorded: Pick<Field, 'type' | 'values' | 'valueNames'> | undefined =
    chosen === 'site'
      ? {
          type: 'one-of',
          values: sites.map(({ id }) => id),
          valueNames: Object.fromEntries(sites.map(({ id, name }) => [id, name])),
        }
      : recordFields(rules.kinds.find(({ kind }) => kind === of?.kind)).find(({ name }) => name === chosen);
  const isChosen = recorded !== undefined && recorded.type !== 'words';
  const present = of && chosen ? (chosen === 'site' ? of.site : (of.facts[chosen] ?? of.words?.[chosen])) : undefined;
  const before = useRef(chosen);
  useEffect(() => {
    if (before.current === chosen || !of) return;
    before.current = chosen;
    onChange(isChosen ? undefined : (present ?? undefined));
    // When another field is chosen, not when this one is written.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [chosen, of === undefined]);
  if (!chosen || !of) return null;
  const { name, label, optional } = field;
  const asked: Field = { ...(recorded ?? { type: 'words' }), name, label, about: label, optional };
  const isYesNo = asked.type === 'yes-no';
  const names = isYesNo
    ? [
        { id: 'true', name: t.common.yes },
        { id: 'false', name: t.common.no },
      ]
    : (choicesOf(asked, rules, language) ?? []);
  return (
    <>
      {isChosen && (
        <p className="mb-2 text-sm">
          <span className="text-muted">{t.act.presently}</span>{' '}
          {names.find(({ id }) => id === String(present))?.name ?? String(present ?? '…')}
        </p>
      )}
      <Each
        {...props}
        field={asked}
        value={isYesNo ? { true: true, false: false }[String(value)] : value}
        onChange={(next) => onChange(isYesNo ? String(next) : next)}
      />
    </>
  );
}
