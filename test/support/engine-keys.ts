import { EngineSignature } from '../../ledger/engine-signature.js';
import { LedgerCodec } from '../../worker/ledger-codec.js';

/** With what API and worker of a test sign what the engine is told, and the recorded histories are signed. */
export const signingKeys = ['a-key-for-tests-and-nothing-else-of-32-characters'];
export const signature = new EngineSignature(signingKeys);
/** What every worker of a test reads payloads with. */
export const dataConverter = { payloadCodecs: [new LedgerCodec(signature)] };
