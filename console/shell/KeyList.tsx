import { useState } from 'react';
import { Sheet } from '../look/dialog.js';
import { keyName, useShortcut, useShortcutList } from '../look/keys.js';
import { useWords } from '../words/words.js';

/** All keys of the page, behind `?`. */
export function KeyList() {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const shortcuts = useShortcutList();
  useShortcut({ code: 'Slash', shift: true, label: t.shell.keys }, () => setOpen(true));
  return (
    <Sheet title={t.shell.keys} isOpen={isOpen} onClose={() => setOpen(false)}>
      <p className="text-sm text-muted">{t.shell.keysAbout}</p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-sm">
        {shortcuts.map((shortcut) => (
          <div key={keyName(shortcut)} className="contents">
            <dt>
              <kbd className="rounded border border-line bg-raised px-1.5 font-sans">{keyName(shortcut)}</kbd>
            </dt>
            <dd>{shortcut.label}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  );
}
