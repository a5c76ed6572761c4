import { Webhook as Signature } from 'standardwebhooks';
import { DeliveryFailed, type OutgoingMessage } from './delivery-channel.js';

const timeoutMs = 10_000;

/** What a gateway is sent, as JSON: a notice, or a head over all cases to be kept. */
interface WebhookPayload {
  type: 'notice' | 'head';
  timestamp: string;
  data: object;
}

/**
 * The gateway of chat and SMS: one signed POST a message, by the convention of Standard Webhooks (headers `webhook-id`,
 * `webhook-timestamp`, `webhook-signature`: HMAC-SHA256 over id, timestamp and body). Nothing but the configured
 * address is asked: redirections are not followed.
 */
export class Webhook {
  private readonly signature: Signature;

  /** `secret`: base64, with or without `whsec_` before it. */
  constructor(
    private readonly url: string,
    secret: string,
    private readonly waitMs = timeoutMs,
  ) {
    this.signature = new Signature(secret);
  }

  /** Throws `NotTaken`. */
  send({ id, text, ...message }: OutgoingMessage): Promise<void> {
    return this.post('notice', id, { ...message, text: text[message.language] });
  }

  /** Throws `DeliveryFailed`. `id` is the same at every attempt. */
  sendHead(id: string, head: { head: string; signature: string; publicKey: string }): Promise<void> {
    return this.post('head', id, head);
  }

  private async post(type: WebhookPayload['type'], id: string, data: object): Promise<void> {
    const now = new Date();
    const envelope: WebhookPayload = { type, timestamp: now.toISOString(), data };
    const body = JSON.stringify(envelope);
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Banjie',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': this.signature.sign(id, now, body),
    };
    const answer = await fetch(this.url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(this.waitMs),
      headers,
      body,
    }).catch((error: unknown) => {
      const { name, cause } = error as { name?: string; cause?: { code?: string } };
      throw new DeliveryFailed(name === 'TimeoutError' ? 'timeout' : (cause?.code ?? 'unreachable'), 'try-again');
    });
    // The body of the answer is not needed, and may be endless.
    await answer.body?.cancel().catch(() => undefined);
    if (!answer.ok) throw new DeliveryFailed(String(answer.status), failureOf(answer.status));
  }
}

/**
 * 400, 413 and 422 are about this message; 410 ends it all; everything else, a wrong secret among it, may be put right.
 */
function failureOf(status: number): DeliveryFailed['how'] {
  if (status === 410) return 'closed';
  return [400, 413, 422].includes(status) ? 'for-good' : 'try-again';
}
