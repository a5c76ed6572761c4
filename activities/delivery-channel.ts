import type { Language, Text } from '../domain/text.js';

/** What the recipient reads. */
export interface NoticeContent {
  subject: string;
  body: string;
}

/** One message on its way out. `id` is the same at every attempt: a receiver knows a repetition by it. */
export interface OutgoingMessage extends NoticeContent {
  id: string;
  to: string;
  channel: 'mail' | 'chat' | 'sms';
  number: string;
  kind: string;
  clause: string;
  /** The notice in one sentence. */
  text: Text;
  language: Language;
}

/** A channel did not take a message. Its code is all that is passed on: what a library says may quote the address. */
export class DeliveryFailed extends Error {
  /** `for-good`: the message itself was refused. `closed`: the receiver takes no messages any more. */
  constructor(
    readonly code: string,
    readonly how: 'try-again' | 'for-good' | 'closed',
  ) {
    super(`The channel did not take a notice: ${code}.`);
  }
}
