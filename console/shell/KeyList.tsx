import { lazy, Suspense, useState } from 'react';
import { useShortcut } from '../look/keys.js';
import { useWords } from '../words/words.js';

const KeySheet = lazy(async () => ({ default: (await import('./KeySheet.js')).KeySheet }));

/** All keys of the page, behind `?`. */
export function KeyList() {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  useShortcut({ code: 'Slash', shift: true, label: t.shell.keys }, () => setOpen(true));
  if (!isOpen) return null;
  return (
    <Suspense>
      <KeySheet onClose={() => setOpen(false)} />
    </Suspense>
  );
}
