/** The digit that chooses the so-manieth of a list: 1 to 9, then 0 for the tenth; none for those after it. */
export const digitAt = (index: number): string => (index < 10 ? String((index + 1) % 10) : '');

/** Which of a list a key chooses; undefined where it is no digit, or Ctrl, Alt or Meta is held. */
export function indexOfDigit({
  key,
  altKey,
  ctrlKey,
  metaKey,
}: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey'>): number | undefined {
  if (altKey || ctrlKey || metaKey || !/^\d$/.test(key)) return undefined;
  return (Number(key) + 9) % 10;
}
