import { systemActor } from '../domain/actor.js';
import type { CaseState } from '../domain/case/case.js';
import { fold } from '../domain/case/fold.js';
import { refuse, type Refusal } from '../domain/refusal.js';
import { isDigestOf, requestDigest } from './request-digests.js';
import type { LedgerAnswer, StoredAnswer, KeyedRequest } from './request.js';
import { withWords, type SaidWords } from './words/entry-words.js';
import { entryDraftOf, type StoredEntry } from './figures/entries.js';
import { runPrepared, type Connection } from './transaction.js';

export function keyedRequest(actor: string, key: string, body: unknown): KeyedRequest {
  return { actor, key, body };
}

/** The answer given to the same request before; a refusal where the key came with another body. */
export async function replayAnswer(
  runner: Connection,
  request: KeyedRequest,
  storedAnswer: StoredAnswer,
): Promise<LedgerAnswer | Refusal> {
  if (!isDigestOf(storedAnswer.body_sha256, request.body))
    return refuse(
      'key-reused',
      'This Idempotency-Key came before with another body: use a new key.',
      '该 Idempotency-Key 已用于其他内容，请使用新的键。',
    );
  if (storedAnswer.refusal) return storedAnswer.refusal;
  return {
    state: await caseStateAt(runner, storedAnswer.number!, storedAnswer.seq!),
    entries: [],
    replayed: true,
    changedCases: [],
  };
}

/**
 * Whether a refusal is kept under its key. Where fields are wrong nothing was asked that could be on record: the same key
 * may come again, put right. Only what the system asks is kept then too, as it counts what was refused.
 */
export function isKeptRefusal(request: KeyedRequest, refusal: Refusal): boolean {
  return refusal.errors === undefined || request.actor === systemActor.id;
}

/**
 * Keeps a refusal beside its key; what was entered is kept by `write`. Fails where another request has taken the key
 * meanwhile.
 */
export async function rememberRefusal(runner: Connection, request: KeyedRequest, refusal: Refusal): Promise<void> {
  await runPrepared(runner, keepRefusal, [
    request.actor,
    request.key,
    requestDigest(request.body),
    JSON.stringify(refusal),
  ]);
}

const keepRefusal = {
  name: 'banjie-keep-refusal',
  text: `INSERT INTO idempotency_keys (actor, key, body_sha256, refusal) VALUES ($1, $2, $3, $4)`,
};

/** The case as it stood after the entry, folded from the record. */
export async function caseStateAt(runner: Connection, number: string, seq: number): Promise<CaseState> {
  const rows = await runPrepared<StoredEntry>(runner, entriesUpTo, [number, seq]);
  let detached: CaseState | null = null;
  for (const entry of rows.map(entryDraftOf)) detached = fold(detached, entry);
  const [found] = await runPrepared<{ said: SaidWords }>(runner, saidIn, [number, JSON.stringify(detached)]);
  return withWords(detached!, found!.said);
}

const entriesUpTo = {
  name: 'banjie-entries-up-to',
  text: `SELECT act, actor, role, at, happened_at, input, facts, changes FROM entries WHERE number = $1 AND seq <= $2 ORDER BY seq`,
};

const saidIn = { name: 'banjie-said-in', text: `SELECT said_in($1, $2::jsonb) AS said` };
