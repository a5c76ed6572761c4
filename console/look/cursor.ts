import { useCallback, useRef, useState, type FocusEvent, type KeyboardEvent, type MouseEvent } from 'react';

/** A cursor in a list of any shape: which entry has it, what moves it, what the frame and each entry need for it. */
export interface Cursor {
  /** The entry that has it; undefined in an empty list. */
  id: string | undefined;
  point: (id: string) => void;
  /** Brings the keyboard to the entry that has it. */
  focus: () => void;
  frame: { onKeyDown: (event: KeyboardEvent) => void };
  entry: (id: string) => {
    ref: (element: HTMLElement | null) => void;
    tabIndex: number;
    onFocus: (event: FocusEvent) => void;
    onClick: (event: MouseEvent<HTMLElement>) => void;
  };
}

/**
 * Arrows, Home and End move the cursor through `ids`. When the entry that had it goes, the one that took its place
 * gets it.
 */
export function useCursor(ids: readonly string[]): Cursor {
  const [chosen, setChosen] = useState<string>();
  const [lastIndex, setLastIndex] = useState(0);
  const elements = useRef(new Map<string, HTMLElement>());
  const found = chosen === undefined ? -1 : ids.indexOf(chosen);
  const index = found >= 0 ? found : Math.min(lastIndex, ids.length - 1);
  if (found >= 0 && found !== lastIndex) setLastIndex(found);
  const id = ids[index];
  const point = useCallback((next: string) => setChosen(next), []);
  const focusOn = (next: string | undefined) => {
    const element = next === undefined ? undefined : elements.current.get(next);
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Only on an entry itself: fields and buttons inside it have their own keys.
    if (!event.target || ![...elements.current.values()].includes(event.target as HTMLElement)) return;
    const steps: Record<string, number> = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: ids.length - 1 };
    const to = steps[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = ids[Math.min(ids.length - 1, Math.max(0, to))];
    if (next === undefined) return;
    point(next);
    focusOn(next);
  };
  return {
    id,
    point,
    focus: () => focusOn(id),
    frame: { onKeyDown },
    entry: (of) => ({
      ref: (element) => {
        if (element) elements.current.set(of, element);
        else elements.current.delete(of);
      },
      tabIndex: of === id ? 0 : -1,
      // With the mouse only once it is let go: what opens at the cursor must not move a button away under it.
      onFocus: ({ target }) => {
        if (target.matches(':focus-visible')) point(of);
      },
      onClick: ({ target, currentTarget }) => {
        point(of);
        if (!(target as HTMLElement).closest('button, a, input')) currentTarget.focus();
      },
    }),
  };
}
