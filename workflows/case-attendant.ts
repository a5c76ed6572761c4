import {
  ActivityFailure,
  condition,
  isCancellation,
  setCurrentDetails,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { ledgerActivities, longRunningActivities, noticeActivities } from './case-activities.js';
import { caseSearchAttributes, isLedgerSignal, type CaseEnd, type CaseStart, type CaseView } from './messages.js';

const searchableAttributes = ['status', 'tier', 'department'] as const;

/**
 * What the system does for one case without being asked: it keeps the newest view of the case, has one timer for the
 * next moment of its clocks, sends notices, and puts signals from outside before the ledger. It decides
 * nothing: every change of the case is an act in the ledger, and comes back here as a view.
 */
export class CaseAttendant {
  view: CaseView;
  /** Sent to this workflow by something other than the ledger, and not yet put before it. */
  private externalSignals: { act: string; input: unknown }[] = [];
  private externalSignalCount: number;
  private pendingActivities = 0;
  /** A signal is missing: the view must be read from the ledger again. */
  private hasGap = false;
  private waitingFor = 'the first act';
  private readonly notices = noticeActivities();

  constructor(start: CaseStart, view: CaseView) {
    this.view = view;
    this.externalSignalCount = start.outsiders ?? 0;
    this.updateDetails();
  }

  /** Takes a signal, of the ledger or of anybody else. Must not throw: an error here would fail the whole workflow. */
  onSignal(act: string, payload: unknown): void {
    if (!isLedgerSignal(payload) || payload.view.number !== this.view.number) {
      this.externalSignals.push({ act, input: payload });
      return;
    }
    const first = payload.acts[0]?.seq ?? payload.view.seq;
    // Acts between the known view and this one are missing: a signal was lost, or this one is forged. In both cases the
    // ledger is asked.
    if (first > this.view.seq + 1) this.hasGap = true;
    else this.acceptView(payload.view);
  }

  /** Waits until the view is as wanted, or the case is closed. An administrator reads meanwhile what it waits for. */
  async waitUntil(isReached: (view: CaseView) => boolean, waitingFor: string): Promise<void> {
    this.waitingFor = waitingFor;
    this.updateDetails();
    await condition(() => isReached(this.view) || this.view.closed);
  }

  /** Waits while the case stands in this status, or in one of these. Returns at once where it does not. */
  waitWhile(statuses: string | readonly string[], waitingFor: string): Promise<void> {
    return this.waitUntil(({ status }) => ![statuses].flat().includes(status), waitingFor);
  }

  /** Runs beside the steps of the kind: does `work` whenever it is needed, one at a time, until the case is done. */
  private async whenever(
    isNeeded: (view: CaseView) => boolean,
    work: (view: CaseView) => Promise<CaseView>,
  ): Promise<void> {
    for (;;) {
      await condition(() => isNeeded(this.view) || this.isDone());
      if (!isNeeded(this.view)) return;
      const { seq } = this.view;
      await this.track(() => work(this.view)).catch((error: unknown) => {
        if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
      });
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
      if (this.hasGap) {
        this.hasGap = false;
        await this.track(() => ledgerActivities.attend(this.view.number));
        continue;
      }
      const { next } = this.view;
      if (!next) {
        await condition(() => this.view.next !== null || this.hasGap || this.isDone());
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
        () => this.hasGap || this.isDone() || (this.view.next !== null && this.view.next.at < next.at),
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
      await condition(() => this.externalSignals.length > 0 || this.isDone());
      const external = this.externalSignals[0];
      if (!external) return;
      this.externalSignalCount += 1;
      const key = `signal:${workflowInfo().firstExecutionRunId}:${this.externalSignalCount}`;
      await this.track(() => ledgerActivities.putBefore(this.view.number, external.act, external.input ?? null, key));
      this.externalSignals = this.externalSignals.slice(1);
    }
  }

  /** Has the notices of the case delivered whenever some wait. */
  async sendNotices(): Promise<void> {
    for (;;) {
      await condition(() => this.view.mail || this.isDone());
      if (!this.view.mail) return;
      this.view = { ...this.view, mail: false };
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
    const { closed, mail, asked, parent, broadcast } = this.view;
    return (
      closed && this.isIdle() && !mail && !this.hasGap && asked.length === 0 && parent === null && broadcast === null
    );
  }

  /** No activity runs or waits to be started: the run may be cut here without losing work. */
  isIdle(): boolean {
    return this.pendingActivities === 0 && this.externalSignals.length === 0;
  }

  /** What the workflow returns. */
  result(): CaseEnd {
    return { number: this.view.number, outcome: this.view.outcome ?? 'handled', seq: this.view.seq };
  }

  /** What the next run of this workflow starts with. */
  continueAsNewInput(): CaseStart {
    return { number: this.view.number, view: this.view, outsiders: this.externalSignalCount };
  }

  private async enterMoment(at: string): Promise<void> {
    await this.track(() => ledgerActivities.attend(this.view.number));
    // The ledger has not entered the moment: its clock is behind the clock of the engine. Ask again in a second.
    if (this.view.next?.at === at)
      await condition(() => this.isDone(), '1 second', { summary: 'not yet by the clock of the ledger' });
  }

  /** Runs an activity and takes over the view it returns. While it runs the workflow must not continue as new. */
  private async track(work: () => Promise<CaseView>): Promise<void> {
    this.pendingActivities += 1;
    try {
      this.acceptView(await work());
    } finally {
      this.pendingActivities -= 1;
    }
  }

  /** Takes over a view unless a newer one is known: a signal that comes late or twice changes nothing. */
  private acceptView(view: CaseView): void {
    if (view.seq < this.view.seq) return;
    this.view = { ...view, mail: view.mail || this.view.mail };
    this.updateDetails();
  }

  /** The line that administrators read beside the workflow. It is no part of the history. */
  private updateDetails(): void {
    const { next, status, tier } = this.view;
    const clock = next
      ? ` Next: ${next.kind} of '${next.clock}' at ${next.at} (${next.clause}), ${next.who} to ${next.waitsFor}.`
      : '';
    setCurrentDetails(`${tier ? `${tier}, ` : ''}${status}: waits for ${this.waitingFor}.${clock}`);
  }
}
