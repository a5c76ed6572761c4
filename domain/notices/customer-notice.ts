import type { CaseState } from '../case/case.js';
import { nextOpening } from '../time/opening.js';
import { readPhones, smsAddress } from '../words/phone.js';
import { plainText } from '../words/plain-text.js';
import type { DeliveryChannel } from './delivery.js';
import { calendarOf, kindRules, type Rulebook } from '../rulebook/rulebook.js';

/** Where the customer is notified, or why not: the code of a delivery that is skipped or given up. */
export type CustomerAddress =
  { channel: DeliveryChannel; address: string } | { no: 'informer' | 'secret' | 'no-contact' | 'call-only' };

/**
 * The contact that the customer left. A customer who wishes to stay unknown is notified only through it. An
 * informer (W-33) and the party to a secret are notified only by staff. `call-only`: what was left takes no messages.
 */
export function addressOfCustomer({ words: { phone }, facts }: Pick<CaseState, 'words' | 'facts'>): CustomerAddress {
  if (facts['shielded'] === true) return { no: 'informer' };
  if (facts['secret'] === true) return { no: 'secret' };
  const left = plainText(phone ?? '').trim();
  if (left === '') return { no: 'no-contact' };
  const sms = smsAddress(left);
  if (sms !== null) return { channel: 'sms', address: sms };
  return /^[^\s@<>",;:]+@[^\s@<>",;:]+\.[^\s@<>",;:]+$/.test(left)
    ? { channel: 'mail', address: left }
    : { no: 'call-only' };
}

/**
 * The first moment from `at` on (UTC ISO) at which customers may be disturbed: the hours in which they are called
 * (X-13).
 */
export function nextCustomerHour(at: string, kind: string, rulebook: Rulebook): string {
  return new Date(
    nextOpening(calendarOf(rulebook, kindRules(rulebook, kind).revisit.calendar), Date.parse(at)),
  ).toISOString();
}

/**
 * Whether the customer may see the case on their own page: never an informer (W-33) or the party to a secret, and nobody
 * once what was said is erased.
 */
export function mayHaveCustomerPage({ facts }: Pick<CaseState, 'facts'>): boolean {
  return facts['shielded'] !== true && facts['secret'] !== true && facts['erasedUpTo'] === undefined;
}

/** Whether the contact that the customer left ends with these four digits. */
export function phoneEndsWith({ words: { phone } }: Pick<CaseState, 'words'>, ending: string): boolean {
  const numbers = readPhones(plainText(phone ?? ''));
  return /^\d{4}$/.test(ending) && numbers.some(({ key }) => key.length >= 7 && key.endsWith(ending));
}
