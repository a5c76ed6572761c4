import { useEffect, useState } from 'react';

/** A value some time after it has last changed; `isHeld`: not now, a word is still being composed. */
export function useLater<T>(value: T, ms: number, isHeld = false): T {
  const [later, setLater] = useState(value);
  useEffect(() => {
    if (isHeld) return undefined;
    const timer = setTimeout(() => setLater(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms, isHeld]);
  return later;
}
