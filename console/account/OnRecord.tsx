import { useState } from 'react';
import { serverNow } from '../api/server-time.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

/** Says when something came on record; `mark` when the ledger has answered. */
export function useOnRecord(): { at: number | undefined; mark: () => void; forget: () => void } {
  const [at, setAt] = useState<number>();
  return { at, mark: () => setAt(serverNow()), forget: () => setAt(undefined) };
}

/** The sentence that it is on record, and when; nothing before. */
export function OnRecord({ at }: { at: number | undefined }) {
  const own = usePageWords('account');
  const { language } = useWords();
  return (
    <span role="status" className="text-sm text-ok">
      {at !== undefined && `✓ ${own.onRecord(new Date(at).toLocaleTimeString(language, { hour12: false }))}`}
    </span>
  );
}
