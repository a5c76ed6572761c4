import type { ListEntry, Rulebook } from './rulebook.js';
import type { Text } from '../text.js';

/** What may be charged (W-24): an entry of the list `priceItems`, the price of one unit in cents (分). */
export interface PriceItem extends ListEntry {
  unit: Text;
  cents: number;
}

/** So much of an item of the price list; `quantity` to the thousandth. */
export interface PricedLine {
  item: string;
  quantity: number;
}

/**
 * What the lines come to by the price list of the rulebook, in whole cents: each line rounded to the cent, half a cent
 * up.
 */
export function totalCents(lines: readonly PricedLine[], rulebook: Pick<Rulebook, 'name' | 'lists'>): number {
  return lines.reduce((sum, { item, quantity }) => sum + lineCents(priceOf(item, rulebook).cents, quantity), 0);
}

function lineCents(cents: number, quantity: number): number {
  return Math.floor((cents * Math.round(quantity * 1_000) * 2 + 1_000) / 2_000);
}

function priceOf(item: string, { name, lists }: Pick<Rulebook, 'name' | 'lists'>): PriceItem {
  const entry = lists?.['priceItems']?.[item] as PriceItem | undefined;
  if (!entry) throw new Error(`The price list of rulebook ${name} has no item ${item}.`);
  return entry;
}
