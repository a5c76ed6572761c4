import { useEffect, useState } from 'react';
import type { Problem } from '../api/client.js';
import { Confirm } from '../look/confirm.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { unsent } from './queue.js';
import { actsOf } from './store.js';

/**
 * Before somebody signs out with acts that are only on this phone: they would be gone. Without any it goes on at once, and
 * says why where that was refused.
 */
export function SignOutAnyway({
  person,
  isPending,
  problem,
  onSignOut,
  onClose,
}: {
  person: string;
  isPending: boolean;
  problem: Problem | undefined;
  onSignOut: () => void;
  onClose: () => void;
}) {
  const own = usePageWords('field');
  const { t } = useWords();
  const [count, setCount] = useState<number>();
  useEffect(() => {
    void actsOf(person)
      .then((acts) => unsent(acts).length)
      .catch(() => 0)
      .then((found) => {
        setCount(found);
        if (found === 0 && !problem) onSignOut();
      });
    // Asked once, when it is opened.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  return (
    <Confirm
      title={count ? own.signOutAnyway : t.shell.signOut}
      isOpen={count !== undefined && (count > 0 || problem !== undefined)}
      {...{ isPending, problem, onClose }}
      onConfirm={onSignOut}
    >
      {count ? own.unsentWouldBeGone(count) : own.stillSignedIn}
    </Confirm>
  );
}
