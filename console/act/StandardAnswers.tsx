import { keepPreviousData } from '@tanstack/react-query';
import { $api, type Json } from '../api/client.js';
import { Button } from '../look/button.js';
import { useWords } from '../words/words.js';
import { useLater } from './later.js';
import type { Field, Values } from './values.js';

interface StandardAnswersProps {
  fields: readonly Field[];
  values: Values;
  set: (name: string, value: unknown) => void;
  /** The case that is answered, or what is being recorded. */
  on: { case: string } | { kind: string; rulebook: string; category?: string; words?: string };
  /** The field that the cursor was in last: an answer goes there, else into the first one. */
  into?: string | undefined;
}

/** As much of what was typed is looked for. */
const lookedFor = 200;

/** Standard answers that fit, each put into what the customer is told by one key; which was used goes along. */
export function StandardAnswers({ fields, values, set, on, into }: StandardAnswersProps) {
  const own = fields.find(({ type }) => type === 'standard-answers');
  const told = fields.filter(({ toCustomer }) => toCustomer);
  const target = told.find(({ name }) => name === into) ?? told[0];
  if (!own || !target) return null;
  return <Fitting {...{ own, target, values, set, on }} />;
}

function Fitting({
  own,
  target,
  values,
  set,
  on,
}: Omit<StandardAnswersProps, 'fields' | 'into'> & { own: Field; target: Field }) {
  const { t, language } = useWords();
  const text = String(values[target.name] ?? '');
  const { words: said = '', ...where } = 'case' in on ? { ...on, words: '' } : on;
  const words = useLater([text.slice(-lookedFor), said.slice(0, lookedFor)].filter(Boolean).join(' '), 400);
  const { data } = $api.useQuery(
    'get',
    '/v1/standard-answers/fitting',
    { params: { query: { ...where, ...(words.trim() && { words }) } } },
    { placeholderData: keepPreviousData },
  );
  const used = (values[own.name] as string[] | undefined) ?? [];
  const answers = data?.answers ?? [];
  const put = (answer: Json<'StandardAnswerJson'>) => {
    set(target.name, [text.trim(), answer.words].filter(Boolean).join('\n'));
    if (!used.includes(answer.id)) set(own.name, [...used, answer.id]);
  };
  return (
    <section
      aria-label={t.act.standardAnswers}
      className="flex flex-col gap-2 rounded-md border border-line p-3 text-sm"
    >
      <h3 className="font-medium">{t.act.standardAnswers}</h3>
      {answers.length === 0 && <p className="text-muted">{t.act.noStandardAnswer}</p>}
      <ul className="flex flex-col gap-2">
        {answers.map((answer, index) => (
          <li key={answer.id} className="flex flex-wrap items-start justify-between gap-2">
            <span className="min-w-0 flex-1">
              <span className="font-medium">{answer.title}</span>{' '}
              {answer.clause && <span className="text-xs text-muted">{answer.clause}</span>}
              <span className="line-clamp-2 text-muted">{answer.words}</span>
            </span>
            <Button
              small
              isDisabled={used.length >= (own.max ?? 5) && !used.includes(answer.id)}
              shortcut={{
                code: `Digit${index + 1}`,
                alt: true,
                shift: true,
                label: `${t.act.putIn(target.label[language])} ${answer.title}`,
              }}
              onPress={() => put(answer)}
            >
              {t.act.putIn(target.label[language])}
              <span className="sr-only">{answer.title}</span>
            </Button>
          </li>
        ))}
      </ul>
      {used.length > 0 && (
        <p className="flex flex-wrap items-center gap-2">
          {t.act.usedAnswers(used.length)}
          <Button small look="quiet" onPress={() => set(own.name, [])}>
            {t.act.noneUsed}
          </Button>
        </p>
      )}
    </section>
  );
}
