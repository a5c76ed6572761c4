import { normalizedAddress } from './address.js';

/** A building, or a house of a road, with the name that stands before it ('' where nothing does). */
export interface Building {
  name: string;
  numbered: string;
}

const house = /^(.*?(?:路|街|道|巷|弄|胡同|里))(\d{1,5}号)(?!楼)/su;
const building = /^(.*?)((?:[a-z甲乙丙丁]?\d{1,3}[a-z]?|[a-z])号楼)/su;

/** The building a place lies in, else its house of a road; undefined where it names neither. */
export function buildingOf(place: string): Building | undefined {
  const address = normalizedAddress(place);
  const [, name, numbered] = building.exec(address) ?? house.exec(address) ?? [];
  return name === undefined || numbered === undefined ? undefined : { name, numbered };
}

/**
 * Items by the building they lie in, in the words of the fullest name. A building said without the name before it is the
 * only one of its number that has a name; where there are several, or none, it stands by itself. `null`: no building.
 */
export function byBuilding<T>(items: readonly T[], placeOf: (item: T) => string | null): Map<string | null, T[]> {
  const read = items.map((item) => ({ item, lies: buildingOf(placeOf(item) ?? '') }));
  const names = new Map<string, Set<string>>();
  for (const { lies } of read) {
    if (!lies) continue;
    const known = names.get(lies.numbered) ?? new Set();
    names.set(lies.numbered, lies.name === '' ? known : known.add(lies.name));
  }
  const labelOf = ({ name, numbered }: Building): string => {
    const [only, ...others] = names.get(numbered)!;
    return `${name === '' && others.length === 0 ? (only ?? '') : name}${numbered}`;
  };
  const found = new Map<string | null, T[]>();
  for (const { item, lies } of read) {
    const label = lies ? labelOf(lies) : null;
    const together = found.get(label);
    if (together) together.push(item);
    else found.set(label, [item]);
  }
  return found;
}
