import { $api } from '../api/client.js';
import { LocalWhen } from '../clock/local-when.js';
import { Confirm } from '../look/confirm.js';
import { Sheet } from '../look/dialog.js';
import { Badge } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { AnswerForm } from './AnswerForm.js';
import type { Texts } from './use-texts.js';

/** The form of a text, its versions, and whether it shall end. */
export function TextSheets({
  of: { open, setOpen, going, setGoing, setDone, end },
  organisation,
  rulebooks,
}: {
  of: Texts;
  organisation: string;
  rulebooks: readonly string[];
}) {
  const own = usePageWords('texts');
  const title = open?.occasion ? own.reword : open?.before ? own.changeAnswer : own.addAnswer;
  return (
    <>
      <Sheet side title={title} isOpen={open?.what === 'write'} onClose={() => setOpen(undefined)}>
        {open?.what === 'write' && (
          <AnswerForm
            organisation={organisation}
            ofTheirs={rulebooks}
            open={open}
            onDone={(said) => {
              setOpen(undefined);
              setDone(`${own.taken} ${said}`);
            }}
          />
        )}
      </Sheet>
      <Sheet
        side
        title={open?.before ? own.versionsOf(open.before.title) : ''}
        isOpen={open?.what === 'versions'}
        onClose={() => setOpen(undefined)}
      >
        {open?.what === 'versions' && <VersionsOfText answer={open.before!.answer} />}
      </Sheet>
      <Confirm
        title={own.endAnswer}
        isOpen={going !== undefined}
        onClose={() => setGoing(undefined)}
        onConfirm={() => end.submit(going!.answer)}
        isPending={end.isPending}
        problem={end.problem}
      >
        {going && (going.occasion ? own.endMessageAbout(going.title) : own.endAnswerAbout(going.title))}
      </Confirm>
    </>
  );
}

function VersionsOfText({ answer }: { answer: string }) {
  const own = usePageWords('texts');
  const { t } = useWords();
  const { data } = $api.useQuery('get', '/v1/standard-answers/{answer}/versions', { params: { path: { answer } } });
  if (!data) return <p className="text-muted">{t.common.loading}</p>;
  return (
    <ol className="flex flex-col gap-3 text-sm">
      {data.answers.map((one, at) => (
        <li key={one.id} className="rounded-md border border-line p-3">
          <span className="flex flex-wrap items-center gap-2">
            <span className="font-medium">{own.answerVersion(one.version)}</span>
            {at === 0 && <Badge tone="accent">{own.newest}</Badge>}
            <span className="text-xs text-muted">{own.answerValid(one.validFrom, one.validUntil)}</span>
          </span>
          <p className="mt-1 whitespace-pre-line">{one.words}</p>
          <p className="text-xs text-muted">
            {own.writtenAt} <LocalWhen at={one.createdAt} />
          </p>
        </li>
      ))}
    </ol>
  );
}
