import { parseAbsolute } from '@internationalized/date';
import { serverNow } from '../api/server-time.js';

/** In the address: the day on which the list is looked at, so that a saved view means the same tomorrow. */
const today = 'today';

/** The filters of one's own calls of the day, as the address holds them. */
export const callsOfToday = { 'recorded-by': 'me', 'opened-from': today } as const;

/** What the API is asked for: `today` becomes the beginning of the day at the place. */
export function askedOf(values: Record<string, string>, zone: string): Record<string, string> {
  if (values['opened-from'] !== today) return values;
  const now = parseAbsolute(new Date(serverNow()).toISOString(), zone);
  const day = now.set({ hour: 0, minute: 0, second: 0, millisecond: 0 });
  return { ...values, 'opened-from': day.toAbsoluteString() };
}
