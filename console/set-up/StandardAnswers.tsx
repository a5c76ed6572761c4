import { useState } from 'react';
import { useSendOnce } from '../act/send.js';
import { $api, api, type Json } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { LocalWhen } from '../clock/local-when.js';
import { Button } from '../look/button.js';
import { Confirm } from '../look/confirm.js';
import { Sheet } from '../look/dialog.js';
import { TextInput } from '../look/fields.js';
import { Badge, Banner, Card } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { AnswerForm } from './AnswerForm.js';
import { OrganisationChoice, useOrganisation } from './Organisation.js';

type Answer = Json<'StandardAnswerJson'>;

/** Of all uses there are. */
const ever = { from: '2000-01-01T00:00:00Z', until: '2199-12-31T00:00:00Z' };

/** What customers are usually answered, and the texts of messages to them: kept here, in versions. */
export function StandardAnswersKept() {
  const own = usePageWords('setUp');
  const { t } = useWords();
  const whose = useOrganisation();
  const { organisation } = whose;
  const answers = $api.useQuery('get', '/v1/standard-answers');
  const uses = $api.useQuery('get', '/v1/standard-answers/uses', { params: { query: ever } });
  const [words, setWords] = useState('');
  const [open, setOpen] = useState<Answer | 'new'>();
  const [going, setGoing] = useState<Answer>();
  const [done, setDone] = useState<string>();
  const end = useSendOnce(
    (key) =>
      api.POST('/v1/standard-answers/{answer}/end', {
        params: { path: { answer: going!.answer }, header: { 'Idempotency-Key': key } },
      }),
    () => {
      setDone(`${own.answerEnded} ${going!.title}`);
      setGoing(undefined);
      void answers.refetch();
    },
  );
  const sought = words.trim().toLowerCase();
  const shown = (answers.data?.answers ?? []).filter(
    (one) => one.organisation === organisation && `${one.title} ${one.words}`.toLowerCase().includes(sought),
  );
  return (
    <Card
      title={own.answers}
      side={
        <Button small onPress={() => setOpen('new')}>
          {own.addAnswer}
        </Button>
      }
    >
      <p className="mb-3 text-sm text-muted">{own.answersAbout}</p>
      {done && <Banner tone="ok">{done}</Banner>}
      {answers.error && <Banner tone="late">{problemText(answers.error as never, t)}</Banner>}
      <div className="flex flex-col gap-3">
        <OrganisationChoice of={whose} onChange={() => setDone(undefined)} />
        <TextInput label={own.findAnswer} type="search" value={words} onChange={setWords} />
        <ul className="divide-y divide-line text-sm">
          {shown.map((one) => (
            <li key={one.answer} className="flex flex-wrap items-start gap-x-3 gap-y-1 py-2">
              <span className="min-w-0 flex-1">
                <span className="mr-2 font-medium">{one.title}</span>
                {one.occasion && <Badge>{own.message}</Badge>}
                <span className="block whitespace-pre-line text-muted">{one.words}</span>
                <span className="block text-xs text-muted">
                  {[one.clause, own.answerVersion(one.version), own.answerValid(one.validFrom, one.validUntil)]
                    .filter(Boolean)
                    .join(' · ')}
                  <Used use={uses.data?.uses.find(({ answer }) => answer === one.answer)} />
                </span>
              </span>
              <Button small look="quiet" aria-label={`${own.changeAnswer} ${one.title}`} onPress={() => setOpen(one)}>
                {own.changeAnswer}
              </Button>
              <Button small look="quiet" aria-label={`${own.endAnswer} ${one.title}`} onPress={() => setGoing(one)}>
                {own.endAnswer}
              </Button>
            </li>
          ))}
        </ul>
      </div>
      <Sheet
        side
        title={open === 'new' ? own.addAnswer : own.changeAnswer}
        isOpen={open !== undefined}
        onClose={() => setOpen(undefined)}
      >
        {open && (
          <AnswerForm
            organisation={organisation}
            before={open === 'new' ? undefined : open}
            onDone={(title) => {
              setOpen(undefined);
              setDone(`${own.taken} ${title}`);
              void answers.refetch();
            }}
          />
        )}
      </Sheet>
      <Confirm
        title={own.endAnswer}
        isOpen={going !== undefined}
        onClose={() => setGoing(undefined)}
        onConfirm={() => end.submit(going!.answer)}
        isPending={end.isPending}
        problem={end.problem}
      >
        {going && own.endAnswerAbout(going.title)}
      </Confirm>
    </Card>
  );
}

/** How often an answer was put into what a customer was told, and when last. */
function Used({ use }: { use: Json<'AnswerUseJson'> | undefined }) {
  const own = usePageWords('setUp');
  if (!use) return null;
  return (
    <>
      {' '}
      · {own.answerUsed(use.used, use.cases)} <LocalWhen at={use.lastUsedAt} />
    </>
  );
}
