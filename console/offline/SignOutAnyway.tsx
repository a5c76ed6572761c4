import { useEffect, useState } from 'react';
import { Confirm } from '../look/confirm.js';
import { usePageWords } from '../words/page-words.js';
import { unsent } from './queue.js';
import { actsOf } from './store.js';

/** Before somebody signs out with acts that are only on this phone: they would be gone. Without any it goes on at once. */
export function SignOutAnyway({
  person,
  isPending,
  onSignOut,
  onClose,
}: {
  person: string;
  isPending: boolean;
  onSignOut: () => void;
  onClose: () => void;
}) {
  const own = usePageWords('field');
  const [count, setCount] = useState(0);
  useEffect(() => {
    void actsOf(person)
      .then((acts) => unsent(acts).length)
      .catch(() => 0)
      .then((found) => (found === 0 ? onSignOut() : setCount(found)));
    // Asked once, when it is opened.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  return (
    <Confirm title={own.signOutAnyway} isOpen={count > 0} isPending={isPending} onClose={onClose} onConfirm={onSignOut}>
      {own.unsentWouldBeGone(count)}
    </Confirm>
  );
}
