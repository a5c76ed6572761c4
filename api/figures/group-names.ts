import { factNames } from '../../domain/kinds/fact-names.js';
import type { Dimension } from '../../domain/rulebook/figures.js';
import type { Text } from '../../domain/text.js';
import type { Ledger } from '../../ledger/ledger.js';
import { namesOfPeople } from '../../ledger/people/people.js';
import type { Caller } from '../permission/caller.js';
import { displayNamesFor } from '../tables/display-names.js';

/** What a value that figures are taken apart by is called in the caller's language; null for none. */
export type GroupName = (key: string | null) => string | null;

/** Names for these values; a clause, a month, a day, and what no rulebook in force names, as they are. */
export async function groupNamesFor(
  ledger: Ledger,
  who: Caller,
  by: Dimension,
  keys: readonly (string | null)[],
): Promise<GroupName> {
  const given = keys.filter((key) => key !== null);
  const people = by === 'person' ? await namesOfPeople(ledger.source, given) : new Map<string, string>();
  const names = await displayNamesFor(ledger, who);
  const books = ledger.rulebooks.all();
  const first = (texts: (Text | undefined)[], key: string) => texts.find(Boolean)?.[who.language] ?? key;
  const nameOf = (key: string): string => {
    switch (by) {
      case 'person':
        return people.get(key) ?? key;
      case 'tier':
        return names.tier(key) ?? key;
      case 'department':
        return names.department(key) ?? key;
      case 'kind':
        return names.kind(key);
      case 'role':
        return names.role(key);
      case 'site':
        return names.site(key);
      case 'area':
        return first(
          books.map(({ lists }) => lists?.['areas']?.[key]?.name),
          key,
        );
      case 'step':
        return first(
          books.flatMap((book) =>
            Object.values(book.kinds).map(({ clocks }) => clocks.find(({ id }) => id === key)?.name),
          ),
          key,
        );
      case 'outcome':
        return factNames['outcome']?.valueNames?.[key]?.[who.language] ?? key;
      default:
        return key;
    }
  };
  return (key) => (key === null ? null : nameOf(key));
}
