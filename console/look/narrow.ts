import { useSyncExternalStore } from 'react';

const query = matchMedia('(max-width: 767px)');

function listen(changed: () => void): () => void {
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

/** Whether the window is as narrow as a phone: a table of days is then shown one day at a time. */
export const useNarrow = (): boolean => useSyncExternalStore(listen, () => query.matches);
