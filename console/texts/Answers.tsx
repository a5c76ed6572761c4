import { useState } from 'react';
import { $api, Problem, type Json } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { LocalWhen } from '../clock/local-when.js';
import { Button } from '../look/button.js';
import { TextInput } from '../look/fields.js';
import { Banner, Card, Empty } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { TextActions } from './TextActions.js';
import { TextSheets } from './TextSheets.js';
import { useTexts } from './use-texts.js';

/** Of all uses there are. */
const ever = { from: '2000-01-01T00:00:00Z', until: '2199-12-31T00:00:00Z' };

/** What customers are usually answered: kept here, in versions. */
export function StandardAnswersKept({
  organisation,
  rulebooks,
}: {
  organisation: string;
  rulebooks: readonly string[];
}) {
  const own = usePageWords('texts');
  const { t } = useWords();
  const texts = useTexts(organisation);
  const uses = $api.useQuery('get', '/v1/standard-answers/uses', { params: { query: ever } });
  const [words, setWords] = useState('');
  const answers = texts.all.filter(({ occasion }) => occasion === null);
  const sought = words.trim().toLowerCase();
  const shown = answers.filter((one) => `${one.title} ${one.words}`.toLowerCase().includes(sought));
  return (
    <Card
      title={own.answers}
      side={
        <Button
          small
          shortcut={{ code: 'KeyN', label: own.addAnswer }}
          onPress={() => texts.setOpen({ what: 'write' })}
        >
          {own.addAnswer}
        </Button>
      }
    >
      <p className="mb-3 text-sm text-muted">{own.answersAbout}</p>
      {texts.done && <Banner tone="ok">{texts.done}</Banner>}
      {texts.error instanceof Problem && <Banner tone="late">{problemText(texts.error, t)}</Banner>}
      {texts.isPending && <p className="text-muted">{t.common.loading}</p>}
      {!texts.isPending && answers.length === 0 && <Empty title={own.noAnswers}>{own.noAnswersAdvice}</Empty>}
      {answers.length > 0 && (
        <div className="mt-3 flex flex-col gap-3">
          <TextInput label={own.findAnswer} type="search" value={words} onChange={setWords} />
          {shown.length === 0 && <Empty title={own.noneFound}>{own.noneFoundAdvice}</Empty>}
          <ul className="divide-y divide-line text-sm">
            {shown.map((one) => (
              <li key={one.answer} className="flex flex-wrap items-start gap-x-3 gap-y-1 py-2">
                <span className="min-w-56 flex-1">
                  <span className="mr-2 font-medium">{one.title}</span>
                  <span className="block whitespace-pre-line text-muted">{one.words}</span>
                  <span className="block text-xs text-muted">
                    {[one.clause, own.answerVersion(one.version), own.answerValid(one.validFrom, one.validUntil)]
                      .filter(Boolean)
                      .join(' · ')}
                    <Used use={uses.data?.uses.find(({ answer }) => answer === one.answer)} />
                  </span>
                </span>
                <TextActions of={one} texts={texts} onChange={() => texts.setOpen({ what: 'write', before: one })} />
              </li>
            ))}
          </ul>
        </div>
      )}
      <TextSheets of={texts} organisation={organisation} rulebooks={rulebooks} />
    </Card>
  );
}

/** How often an answer was put into what a customer was told, and when last. */
function Used({ use }: { use: Json<'AnswerUseJson'> | undefined }) {
  const own = usePageWords('texts');
  if (!use) return null;
  return (
    <>
      {' '}
      · {own.answerUsed(use.used, use.cases)} <LocalWhen at={use.lastUsedAt} />
    </>
  );
}
