// What pages need to know before they load anything of this room: the rest of it comes only where there is something.
const readMark = 'field-read';
const unsentMark = 'field-unsent';

/** Notes whose orders are kept on this phone, or that nobody's are. */
export function markRead(person: string | null): void {
  if (person === null) localStorage.removeItem(readMark);
  else localStorage.setItem(readMark, person);
}

/** Notes who has acts on this phone that are not on record. */
export function markUnsent(person: string | null): void {
  if (person === null) localStorage.removeItem(unsentMark);
  else localStorage.setItem(unsentMark, person);
}

/** Whose orders may be on this phone. */
export const readBy = (): string | null => localStorage.getItem(readMark);

/** Whether something of this person may wait here to be sent. */
export const mayWait = (person: string): boolean => localStorage.getItem(unsentMark) === person;
