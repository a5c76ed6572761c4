import { api, Problem, type Json } from '../api/client.js';
import { sendAct, sendRecord, tryRecord } from '../act/send.js';
import type { Values } from '../act/values.js';
import type { Call, NextAct } from './call.js';

/** What has become of a call: the case, and acts after recording that were refused. */
export interface SentCall {
  of: Json<'CaseJson'>;
  /** What is odd in what was written. */
  hints: Json<'HintJson'>[];
  refused: { act: string; problem: Problem }[];
}

/**
 * Records a call and does what follows. Where no answer comes it throws, and the same call sent again takes the same
 * keys: what arrived is not entered twice. What follows and is refused does not undo the case.
 */
export async function sendCall(body: Values, next: readonly NextAct[], key: string): Promise<SentCall> {
  const recorded = await sendRecord(body, key);
  let of: Json<'CaseJson'> = recorded;
  const refused: SentCall['refused'] = [];
  for (const [index, { act, body: input }] of next.entries()) {
    try {
      of = await sendAct(of.number, act, input, { key: `${key}.${index + 1}` });
    } catch (error) {
      if (!(error instanceof Problem) || error.unanswered || error.status === 401) throw error;
      refused.push({ act, problem: error });
    }
  }
  return { of, hints: recorded.hints, refused };
}

/** A key that the same words of the same call have again, also after a reload. */
export async function keyOf(call: Call, text: string): Promise<string> {
  const bytes = new TextEncoder().encode(`${call.id} ${call.refused} ${text}`);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return `desk-${Array.from(digest.slice(0, 20), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** What recording would do, together with the act that follows at once. */
export async function tryCall(
  record: Values,
  next: NextAct | undefined,
  signal: AbortSignal,
): Promise<Json<'ActPreviewJson'>> {
  if (!next) return tryRecord(record, signal);
  const { data } = await api.POST('/v1/cases/preview', { body: { record, ...next }, signal });
  return data!;
}
