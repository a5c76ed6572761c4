import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { ActSummary, CaseView, LedgerMessage } from '../domain/clocks/view.js';
import { canonicalJson } from './canonical-json.js';

/**
 * Signs what the ledger tells the engine, so that a workflow believes the ledger alone: whoever else has a line to the
 * engine has not got the key. The first of the keys signs; what any of them has signed is believed.
 */
export class EngineSignature {
  private readonly keys: Map<string, string>;
  private readonly signingKey: [id: string, key: string];

  /** `keys`: at least one; see the setting ENGINE_SIGNING_KEYS. */
  constructor(keys: readonly string[]) {
    if (keys.length === 0) throw new Error('No key to sign with what the engine is told: see ENGINE_SIGNING_KEYS.');
    this.keys = new Map(keys.map((key) => [keyId(key), key]));
    this.signingKey = [...this.keys][0]!;
  }

  sign(view: CaseView, acts: ActSummary[]): LedgerMessage {
    const [id, key] = this.signingKey;
    return { format: 2, view, acts, signature: `${id}:${digest(key, { format: 2, view, acts })}` };
  }

  /** Whether one of the keys has signed just this. Any JSON may be asked about; never throws for it. */
  isGenuine({ signature, format, view, acts }: Partial<Record<keyof LedgerMessage, unknown>>): boolean {
    if (typeof signature !== 'string' || format !== 2) return false;
    const [id = '', given = ''] = signature.split(':', 2);
    const key = this.keys.get(id);
    if (key === undefined) return false;
    const expected = Buffer.from(digest(key, { format, view, acts }));
    const found = Buffer.from(given);
    return found.length === expected.length && timingSafeEqual(found, expected);
  }
}

/** Tells keys apart without telling anything of them. */
function keyId(key: string): string {
  return createHash('sha256').update(`banjie engine key ${key}`).digest('hex').slice(0, 8);
}

function digest(key: string, message: object): string {
  return createHmac('sha256', key).update(canonicalJson(message)).digest('hex');
}
