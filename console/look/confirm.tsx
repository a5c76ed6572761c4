import type { ReactNode } from 'react';
import type { Problem } from '../api/client.js';
import { useWords } from '../words/words.js';
import { Button } from './button.js';
import { Refused } from './refused.js';
import { Sheet } from './dialog.js';

/** Asks once more before something that cannot be undone; stays with the problem where it is refused. */
export function Confirm({
  title,
  isOpen,
  onClose,
  onConfirm,
  isPending,
  problem,
  children,
}: {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  onConfirm: () => void;
  isPending: boolean;
  problem?: Problem | undefined;
  children: ReactNode;
}) {
  const { t } = useWords();
  return (
    <Sheet title={title} isOpen={isOpen} onClose={onClose}>
      <p>{children}</p>
      <Refused problem={problem} />
      <div className="flex flex-wrap gap-2">
        <Button
          look="danger"
          isPending={isPending}
          onPress={onConfirm}
          shortcut={{ code: 'KeyS', alt: true, label: title }}
        >
          {isPending ? t.common.sending : title}
        </Button>
        <Button look="quiet" onPress={onClose}>
          {t.common.cancel}
        </Button>
      </div>
    </Sheet>
  );
}
