import { createHash } from 'node:crypto';
import { networkOf } from './network.js';

/** Under what attempts at something are counted: as digests, which tell nobody who it was. */
export interface AttemptKeys {
  target: string;
  network: string;
  both: string;
}

/** The keys of an attempt at a target (a person, a number) from an address; `groups` of IPv6 are one network. */
export function attemptKeys(target: string, address: string, groups?: number): AttemptKeys {
  const network = networkOf(address, groups);
  const hash = (...parts: string[]) => createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
  return { target: hash(target), network: hash(network), both: hash(target, network) };
}
