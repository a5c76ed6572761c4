import { patched } from '@temporalio/workflow';
import {
  isGenuine,
  isUnreadable,
  isUnsignedSignal,
  isUnsignedView,
  type CaseView,
  type LedgerMessage,
} from './messages.js';

/** A signal that is not of the ledger. `refusedAs`: it is nothing that an operator could ask for, and why. */
export interface ExternalSignal {
  act: string;
  input: unknown;
  refusedAs?: 'unreadable' | 'not-of-the-ledger';
}

/** Since 0.4.0 what the ledger says is signed. False only in the replay of what ran before. */
export const onlySigned = (): boolean => patched('signed-messages');

/**
 * What a workflow knows of its case, and what it believes: the newest view that the ledger has signed. Everything else
 * that arrives is kept as a signal from outside.
 */
export class CaseInbox {
  view: CaseView;
  /** Sent to this workflow by something other than the ledger, and not yet put before it. */
  external: ExternalSignal[] = [];
  /** Acts are missing between the view and what was announced: the view must be read from the ledger again. */
  hasGap = false;
  /** Notices wait to go out by mail, chat or SMS. */
  mailWaits: boolean;
  private readonly firstKey: string;
  private hasOtherKey = false;

  /** `message`: what the view comes from; undefined where it was unsigned, in a history from before 0.4.0. */
  constructor(
    view: CaseView,
    private message: LedgerMessage | undefined,
    private readonly changed: () => void,
  ) {
    this.view = view;
    this.mailWaits = view.mail;
    this.firstKey = keyOf(message);
  }

  /** Takes a signal, of the ledger or of anybody else. Must not throw: an error here would fail the whole workflow. */
  onSignal(act: string, payload: unknown): void {
    if (isGenuine(payload) && this.isAbout(payload.view))
      this.onAnnounced(payload.view, payload.acts, this.noted(payload));
    else if (isUnreadable(payload)) this.external.push({ act, input: null, refusedAs: 'unreadable' });
    else if (!isUnsignedSignal(payload)) this.external.push({ act, input: payload });
    else if (this.isAbout(payload.view) && !onlySigned()) this.onAnnounced(payload.view, payload.acts);
    else this.external.push({ act, input: null, refusedAs: 'not-of-the-ledger' });
  }

  /**
   * Takes what an activity brings from the ledger, which was asked when the case stood at entry `askedAt`. Signed by a
   * key that is not known here it is asked for again.
   */
  onAnswer(answer: unknown, askedAt: number): void {
    if (isGenuine(answer) && this.isAbout(answer.view)) {
      // The ledger was restored from a backup: it knows less now than this workflow.
      if (answer.view.seq < askedAt && patched('restored-ledger')) this.take(answer.view, this.noted(answer));
      else this.accept(answer.view, this.noted(answer));
    } else if (isUnsignedView(answer) && !onlySigned()) this.accept(answer);
    else this.hasGap = true;
  }

  /** What the next run of the workflow is to begin with. */
  get lastMessage(): LedgerMessage | undefined {
    if (!this.message) return undefined;
    const { format, view, acts, signature } = this.message;
    return { format, view, acts, signature };
  }

  /** The history holds what another key has signed than that with which it began: it is to end, so that a key can go. */
  keyHasChanged(): boolean {
    return this.hasOtherKey;
  }

  private noted(message: LedgerMessage): LedgerMessage {
    this.hasOtherKey ||= keyOf(message) !== this.firstKey;
    return message;
  }

  private isAbout(view: CaseView): boolean {
    return view.number === this.view.number;
  }

  private onAnnounced(view: CaseView, acts: LedgerMessage['acts'], message?: LedgerMessage): void {
    const first = acts[0]?.seq ?? view.seq;
    if (first > this.view.seq + 1 && !this.replacesUnsigned(message)) this.hasGap = true;
    else this.accept(view, message);
  }

  /** Takes over a view unless a newer one is known: a signal that comes late or twice changes nothing. */
  private accept(view: CaseView, message?: LedgerMessage): void {
    if (view.seq >= this.view.seq || this.replacesUnsigned(message)) this.take(view, message);
  }

  private take(view: CaseView, message?: LedgerMessage): void {
    this.view = view;
    this.message = message;
    this.mailWaits ||= view.mail;
    this.changed();
  }

  /** A view from before 0.4.0 may have been forged: whatever the ledger has signed is better. */
  private replacesUnsigned(message: LedgerMessage | undefined): boolean {
    return message !== undefined && this.message === undefined;
  }
}

function keyOf(message: LedgerMessage | undefined): string {
  return message?.signature.split(':', 1)[0] ?? '';
}
