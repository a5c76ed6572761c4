import { useEffect, useRef, useState, type Dispatch, type SetStateAction } from 'react';
import { useMe } from './me.js';
import { dropDraft, keepDraft, readDraft } from './drafts.js';

const writeAfterMs = 250;

/**
 * A state that survives a reload: kept in this browser under the person and `scope`. `ready` is false until the draft of
 * before has been read; `drop` forgets it (it was sent).
 */
export function useDraft<T>(
  scope: string,
  empty: T,
): { value: T; set: Dispatch<SetStateAction<T>>; ready: boolean; drop: () => void } {
  const key = `${useMe().id} ${scope}`;
  const [value, set] = useState<T>(empty);
  const [readyFor, setReadyFor] = useState<string>();
  const untouched = useRef(true);
  const ready = readyFor === key;

  useEffect(() => {
    let gone = false;
    untouched.current = true;
    void readDraft<T>(key)
      .catch(() => undefined)
      .then((draft) => {
        if (gone) return;
        set(draft ?? empty);
        setReadyFor(key);
      });
    return () => {
      gone = true;
    };
    // `empty` is where a new scope begins, not something to follow.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key]);

  useEffect(() => {
    if (!ready || untouched.current) return undefined;
    const timer = setTimeout(() => void keepDraft(key, value).catch(() => undefined), writeAfterMs);
    return () => clearTimeout(timer);
  }, [key, ready, value]);

  return {
    value,
    ready,
    set: (next) => {
      untouched.current = false;
      set(next);
    },
    drop: () => {
      untouched.current = true;
      set(empty);
      void dropDraft(key).catch(() => undefined);
    },
  };
}
