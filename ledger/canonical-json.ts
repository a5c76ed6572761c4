import { createHash } from 'node:crypto';
import { configure } from 'safe-stable-stringify';

/**
 * One text for one JSON (RFC 8785), undefined fields left out; what is not JSON is a fault of the caller's and throws.
 */
const canonical = configure({ strict: true });

/** The canonical text of any JSON (RFC 8785): equal values give equal texts, in whatever order their keys are. */
export function canonicalJson(value: unknown): string {
  return canonical(value) ?? 'null';
}

/** SHA-256 of any JSON. */
export function sha256(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
