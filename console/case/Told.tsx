import { Link } from 'wouter';
import { recordFields } from '../act/values.js';
import { addresses } from '../addresses.js';
import type { Json } from '../api/client.js';
import { useMe } from '../api/me.js';
import { useKind } from '../api/rulebook.js';
import { When } from '../clock/when.js';
import { Card, Facts } from '../look/parts.js';
import { moneyText } from '../words/money.js';
import { useWords, type Language } from '../words/words.js';

type Names = Readonly<Record<string, Record<Language, string>>>;

/** What a word or fact of a case is called: as the form that asked for it calls it, or by one of the names of `others`. */
export function nameOf(
  name: string,
  kind: Json<'KindJson'> | undefined,
  language: Language,
  others: Record<string, string>,
): string {
  const fact = kind?.facts.find((one) => one.name === name);
  if (fact) return fact.label[language];
  const acts = kind?.acts ?? [];
  // Several acts may write the same word, such as the result: the one that finishes the work says what it is.
  for (const act of [...acts.filter(({ to }) => to === 'finished'), ...acts]) {
    const field = act.fields.find((one) => one.name === name);
    if (field) return field.label[language];
  }
  return others[name] ?? name;
}

/** What is known of a case as data, by the names of its kind; `only`: of these facts alone, and of those that are so. */
export function useKnownFacts(
  of: Json<'CaseDetailsJson'>,
  only?: readonly string[],
): [name: string, value: React.ReactNode][] {
  const { t, language } = useWords();
  const { kind, rules } = useKind(of);
  return (kind?.facts ?? []).flatMap((fact): [string, React.ReactNode][] => {
    const value = of.facts[fact.name];
    if (value === undefined || value === null || value === '') return [];
    // Nothing was quoted or paid yet.
    if (fact.type === 'cents' && value === 0) return [];
    if (only && (!only.includes(fact.name) || value === false)) return [];
    const called = (of.factNames ?? {})[fact.name];
    const text =
      called ??
      (fact.type === 'cents'
        ? moneyText(Number(value))
        : factText(value, namesOfFact(fact, rules), language, t.common, of.openedAt));
    return [[fact.label[language], text]];
  });
}

/** What people read for a value of a fact, by its own names or those of the list it is from. */
const namesOfFact = ({ list, valueNames }: Json<'FactJson'>, rules: Json<'KindsJson'> | undefined): Names | undefined =>
  valueNames ??
  (list === undefined ? undefined : Object.fromEntries(rules?.lists[list]?.map(({ id, name }) => [id, name]) ?? []));

/** What the customer told us, and what is known of the case as data. */
export function Told({ of, kind }: { of: Json<'CaseDetailsJson'>; kind: Json<'KindJson'> | undefined }) {
  const { t, language } = useWords();
  const { sites } = useMe();
  const { rules } = useKind(of);
  const facts = useKnownFacts(of);
  // A duty or an outage nobody has told us of.
  const isOfCustomer = recordFields(kind).some(({ name }) => name === 'customer');
  const corrected = (value: string | null, field: string): string => {
    if (field === 'site') return sites.find(({ id }) => id === value)?.name[language] ?? value ?? '';
    const fact = kind?.facts.find(({ name }) => name === field);
    return correctedText(value, fact, fact && namesOfFact(fact, rules), language, t.common);
  };
  return (
    <Card title={isOfCustomer ? t.case.told : t.case.recorded}>
      {of.words === null ? (
        <p className="text-sm text-muted">{t.case.wordsHidden}</p>
      ) : (
        <Facts
          of={[
            ...Object.entries(of.words).map(([name, words]): [string, React.ReactNode] => [
              nameOf(name, kind, language, t.case.wordNames),
              name === 'phone' ? (
                <span key={name} className="flex flex-wrap gap-x-4 leading-6">
                  <a href={`tel:${words}`} className="inline-block min-h-6 text-accent underline">
                    {words}
                  </a>
                  <Link
                    href={addresses.casesOf({ phone: words })}
                    className="inline-block min-h-6 text-accent underline"
                  >
                    {t.cases.allOfPhone}
                  </Link>
                </span>
              ) : name === 'place' ? (
                <span key={name} className="flex flex-wrap gap-x-4 leading-6">
                  {words}
                  <Link
                    href={addresses.casesOf({ place: words })}
                    className="inline-block min-h-6 text-accent underline"
                  >
                    {t.cases.allOfPlace}
                  </Link>
                </span>
              ) : (
                words
              ),
            ]),
            [isOfCustomer ? t.case.receivedAt : t.case.recordedAt, <When key="at" at={of.receivedAt} />],
          ]}
        />
      )}
      {of.words !== null && Boolean(of.facts['erasedUpTo']) && (
        <p className="mt-2 text-sm text-muted">{t.case.erased}</p>
      )}
      {of.corrected.length > 0 && (
        <section aria-label={t.case.corrected} className="mt-3 text-sm">
          <h3 className="text-muted">{t.case.corrected}</h3>
          <ul>
            {of.corrected.map(({ field, name, was, is, at, byName, by }, index) => (
              <li key={index}>
                {name}
                {t.common.colon}
                <del className="text-muted">{corrected(was, field)}</del> → {corrected(is, field)}{' '}
                <span className="text-muted">
                  <When at={at} /> {byName ?? by}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {facts.length > 0 && (
        <details className="mt-3">
          <summary className="cursor-pointer text-sm text-muted">{t.case.facts}</summary>
          <div className="mt-2">
            <Facts of={facts} />
          </div>
        </details>
      )}
    </Card>
  );
}

function correctedText(
  value: string | null,
  fact: Json<'FactJson'> | undefined,
  names: Names | undefined,
  language: Language,
  words: { yes: string; no: string },
): string {
  if (fact?.type === 'yes-no' && value !== null) return value === 'true' ? words.yes : words.no;
  return names?.[value ?? '']?.[language] ?? value ?? '…';
}

function factText(
  value: string | number | boolean,
  names: Names | undefined,
  language: Language,
  words: { yes: string; no: string },
  zoneOf: string,
): React.ReactNode {
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) return <When at={value} zoneOf={zoneOf} />;
  return names?.[String(value)]?.[language] ?? String(value);
}
