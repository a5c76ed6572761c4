import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';

/**
 * A key that does something: `code` as the browser names it ('KeyS'), so that it is the same place on every keyboard.
 * With `alt` it works while typing too; without, only where nothing is being typed.
 */
export interface Shortcut {
  code: string;
  alt?: boolean;
  shift?: boolean;
  label: string;
}

const shortcuts = new Map<string, { shortcut: Shortcut; run: () => void }[]>();
const listeners = new Set<() => void>();
let listed: Shortcut[] = [];

type Combination = Pick<Shortcut, 'code' | 'alt' | 'shift'>;

const idOf = ({ code, alt, shift }: Combination) => `${alt ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${code}`;

function changed(): void {
  listed = [...shortcuts.values()].flatMap((stack) => stack.at(-1)?.shortcut ?? []);
  for (const listener of listeners) listener();
}

/** Names a key while the component is shown; the newest owner of a key has it. Undefined: no key now. */
export function useShortcut(shortcut: Shortcut | undefined, run: () => void): void {
  const action = useEffectEvent(run);
  const id = shortcut && idOf(shortcut);
  const label = shortcut?.label;
  useEffect(() => {
    if (id === undefined || shortcut === undefined) return undefined;
    const own = { shortcut, run: () => action() };
    shortcuts.set(id, [...(shortcuts.get(id) ?? []), own]);
    changed();
    return () => {
      shortcuts.set(
        id,
        (shortcuts.get(id) ?? []).filter((one) => one !== own),
      );
      changed();
    };
    // The shortcut is what its id and label say.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [id, label]);
}

/** All keys that do something now, for the list behind `?`. */
export function useShortcutList(): Shortcut[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => listed,
  );
}

/** Whether a key does now what this label says: where another has it meanwhile, it is not shown beside the label. */
export function useHasKey(shortcut: Shortcut | undefined): boolean {
  const list = useShortcutList();
  return list.some((one) => shortcut && idOf(one) === idOf(shortcut) && one.label === shortcut.label);
}

/** What a key is called: 'Alt+S', '/', '?'. */
export function keyName({ code, alt, shift }: Combination): string {
  if (shift && code === 'Slash') return '?';
  const plain = code.replace(/^(Key|Digit)/, '').replace('Slash', '/');
  return `${alt ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${plain}`;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) &&
    !target.matches('[type=checkbox]')
  );
}

addEventListener('keydown', (event) => {
  // Never while a word is being composed, never the browser's own keys.
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
  if (!event.altKey && isTyping(event.target)) return;
  const found = shortcuts.get(idOf({ code: event.code, alt: event.altKey, shift: event.shiftKey }))?.at(-1);
  if (!found) return;
  event.preventDefault();
  found.run();
});
