import type { Json } from '../api/client.js';

type StaffPerson = Json<'StaffPersonJson'>;

/** How somebody stands: what the list is narrowed to. */
export type StaffState = 'here' | 'away' | 'no-post' | 'no-sign-in' | 'left';

/** What the list of people is asked for; '' is all. */
export interface StaffAsked {
  words: string;
  site: string;
  role: string;
  state: StaffState | '';
}

/** Whether somebody has left by `now` (ms since 1970). */
export const hasLeft = ({ endedAt }: Pick<StaffPerson, 'endedAt'>, now: number): boolean =>
  endedAt !== null && Date.parse(endedAt) <= now;

/** Everything of somebody that words are looked for in; a phone by its digits, so that its end is found. */
function textOf({ id, name, phone, posts }: StaffPerson): string {
  const held = posts.flatMap(({ roleName, siteName, departmentName }) => [roleName, siteName, departmentName]);
  return [id, name, phone, phone?.replaceAll(/\D/g, ''), ...held].filter(Boolean).join(' ').toLowerCase();
}

function isIn(state: StaffState, person: StaffPerson, now: number): boolean {
  switch (state) {
    case 'here':
      return person.awayUntil === null && !hasLeft(person, now);
    case 'away':
      return person.awayUntil !== null;
    case 'no-post':
      return person.posts.length === 0 && !hasLeft(person, now);
    case 'no-sign-in':
      return person.signIn === 'none' && !hasLeft(person, now);
    case 'left':
      return hasLeft(person, now);
  }
}

/** Those of the people who fit all that is asked; who has left only where that is asked. */
export function findStaff(
  people: readonly StaffPerson[],
  { words, site, role, state }: StaffAsked,
  now: number,
): StaffPerson[] {
  const sought = words.trim().toLowerCase().split(/\s+/).filter(Boolean);
  return people.filter((person) => {
    if (state === '' ? hasLeft(person, now) : !isIn(state, person, now)) return false;
    if (site !== '' && !person.posts.some((post) => post.site === null || post.site === site)) return false;
    if (role !== '' && !person.posts.some((post) => post.role === role)) return false;
    const text = sought.length > 0 ? textOf(person) : '';
    return sought.every((word) => text.includes(word));
  });
}
