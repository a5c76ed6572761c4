import type { Payload, PayloadCodec } from '@temporalio/common';
import type { EngineSignature } from '../ledger/engine-signature.js';
import type { UnreadablePayload } from '../workflows/messages.js';

/** A view with its acts takes some thousand bytes, a remark of an operator less. */
const maxBytes = 256 * 1024;
/** Deeper than anything we send, and shallow enough for every reader of JSON. */
const maxDepth = 32;

/**
 * Looks at every payload before a workflow or an activity sees it, and never throws: an error here would fail the
 * workflow's task for ever. What cannot be read becomes `UnreadablePayload`; what claims to be of the ledger gets
 * `genuine`, by its signature; where anybody else has set `genuine` it is taken away. Nothing is changed on the way out.
 */
export class LedgerCodec implements PayloadCodec {
  constructor(private readonly signature: Pick<EngineSignature, 'isGenuine'>) {}

  encode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.resolve(payloads);
  }

  decode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.resolve(payloads.map((payload) => this.decodeOne(payload)));
  }

  private decodeOne(payload: Payload): Payload {
    const encoding = text(payload.metadata?.['encoding']);
    if (encoding === 'binary/null') return payload;
    if (encoding !== 'json/plain') return json({ unreadable: 'encoding' });
    const data = payload.data ?? new Uint8Array();
    if (data.length > maxBytes) return json({ unreadable: 'size' });
    if (depthOf(data) > maxDepth) return json({ unreadable: 'depth' });
    try {
      const value: unknown = JSON.parse(text(data));
      const judged = this.judged(value);
      return judged === value ? payload : json(judged);
    } catch {
      return json({ unreadable: 'json' });
    }
  }

  /** The value with `genuine` set where it is, on itself or on its `message` (what a workflow starts with). */
  private judged(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const { genuine: _claimed, message, ...rest } = value as Record<string, unknown>;
    if (Object.hasOwn(rest, 'signature') && Object.hasOwn(rest, 'view'))
      return { ...rest, genuine: this.signature.isGenuine(rest) };
    if (Object.hasOwn(value, 'message')) return { ...rest, message: this.judged(message) };
    return Object.hasOwn(value, 'genuine') ? rest : value;
  }
}

function json(value: UnreadablePayload | unknown): Payload {
  return { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from(JSON.stringify(value)) };
}

function text(bytes: Uint8Array | null | undefined): string {
  return Buffer.from(bytes ?? []).toString('utf8');
}

/** How deep brackets of JSON lie in each other; those in texts do not count. */
function depthOf(data: Uint8Array): number {
  let [depth, deepest, quoted] = [0, 0, false];
  for (let at = 0; at < data.length; at += 1) {
    const byte = data[at]!;
    if (quoted) {
      if (byte === 0x5c) at += 1;
      else if (byte === 0x22) quoted = false;
    } else if (byte === 0x22) quoted = true;
    else if (byte === 0x7b || byte === 0x5b) deepest = Math.max(deepest, (depth += 1));
    else if (byte === 0x7d || byte === 0x5d) depth -= 1;
  }
  return deepest;
}
