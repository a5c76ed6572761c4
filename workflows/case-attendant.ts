import type { Activities } from '../activities/activities.js';
import {
  ActivityFailure,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setDefaultSignalHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { caseSearchAttributes, isLedgerSignal, type CaseEnd, type CaseStart, type CaseView } from './messages.js';

/**
 * Short writes of the ledger inside the workflow task. They outlive a database that is away: tried again until it is
 * back.
 */
const ledger = proxyLocalActivities<Activities>({
  startToCloseTimeout: '15 seconds',
  retry: {
    initialInterval: '500 milliseconds',
    maximumInterval: '30 seconds',
    nonRetryableErrorTypes: ['UnknownCase', 'DeskRefused'],
  },
});

/**
 * May last minutes for thousands of cases. Tried for some hours; then somebody has to look, and it is tried again once
 * the case has moved.
 */
const longRunning = proxyActivities<Activities>({
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '30 seconds',
  summary: 'tells the cases that are joined to this one',
  retry: {
    initialInterval: '1 second',
    maximumInterval: '2 minutes',
    maximumAttempts: 200,
    nonRetryableErrorTypes: ['UnknownCase', 'DeskRefused'],
  },
});

const searchableAttributes = ['status', 'tier', 'department'] as const;

/**
 * How the desk by itself attends to one case: the newest view by signal, one timer for the next moment, notices,
 * signals from outside.
 */
export class CaseAttendant {
  view: CaseView;
  private externalSignals: { act: string; input: unknown }[] = [];
  private externalSignalCount: number;
  private pendingActivities = 0;
  private hasGap = false;
  private waitingFor = 'the first act';
  private readonly notices = proxyActivities<Activities>({
    taskQueue: `${workflowInfo().taskQueue}-notices`,
    startToCloseTimeout: '2 minutes',
    summary: 'mails the notices that wait',
    retry: { initialInterval: '5 seconds', maximumInterval: '10 minutes', maximumAttempts: 20 },
  });

  constructor(start: CaseStart, view: CaseView) {
    this.view = view;
    this.externalSignalCount = start.outsiders ?? 0;
    this.updateDetails();
  }

  /** The signal of an act of the ledger, or of somebody behind its back. Never throws: that would fail the case. */
  onSignal(act: string, payload: unknown): void {
    if (!isLedgerSignal(payload) || payload.view.number !== this.view.number) {
      this.externalSignals.push({ act, input: payload });
      return;
    }
    const first = payload.acts[0]?.seq ?? payload.view.seq;
    // What does not follow on from what this case knows is not believed but asked for: lost, or forged.
    if (first > this.view.seq + 1) this.hasGap = true;
    else this.acceptView(payload.view);
  }

  /** Waits until the case, as last seen, is as asked. `what` is what an administrator reads meanwhile. */
  async waitUntil(is: (view: CaseView) => boolean, what: string): Promise<void> {
    this.waitingFor = what;
    this.updateDetails();
    await condition(() => is(this.view) || this.view.closed);
  }

  /** Runs beside the course: does `work` whenever the case calls for it, one at a time. */
  async whenever(calls: (view: CaseView) => boolean, work: (view: CaseView) => Promise<CaseView>): Promise<void> {
    for (;;) {
      await condition(() => calls(this.view) || this.isDone());
      if (!calls(this.view)) return;
      const { seq } = this.view;
      await this.track(() => work(this.view)).catch((error: unknown) => {
        if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
      });
      // What was refused, or has changed nothing, is not tried over and over: it is tried again once the case has
      // moved.
      if (this.view.seq > seq || !calls(this.view)) continue;
      this.waitingFor = 'somebody to look: the ledger has refused what the desk does by itself';
      this.updateDetails();
      await condition(() => this.view.seq > seq);
    }
  }

  /** Has cases opened that this one asks for (`Effects.opens`). */
  openChildCases(): Promise<void> {
    return this.whenever(
      (view) => view.asked.length > 0,
      (view) => ledger.openAsked(view.number, view.asked[0]!),
    );
  }

  /** Tells the case this one was opened from how it ended. */
  reportToParent(): Promise<void> {
    return this.whenever(
      (view) => view.closed && view.parent !== null,
      (view) => ledger.reportOutcome(view.number),
    );
  }

  /** Tells the cases joined to this one what it has broadcast (`Effects.broadcast`). */
  tellJoined(): Promise<void> {
    return this.whenever(
      (view) => view.broadcast !== null,
      (view) => longRunning.tellJoined(view.number, view.broadcast!.key),
    );
  }

  /**
   * Enters moments as they come. The one timer is armed anew only when the next moment has come nearer, or has passed.
   */
  async runClocks(): Promise<void> {
    while (!this.isDone()) {
      if (this.hasGap) {
        this.hasGap = false;
        await this.track(() => ledger.attend(this.view.number));
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
   * Search attributes follow the view: one event for all the signals that came together, none where nothing an operator
   * filters by has changed.
   */
  async updateSearchAttributes(): Promise<void> {
    for (let shown = this.view; !this.isDone(); shown = this.view) {
      const changed = () => searchableAttributes.filter((name) => shown[name] !== this.view[name]);
      await condition(() => changed().length > 0 || this.isDone());
      if (changed().length > 0)
        upsertSearchAttributes(changed().map((name) => ({ key: caseSearchAttributes[name], value: this.view[name] })));
    }
  }

  async submitExternalSignals(): Promise<void> {
    for (;;) {
      await condition(() => this.externalSignals.length > 0 || this.isDone());
      const outsider = this.externalSignals[0];
      if (!outsider) return;
      this.externalSignalCount += 1;
      const key = `signal:${workflowInfo().firstExecutionRunId}:${this.externalSignalCount}`;
      await this.track(() => ledger.putBefore(this.view.number, outsider.act, outsider.input ?? null, key));
      this.externalSignals = this.externalSignals.slice(1);
    }
  }

  async sendNotices(): Promise<void> {
    for (;;) {
      await condition(() => this.view.mail || this.isDone());
      if (!this.view.mail) return;
      this.view = { ...this.view, mail: false };
      // Slow mail must not hold up the case; what is given up here stays in the inbox and is tried again by the relay.
      this.pendingActivities += 1;
      await this.notices.deliverNotices(this.view.number).catch((error: unknown) => {
        if (isCancellation(error)) throw error;
      });
      this.pendingActivities -= 1;
    }
  }

  /** Filed, and nothing left to do. */
  isDone(): boolean {
    const { closed, mail, asked, parent, broadcast } = this.view;
    return (
      closed && this.isIdle() && !mail && !this.hasGap && asked.length === 0 && parent === null && broadcast === null
    );
  }

  isIdle(): boolean {
    return this.pendingActivities === 0 && this.externalSignals.length === 0;
  }

  result(): CaseEnd {
    return { number: this.view.number, outcome: this.view.outcome ?? 'handled', seq: this.view.seq };
  }

  /** What the next run of this workflow goes on with. */
  continueAsNewInput(): CaseStart {
    return { number: this.view.number, view: this.view, outsiders: this.externalSignalCount };
  }

  private async enterMoment(at: string): Promise<void> {
    await this.track(() => ledger.attend(this.view.number));
    // "Not yet": this engine's clock runs ahead of the ledger's. Look again in a moment rather than at once.
    if (this.view.next?.at === at)
      await condition(() => this.isDone(), '1 second', { summary: 'not yet by the clock of the ledger' });
  }

  private async track(work: () => Promise<CaseView>): Promise<void> {
    this.pendingActivities += 1;
    try {
      this.acceptView(await work());
    } finally {
      this.pendingActivities -= 1;
    }
  }

  /** The highest number wins: a late or doubled signal changes nothing. */
  private acceptView(view: CaseView): void {
    if (view.seq < this.view.seq) return;
    this.view = { ...view, mail: view.mail || this.view.mail };
    this.updateDetails();
  }

  private updateDetails(): void {
    const { next, status, tier } = this.view;
    const clock = next
      ? ` Next: ${next.kind} of '${next.clock}' at ${next.at} (${next.clause}), ${next.who} to ${next.waitsFor}.`
      : '';
    setCurrentDetails(`${tier ? `${tier}, ` : ''}${status}: waits for ${this.waitingFor}.${clock}`);
  }
}

/**
 * Attends to a case from its first signal to its filing; a case that lives for years goes on as new with nothing but
 * its view.
 */
export async function attend(start: CaseStart, course: (desk: CaseAttendant) => Promise<unknown>): Promise<CaseEnd> {
  const early: [act: string, payload: unknown][] = [];
  let onSignal = (act: string, payload: unknown): void => void early.push([act, payload]);
  setDefaultSignalHandler((act, payload) => onSignal(act, payload));
  const attendant = new CaseAttendant(start, start.view ?? (await ledger.attend(start.number)));
  onSignal = (act, payload) => attendant.onSignal(act, payload);
  for (const [act, payload] of early) attendant.onSignal(act, payload);
  // Worked to its end before the engine heard of it, in a burst or while the engine was away.
  if (attendant.isDone()) return attendant.result();

  const scope = new CancellationScope();
  const running = scope.run(() =>
    Promise.all([
      course(attendant),
      attendant.runClocks(),
      attendant.updateSearchAttributes(),
      attendant.sendNotices(),
      attendant.submitExternalSignals(),
      attendant.openChildCases(),
      attendant.reportToParent(),
      attendant.tellJoined(),
    ]),
  );
  await Promise.race([running, condition(() => workflowInfo().continueAsNewSuggested && attendant.isIdle())]);
  if (attendant.isDone()) {
    await running;
    return attendant.result();
  }
  scope.cancel();
  await running.catch((error: unknown) => {
    if (!isCancellation(error)) throw error;
  });
  return continueAsNew<(next: CaseStart) => Promise<CaseEnd>>(attendant.continueAsNewInput());
}
