/** A bar, or nothing: how the address says which one is open. */
const prefix = 'k:';

/** What of a group stands in the address; `-` for the group without a key. */
export const openedAs = (key: string | null): string => (key === null ? '-' : prefix + key);

/** The key of the group that the address opens: null for the one without a key, undefined for none. */
export function openedKey(text: string | undefined): string | null | undefined {
  if (text === '-') return null;
  return text?.startsWith(prefix) ? text.slice(prefix.length) : undefined;
}

/** The filter of the cases of a group. */
export const filterOfGroup = (by: string, key: string | null): Record<string, string> =>
  key === null ? { without: by } : { [by]: key };
