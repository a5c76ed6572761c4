import { Fragment, lazy, Suspense, type ReactNode } from 'react';
import { choicesOf, recordFields, type Field } from '../act/values.js';
import { $api, type Json } from '../api/client.js';
import { useKind } from '../api/rulebook.js';
import { When } from '../clock/when.js';
import { moneyText } from '../words/money.js';
import { useWords } from '../words/words.js';

const PeopleNames = lazy(async () => ({ default: (await import('../act/PeopleControl.js')).PeopleNames }));

/** What was entered with an act, by the names of its form, each value as a person would write it. */
export function Written({
  entry,
  of,
}: {
  entry: Pick<Json<'EntryJson'>, 'act' | 'input'>;
  of: Json<'CaseDetailsJson'>;
}) {
  const { language } = useWords();
  const { kind } = useKind(of);
  const fields = kind?.acts.find(({ act }) => act === entry.act)?.fields ?? [];
  const input = { ...entry.input, ...(entry.input?.['words'] as object | undefined) } as Record<string, unknown>;
  const filled = fields.filter(({ name }) => input[name] !== undefined && input[name] !== null && input[name] !== '');
  if (filled.length === 0) return null;
  // What a fact was corrected to reads as that fact does.
  const recordedAs = (field: Field): Field =>
    (field.asRecorded && recordFields(kind).find(({ name }) => name === input[field.asRecorded!])) || field;
  return (
    <dl className="grid grid-cols-[fit-content(45%)_minmax(0,1fr)] gap-x-3 text-sm">
      {filled.map((field) => (
        <div key={field.name} className="contents">
          <dt className="text-muted">{field.label[language]}</dt>
          <dd className="min-w-0 whitespace-pre-line text-ink">
            <Value field={recordedAs(field)} value={input[field.name]} of={of} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ field, value, of }: { field: Field; value: unknown; of: Json<'CaseDetailsJson'> }): ReactNode {
  const { t, language } = useWords();
  const { rules } = useKind(of);
  const choices = rules && choicesOf(field, rules, language);
  // A channel may be of a list of its own: the one that an informer left.
  const others = field.name === 'channel' ? Object.values(rules?.lists ?? {}).flat() : [];
  const nameOf = (one: unknown) => {
    const chosen = choices?.find(({ id }) => id === one);
    if (chosen?.about) return `${chosen.name} (${chosen.about})`;
    return chosen?.name ?? others.find(({ id }) => id === one)?.name[language] ?? String(one);
  };
  switch (field.type) {
    case 'yes-no':
      return value === true || value === 'true' ? t.common.yes : t.common.no;
    case 'instant':
      return <When at={String(value)} zoneOf={of.openedAt} />;
    case 'cents':
      return moneyText(Number(value));
    case 'people':
      return (
        <Suspense>
          <PeopleNames site={of.site} ids={value as string[]} and={t.act.and} />
        </Suspense>
      );
    case 'standard-answers':
      return <UsedAnswers ids={value as string[]} />;
    case 'items':
      return (value as Record<string, unknown>[]).map((line, index) => (
        // What was entered stays as it is.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={index} className="block">
          {(field.of ?? [])
            .filter(({ name }) => line[name] !== undefined && line[name] !== null)
            .map((one, place) => (
              <Fragment key={one.name}>
                {place > 0 && ' · '}
                <Value field={one} value={line[one.name]} of={of} />
              </Fragment>
            ))}
        </span>
      ));
    case 'files':
      return t.case.howMany((value as unknown[]).length);
    default:
      if (field.name === 'clock') return of.clocks.find(({ id }) => id === value)?.name ?? String(value);
      return Array.isArray(value) ? value.map(nameOf).join(t.act.and) : nameOf(value);
  }
}

/** The titles of the standard answers that were used, as they were then. */
function UsedAnswers({ ids }: { ids: string[] }) {
  return ids.map((id) => <UsedAnswer key={id} id={id} />);
}

function UsedAnswer({ id }: { id: string }) {
  const { data } = $api.useQuery('get', '/v1/standard-answers/{answer}/versions', {
    params: { path: { answer: id.split('.')[0]! } },
  });
  return (
    <span className="block">
      {data?.answers.find((one) => one.id === id)?.title ?? ''} <span className="text-xs text-muted">{id}</span>
    </span>
  );
}
