import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { canonicalJson, sha256 } from './canonical-json.js';

/** Nobody who has the database alone can try out what a body was. In a process that was told no keys it is one of its own. */
let digestKeys: readonly Buffer[] = [randomBytes(32)];
let customerKeys: readonly Buffer[] = [randomBytes(32)];
let linkKeys: readonly Buffer[] = [randomBytes(32)];

/**
 * Bodies of requests, and what tables call customers, are known by keyed digests from now on, by keys that are derived from these (ENGINE_SIGNING_KEYS, the
 * newest first): the first makes digests, those of any of them are known again.
 */
export function digestRequestsBy(signingKeys: readonly string[]): void {
  if (signingKeys.length === 0) throw new Error('No key to know requests by: see ENGINE_SIGNING_KEYS.');
  const derived = (label: string) => signingKeys.map((key) => Buffer.from(hkdfSync('sha256', key, '', label, 32)));
  [digestKeys, customerKeys] = [derived('banjie request bodies'), derived('banjie customers of tables')];
  linkKeys = derived('banjie links of customers');
}

/**
 * What a customer may be known by on record (hex), as a table calls them: first the digest that is kept from now on, then
 * those by older keys, last the bare SHA-256 of before 0.5.0.
 */
export function customerDigests(customer: string): string[] {
  const keyed = customerKeys.map((key) => createHmac('sha256', key).update(customer).digest('hex'));
  return [...keyed, createHash('sha256').update(customer).digest('hex')];
}

/** The digest of a body (HMAC-SHA-256 over its canonical JSON, hex) as it is kept. */
export function requestDigest(body: unknown): string {
  return digestBy(digestKeys[0]!, body);
}

/**
 * Whether a kept digest is of this body; one from before 0.5.0 is a bare SHA-256. An empty one, of a request whose case
 * was erased since, is of none.
 */
export function isDigestOf(kept: string, body: unknown): boolean {
  return digestKeys.some((key) => digestBy(key, body) === kept) || kept === sha256(body);
}

function digestBy(key: Buffer, body: unknown): string {
  return createHmac('sha256', key).update(canonicalJson(body)).digest('hex');
}

/** What the keys of customers' links and their forms are made of: HMAC-SHA-256 of the text, by each key, the newest first. */
export function linkDigests(text: string): Buffer[] {
  return linkKeys.map((key) => createHmac('sha256', key).update(text).digest());
}
