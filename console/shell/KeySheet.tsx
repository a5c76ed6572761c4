import { Sheet } from '../look/dialog.js';
import { keyName, useShortcutList } from '../look/keys.js';
import { useWords } from '../words/words.js';

/** The keys that the page has now, each with what it does. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  return (
    <Sheet title={t.shell.keys} isOpen onClose={onClose}>
      <p className="text-sm text-muted">{t.shell.keysAbout}</p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-sm">
        {useShortcutList().map((shortcut) => (
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
