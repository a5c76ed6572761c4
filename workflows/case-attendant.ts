import {
  ActivityFailure,
  condition,
  isCancellation,
  setCurrentDetails,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { ledgerActivities, longRunningActivities, noticeActivities } from './case-activities.js';
import { CaseInbox } from './case-inbox.js';
import type { NamedClock } from './course.js';
import { caseSearchAttributes, type CaseEnd, type CaseStart, type CaseView, type LedgerMessage } from './messages.js';

const searchableAttributes = ['status', 'tier', 'department'] as const;

/**
 * What the system does for one case without being asked: it keeps the newest view of the case, has one timer for the
 * next moment of its clocks, sends notices, and puts signals from outside before the ledger. It decides
 * nothing: every change of the case is an act in the ledger, and comes back here as a view.
 */
export class CaseAttendant {
  private readonly inbox: CaseInbox;
  private externalSignalCount: number;
  private pendingActivities = 0;
  private waitingFor = 'the first act';
  private readonly notices = noticeActivities();

  constructor(start: Partial<CaseStart>, first: { view: CaseView; message?: LedgerMessage | undefined }) {
    this.inbox = new CaseInbox(first.view, first.message, () => this.updateDetails());
    this.externalSignalCount = Number.isSafeInteger(start.outsiders) ? start.outsiders! : 0;
    this.updateDetails();
  }

  /** The newest view of the case that the ledger has signed. */
  get view(): CaseView {
    return this.inbox.view;
  }

  /** Takes a signal, of the ledger or of anybody else. Never throws. */
  onSignal(act: string, payload: unknown): void {
    this.inbox.onSignal(act, payload);
  }

  /** Waits until the view is as wanted, or the case is closed. An administrator reads meanwhile what it waits for. */
  waitUntil(isReached: (view: CaseView) => boolean, waitingFor: string): Promise<void> {
    this.waitingFor = waitingFor;
    this.updateDetails();
    // Handed on, not awaited: the worker traces the stack of every promise (findings/temporal-promises-are-traced.sh).
    return condition(() => isReached(this.view) || this.view.closed);
  }

  /**
   * Asks the ledger for a clock that the course expects and the view lacks: missing there too, it is an alarm.
   */
  async reportMissingClock({ rule, clause }: NamedClock): Promise<void> {
    await this.track(() => ledgerActivities.reportMissingClock(this.view.number, rule, clause, this.view.seq)).catch(
      leaveToPeople,
    );
  }

  /** Runs beside the steps of the kind: does `work` whenever it is needed, one at a time, until the case is done. */
  private async whenever(
    isNeeded: (view: CaseView) => boolean,
    work: (view: CaseView) => Promise<unknown>,
  ): Promise<void> {
    for (;;) {
      await condition(() => isNeeded(this.view) || this.isDone());
      if (!isNeeded(this.view)) return;
      const { seq } = this.view;
      await this.track(() => work(this.view)).catch(leaveToPeople);
      // The work was refused, or has changed nothing. Trying again at once would loop for ever, so it waits until
      // something else changes the case.
      if (this.view.seq > seq || !isNeeded(this.view)) continue;
      this.waitingFor = 'somebody to look: the ledger has refused what the desk does by itself';
      this.updateDetails();
      await condition(() => this.view.seq > seq);
    }
  }

  /** Opens the cases that this one asks for (`Effects.childCases`), one after the other. */
  openChildCases(): Promise<void> {
    return this.whenever(
      (view) => view.asked.length > 0,
      (view) => ledgerActivities.openAsked(view.number, view.asked[0]!),
    );
  }

  /** Reports the outcome to the case this one was opened from. */
  reportToParent(): Promise<void> {
    return this.whenever(
      (view) => view.closed && view.parent !== null,
      (view) => ledgerActivities.reportOutcome(view.number),
    );
  }

  /** Passes on what this case has broadcast to the cases joined to it (`Effects.broadcast`). */
  notifyJoinedCases(): Promise<void> {
    return this.whenever(
      (view) => view.broadcast !== null,
      (view) => longRunningActivities.tellJoined(view.number, view.broadcast!.key),
    );
  }

  /**
   * Has the ledger enter each moment of the clocks (a warning, a breach, an escalation) when it comes. There is one
   * timer for the next moment. It is replaced only when a nearer moment turns up: where the moment moves further away
   * the timer fires early, finds nothing to do and is set again. That costs less history than a new timer for every
   * act.
   */
  async runClocks(): Promise<void> {
    while (!this.isDone()) {
      if (this.inbox.hasGap) {
        this.inbox.hasGap = false;
        await this.track(() => ledgerActivities.attend(this.view.number));
        continue;
      }
      const { next } = this.view;
      if (!next) {
        await condition(() => this.view.next !== null || this.inbox.hasGap || this.isDone());
        continue;
      }
      const left = Date.parse(next.at) - Date.now();
      if (left <= 0) {
        await this.enterMoment(next.at);
        continue;
      }
      const summary =
        `${next.kind} of '${next.clock}' (${next.clause}): waits for ${next.who} to ${next.waitsFor}`.slice(0, 200);
      await condition(
        () => this.inbox.hasGap || this.isDone() || (this.view.next !== null && this.view.next.at < next.at),
        left,
        { summary },
      );
    }
  }

  /**
   * Keeps the search attributes as the view is. Signals that arrive together make one event of the history; a change of
   * anything that operators do not filter by makes none.
   */
  async updateSearchAttributes(): Promise<void> {
    for (let published = this.view; !this.isDone(); published = this.view) {
      const changed = () => searchableAttributes.filter((name) => published[name] !== this.view[name]);
      await condition(() => changed().length > 0 || this.isDone());
      if (changed().length > 0)
        upsertSearchAttributes(changed().map((name) => ({ key: caseSearchAttributes[name], value: this.view[name] })));
    }
  }

  /** Puts each signal from outside before the ledger, in the order of arrival. The key makes a repetition harmless. */
  async submitExternalSignals(): Promise<void> {
    for (;;) {
      await condition(() => this.inbox.external.length > 0 || this.isDone());
      if (this.inbox.external.length === 0) return;
      await this.submitExternalSignal();
    }
  }

  /** The one that has waited longest. */
  async submitExternalSignal(): Promise<void> {
    const { act, input, refusedAs } = this.inbox.external[0]!;
    this.externalSignalCount += 1;
    const key = `signal:${workflowInfo().firstExecutionRunId}:${this.externalSignalCount}`;
    await this.track(() =>
      refusedAs
        ? ledgerActivities.refuseSignal(this.view.number, act, refusedAs, key)
        : ledgerActivities.putBefore(this.view.number, act, input ?? null, key),
    ).catch(leaveToPeople);
    this.inbox.external = this.inbox.external.slice(1);
  }

  /** Has the notices of the case delivered whenever some wait. */
  async sendNotices(): Promise<void> {
    for (;;) {
      await condition(() => this.inbox.mailWaits || this.isDone());
      if (!this.inbox.mailWaits) return;
      this.inbox.mailWaits = false;
      // A failure must not stop the case. The notices stay in the inbox, and the delivery poller tries them again.
      this.pendingActivities += 1;
      await this.notices.deliverNotices(this.view.number).catch((error: unknown) => {
        if (isCancellation(error)) throw error;
      });
      this.pendingActivities -= 1;
    }
  }

  /** The case is closed, and nothing is left to do for it. */
  isDone(): boolean {
    const { closed, asked, parent, broadcast } = this.view;
    const { mailWaits, hasGap } = this.inbox;
    return closed && this.isIdle() && !mailWaits && !hasGap && asked.length === 0 && parent === null && !broadcast;
  }

  /** No activity runs or waits to be started: the run may be cut here without losing work. */
  isIdle(): boolean {
    return this.pendingActivities === 0 && this.inbox.external.length === 0;
  }

  /** The history has grown long, or holds what was signed with a key that is to go. */
  shouldContinueAsNew(): boolean {
    const { hasGap } = this.inbox;
    return (workflowInfo().continueAsNewSuggested || this.inbox.keyHasChanged()) && this.isIdle() && !hasGap;
  }

  /** What the workflow returns. */
  result(): CaseEnd {
    return { number: this.view.number, outcome: this.view.outcome ?? 'handled', seq: this.view.seq };
  }

  /** What the next run of this workflow starts with: nothing that the ledger has not signed. */
  continueAsNewInput(): CaseStart {
    const message = this.inbox.lastMessage;
    return { number: this.view.number, outsiders: this.externalSignalCount, ...(message ? { message } : {}) };
  }

  private async enterMoment(at: string): Promise<void> {
    await this.track(() => ledgerActivities.attend(this.view.number));
    // The ledger has not entered the moment: its clock is behind the clock of the engine. Ask again in a second.
    if (this.view.next?.at === at)
      await condition(() => this.isDone(), '1 second', { summary: 'not yet by the clock of the ledger' });
  }

  /** Runs an activity and takes over the view it returns. While it runs the workflow must not continue as new. */
  private async track(work: () => Promise<unknown>): Promise<void> {
    this.pendingActivities += 1;
    const { seq } = this.view;
    try {
      this.inbox.onAnswer(await work(), seq);
    } finally {
      this.pendingActivities -= 1;
    }
  }

  /** The line that administrators read beside the workflow. It is no part of the history. */
  private updateDetails(): void {
    const { next, status, tier, clocks = [] } = this.view;
    const clock = next
      ? ` Next: ${next.kind} of '${next.clock}' at ${next.at} (${next.clause}), ${next.who} to ${next.waitsFor}.`
      : '';
    const asked = clocks.flatMap(({ id, approver }) =>
      approver ? [` ${approver} to decide on more time for '${id}'.`] : [],
    );
    setCurrentDetails(`${tier ? `${tier}, ` : ''}${status}: waits for ${this.waitingFor}.${clock}${asked.join('')}`);
  }
}

/** What an activity could not do is no reason to stop: somebody has to look, and the next change of the case goes on. */
function leaveToPeople(error: unknown): void {
  if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
}
