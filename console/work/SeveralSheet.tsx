import { lazy, Suspense } from 'react';
import { Sheet } from '../look/dialog.js';
import { useWords } from '../words/words.js';
import { actOf, type RulesOf, type Task } from './use-tasks.js';

const SeveralForm = lazy(async () => ({ default: (await import('./SeveralForm.js')).SeveralForm }));

/** One act on several cases of a list. */
export interface SeveralActs {
  act: string;
  tasks: readonly Task[];
}

interface SeveralProps {
  /** Open while there are some. */
  of: SeveralActs | undefined;
  rulesOf: RulesOf;
  onClose: () => void;
}

/** One act on several cases: a dry answer first, then one by one, then the account of all of them. */
export function SeveralSheet({ of, rulesOf, onClose }: SeveralProps) {
  const { t, language } = useWords();
  const known = of?.tasks.map((task) => actOf(task, of.act, rulesOf(task))).find(Boolean);
  const title = of && known ? t.work.several(known.name[language], of.tasks.length) : '';
  return (
    <Sheet side title={title} isOpen={of !== undefined} onClose={onClose}>
      {of && (
        <Suspense>
          <SeveralForm {...of} rulesOf={rulesOf} onClose={onClose} />
        </Suspense>
      )}
    </Sheet>
  );
}
