import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { statusName } from '../../domain/case/statuses.js';
import type { Text } from '../../domain/text.js';
import type { Ledger } from '../../ledger/ledger.js';
import { sitesOf } from '../../ledger/people/people.js';
import type { Caller } from '../permission/caller.js';

/** What ids are called in the caller's language; an id that no rulebook names stays as it is, nothing stays nothing. */
export interface DisplayNames {
  kind(id: string): string;
  rulebook(id: string): string;
  tier(id: string | null): string | null;
  department(id: string | null): string | null;
  role(id: string): string;
  site(id: string): string;
  status(id: string): string;
  yesNo(value: boolean): string;
  text(text: Text): string;
}

/** By the rulebooks in force, and the sites the caller may read. */
export async function displayNamesFor(
  { source, rulebooks }: Ledger,
  { language, sites }: Pick<Caller, 'language' | 'sites'>,
): Promise<DisplayNames> {
  const books = rulebooks.all();
  const siteNames = new Map((await sitesOf(source, [...sites])).map(({ id, name }) => [id, name[language]]));
  const named = (find: (book: Rulebook) => Text | undefined, id: string): string =>
    books.map(find).find((name) => name !== undefined)?.[language] ?? id;
  return {
    kind: (id) => named((book) => book.kinds[id]?.name, id),
    rulebook: (id) => rulebooks.current(id)?.title[language] ?? id,
    tier: (id) => id && named((book) => book.tiers.find((tier) => tier.id === id)?.name, id),
    department: (id) => id && named((book) => book.departments[id], id),
    role: (id) => named((book) => book.roles[id]?.name, id),
    site: (id) => siteNames.get(id) ?? id,
    status: (id) => statusName(id)[language],
    yesNo: (value) => (value ? { 'zh-CN': '是', en: 'yes' } : { 'zh-CN': '否', en: 'no' })[language],
    text: (text) => text[language],
  };
}
