// What pages need to know before they load anything of this room: the rest of it comes only where there is something.
const readMark = 'field-read';
const unsentMark = 'field-unsent';

/** Notes whose orders are kept on this phone, or that nobody's are. */
export function markRead(person: string | null): void {
  if (person === null) localStorage.removeItem(readMark);
  else localStorage.setItem(readMark, person);
}

/** Notes whether a person has acts on this phone that are not on record; what is noted of others stays. */
export function markUnsent(person: string, isSo: boolean): void {
  const others = unsentBy().filter((one) => one !== person);
  localStorage.setItem(unsentMark, JSON.stringify(isSo ? [...others, person] : others));
}

function unsentBy(): string[] {
  try {
    return JSON.parse(localStorage.getItem(unsentMark) ?? '[]') as string[];
  } catch {
    return [];
  }
}

/** Whose orders may be on this phone. */
export const readBy = (): string | null => localStorage.getItem(readMark);

/** Whether something of this person may wait here to be sent. */
export const mayWait = (person: string): boolean => unsentBy().includes(person);
