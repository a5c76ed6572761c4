import { Form } from 'react-aria-components';
import { sendAct, useSendOnce } from '../act/send.js';
import { useDraft } from '../api/use-draft.js';
import { Button } from '../look/button.js';
import { TextInput } from '../look/fields.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { Refused } from '../look/refused.js';
import type { Task } from '../work/use-tasks.js';

/** No to a request, in its row: why is optional, Enter sends, Escape leaves it open. */
export function RefuseForm({
  task,
  clock,
  onDone,
  onCancel,
}: {
  task: Task;
  clock: string;
  onDone: () => void;
  onCancel: () => void;
}) {
  const own = usePageWords('approvals');
  const { t } = useWords();
  const draft = useDraft(`${task.number} ${clock} refuse`, '');
  const reason = draft.value.trim();
  const body = { clock, ...(reason ? { reason } : {}) };
  const { submit, isPending, problem } = useSendOnce(
    (key) => sendAct(task.number, 'refuse-extension', body, { key, seq: task.seq }),
    () => {
      draft.drop();
      onDone();
    },
  );
  if (!draft.ready) return null;
  return (
    <Form
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        submit(JSON.stringify([body, task.seq]));
      }}
    >
      <div className="min-w-0 flex-1 basis-60">
        <TextInput
          label={own.refuseReason}
          isOptional
          autoFocus
          maxLength={1000}
          value={draft.value}
          onChange={draft.set}
          onKeyDown={(event) => {
            if (event.key === 'Escape') onCancel();
          }}
        />
      </div>
      <Button type="submit" look="danger" isPending={isPending}>
        {isPending ? t.common.sending : own.refuseNow}
      </Button>
      <Button look="quiet" onPress={onCancel}>
        {t.common.cancel}
      </Button>
      {problem && (
        <div className="basis-full">
          <Refused problem={problem} />
        </div>
      )}
    </Form>
  );
}
