import { createHash } from 'node:crypto';
import { configure } from 'safe-stable-stringify';
import type { EntryDraft } from '../domain/case/case.js';

/** An entry with its place in the chain. */
export interface Entry extends EntryDraft {
  number: string;
  seq: number;
  previousHash: string;
  hash: string;
}

export const chainStart = '';

/**
 * One text for one JSON (RFC 8785), undefined fields left out; what is not JSON is a fault of the caller's and throws.
 */
const canonical = configure({ strict: true });

/** Numbers and chains an entry: the hash covers everything in it and the hash before (canonical JSON, SHA-256). */
export function chain(number: string, seq: number, previousHash: string, draft: EntryDraft): Entry {
  return { ...draft, number, seq, previousHash, hash: hashOf(number, seq, previousHash, draft) };
}

/** What the hash of an entry must be, by what the entry says. */
export function hashOf(
  number: string,
  seq: number,
  previousHash: string,
  { act, actor, role, at, happenedAt, input, facts, changes, notices }: EntryDraft,
): string {
  const text = canonical({
    number,
    seq,
    previousHash,
    act,
    actor,
    role,
    at,
    happenedAt,
    input,
    facts,
    changes,
    notices,
  });
  return createHash('sha256').update(text!).digest('hex');
}

/** The canonical text of any JSON (RFC 8785): equal values give equal texts, in whatever order their keys are. */
export function canonicalJson(value: unknown): string {
  return canonical(value) ?? 'null';
}

/** SHA-256 of any JSON, to tell two bodies under one Idempotency-Key apart. */
export function sha256(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
