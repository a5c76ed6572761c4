import { useEffect, useRef, type ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useWords } from '../words/words.js';
import { Button } from './button.js';
import { Icon } from './icons.js';

interface SheetProps {
  title: ReactNode;
  isOpen: boolean;
  onClose: () => void;
  /** From the side, for forms; else in the middle. */
  side?: boolean;
  /** Stays until it is answered. */
  isKept?: boolean;
  children: ReactNode;
}

/** A window over the page: focus stays in it, Escape closes it, focus returns to where it was. */
export function Sheet({ title, isOpen, onClose, side = false, isKept = false, children }: SheetProps) {
  const { t } = useWords();
  const dialog = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!isOpen || isKept) return;
    // A button that is gone once it was pressed takes the focus with it: for a moment no key reaches the window.
    const onKey = ({ key, target }: KeyboardEvent) => {
      const isUppermost = dialog.current === [...document.querySelectorAll('[role=dialog]')].at(-1);
      if (key === 'Escape' && target === document.body && isUppermost) onClose();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [isOpen, isKept, onClose]);
  const place = side
    ? 'fixed inset-y-0 right-0 w-full max-w-xl'
    : 'relative mx-auto my-[8vh] w-full max-w-lg rounded-lg';
  return (
    <ModalOverlay
      isDismissable={!isKept && !side}
      isKeyboardDismissDisabled={isKept}
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      className="fixed inset-0 z-40 overflow-y-auto bg-black/45 p-3"
    >
      <Modal className={`rise overflow-y-auto bg-surface text-ink shadow-xl ${place}`}>
        <Dialog ref={dialog} className="flex flex-col gap-4 p-5 outline-none">
          <div className="flex items-start justify-between gap-3">
            <Heading slot="title" className="text-lg font-semibold">
              {title}
            </Heading>
            {!isKept && (
              <Button look="quiet" small onPress={onClose} aria-label={t.common.close}>
                <Icon name="close" />
              </Button>
            )}
          </div>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
