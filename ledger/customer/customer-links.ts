import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { DAY_MS } from '../../domain/time/zone.js';
import { linkDigests } from '../request-digests.js';

/**
 * How a link came to whoever has it. `message`: to the number or address that the customer left, so whoever has it is
 * reached there; `staff`: handed out by a colleague; `paper`: printed on a form; `number`: somebody knew the number of
 * the case and how the phone ends.
 */
export type LinkOrigin = 'message' | 'staff' | 'paper' | 'number';

/** A link that leads to a case. */
export interface CustomerLink {
  id: string;
  number: string;
  origin: LinkOrigin;
  /** UTC ISO. */
  expiresAt: string;
}

/** Letters and digits alone: nothing that a phone takes for the end of an address. 16 of 62 are 95 bits. */
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const keyLength = 16;

/** The key of a link: made from its id by a secret, so that it is on record nowhere and can be said again. */
function keyOf(id: string): string {
  return lettersOf(linkDigests(`link ${id}`)[0]!, keyLength);
}

function lettersOf(bytes: Buffer, length: number): string {
  let left = BigInt(`0x${bytes.toString('hex')}`);
  return Array.from({ length }, () => {
    const letter = alphabet[Number(left % 62n)]!;
    left /= 62n;
    return letter;
  }).join('');
}

const digestOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/**
 * The key of the link of that origin to a case, the one of before as long as it holds; it holds for `days` from now (`at`,
 * UTC ISO) on.
 */
export async function customerLinkKey(
  source: Pick<DataSource, 'query'>,
  { number, origin, by, at, days }: { number: string; origin: LinkOrigin; by: string; at: string; days: number },
): Promise<{ key: string; expiresAt: string }> {
  const expiresAt = new Date(Date.parse(at) + days * DAY_MS).toISOString();
  const [found]: { id: string; digest: string }[] = await source.query(
    `SELECT id, digest FROM customer_links WHERE number = $1 AND origin = $2 AND revoked_at IS NULL AND expires_at > $3 ORDER BY made_at DESC LIMIT 1`,
    [number, origin, at],
  );
  // Made by a secret that is used no more, it cannot be said again; whoever has it goes on using it.
  if (found && digestOf(keyOf(found.id)) === found.digest) {
    await source.query(`UPDATE customer_links SET expires_at = greatest(expires_at, $2) WHERE id = $1`, [
      found.id,
      expiresAt,
    ]);
    return { key: keyOf(found.id), expiresAt };
  }
  const id = randomUUID();
  const key = keyOf(id);
  await source.query(
    `INSERT INTO customer_links (id, number, digest, origin, made_by, made_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, number, digestOf(key), origin, by, at, expiresAt],
  );
  return { key, expiresAt };
}

/** The link with that key; `ended` where it was revoked or has expired at `at` (UTC ISO); undefined where there is none. */
export async function customerLinkOf(
  source: Pick<DataSource, 'query'>,
  key: string,
  at: string,
): Promise<(CustomerLink & { ended: boolean }) | undefined> {
  const [row] = await source.query(
    `SELECT id, number, origin, expires_at AS "expiresAt", revoked_at IS NOT NULL OR expires_at <= $2 AS ended FROM customer_links WHERE digest = $1`,
    [digestOf(key), at],
  );
  return row && { ...row, expiresAt: (row.expiresAt as Date).toISOString() };
}

/** Ends every link to a case; how many there were. The next message to the customer has a new one. */
export async function revokeCustomerLinks(
  source: Pick<DataSource, 'query'>,
  { number, by, at }: { number: string; by: string; at: string },
): Promise<number> {
  const [, count] = await source.query(
    `UPDATE customer_links SET revoked_by = $2, revoked_at = $3 WHERE number = $1 AND revoked_at IS NULL AND expires_at > $3`,
    [number, by, at],
  );
  return count as number;
}

/**
 * Ends the links in messages to a case, and those got by its number and the phone, that were made before its entry `seq`,
 * by which the contact was put right: they went to somebody else. The next message has a new one.
 */
export async function revokeLinksSentBefore(
  source: Pick<DataSource, 'query'>,
  { number, seq, by }: { number: string; seq: number; by: string },
): Promise<void> {
  await source.query(
    `UPDATE customer_links SET revoked_by = $3, revoked_at = entries.at FROM entries
     WHERE entries.number = $1 AND entries.seq = $2 AND customer_links.number = $1 AND customer_links.origin IN ('message', 'number') AND customer_links.revoked_at IS NULL AND customer_links.made_at <= entries.at`,
    [number, seq, by],
  );
}

/** What a form of a link's page carries: new each time it is shown, and of no use with another link. */
export function newFormKey(linkId: string): string {
  const once = randomUUID().replaceAll('-', '');
  return `${once}${formMark(linkId, once)[0]!}`;
}

/** Whether a form was shown on the page of this link. */
export function isFormKeyOf(linkId: string, formKey: string): boolean {
  const [, once, mark] = /^([0-9a-f]{32})(\w{16})$/.exec(formKey) ?? [];
  if (once === undefined || mark === undefined) return false;
  return formMark(linkId, once).some((known) => timingSafeEqual(Buffer.from(known), Buffer.from(mark)));
}

function formMark(linkId: string, once: string): string[] {
  return linkDigests(`form ${linkId} ${once}`).map((digest) => lettersOf(digest, 16));
}
