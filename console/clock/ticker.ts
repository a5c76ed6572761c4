import { useSyncExternalStore } from 'react';
import { serverNow } from '../api/server-time.js';

// One ticker for all clocks of the page; it stands still while nobody looks.
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let second = Math.floor(serverNow() / 1_000);

function tick(): void {
  second = Math.floor(serverNow() / 1_000);
  for (const listener of listeners) listener();
}

function run(): void {
  const wanted = listeners.size > 0 && document.visibilityState === 'visible';
  if (wanted === (timer !== undefined)) return;
  clearInterval(timer);
  timer = wanted ? setInterval(tick, 1_000) : undefined;
  if (wanted) tick();
}

document.addEventListener('visibilitychange', run);

function listen(listener: () => void): () => void {
  listeners.add(listener);
  run();
  return () => {
    listeners.delete(listener);
    run();
  };
}

/**
 * What `of` makes of the server's time in ms; the component renders again only when the result changes: a clock that
 * shows minutes does so once a minute.
 */
export function useTicking<T extends string | number | boolean>(of: (nowMs: number) => T): T {
  return useSyncExternalStore(listen, () => of(second * 1_000));
}
