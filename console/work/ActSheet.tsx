import { lazy, Suspense, type ReactNode } from 'react';
import type { Json } from '../api/client.js';
import { Sheet } from '../look/dialog.js';
import { useWords } from '../words/words.js';
import { actOf, type Task } from './use-tasks.js';

const ActForm = lazy(async () => ({ default: (await import('../act/ActForm.js')).ActForm }));

/** The form of an act over the list. */
export function ActSheet({
  task,
  act: name,
  rules,
  start,
  about,
  onClose,
  onDone,
}: {
  task: Task | undefined;
  act: string;
  rules: Json<'KindsJson'> | undefined;
  /** The field it is opened for. */
  start?: string | undefined;
  /** What one must have before one's eyes to answer. */
  about?: ReactNode;
  onClose: () => void;
  onDone: (act: string) => void;
}) {
  const { t, language } = useWords();
  const act = task && actOf(task, name, rules);
  return (
    <Sheet side title={act?.name[language] ?? ''} isOpen={task !== undefined} onClose={onClose}>
      {task && (
        <p className="text-sm text-muted">
          <span className="tabular-nums">{task.number}</span> · {task.subject ?? task.kindName}
          {task.place && ` · ${task.place}`}
        </p>
      )}
      {about}
      {task && act && rules ? (
        <Suspense>
          <ActForm
            key={`${task.number} ${name}`}
            on={task}
            act={act}
            rules={rules}
            first={firstOf(task, name)}
            start={start}
            onDone={() => onDone(act.name[language])}
          />
        </Suspense>
      ) : (
        <p className="text-muted">{t.common.loading}</p>
      )}
    </Sheet>
  );
}

/** What is known of an act before it is asked: of which clock more time is decided. */
export const firstOf = ({ request }: Task, act: string): Record<string, unknown> =>
  request && act.endsWith('-extension') ? { clock: request.clock } : {};
