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
import { attributes, isLedgerSignal, type CaseEnd, type CaseStart, type CaseView } from './messages.js';

/** Short writes of the ledger inside the workflow task. They outlive a database that is away: tried again until it is back. */
const ledger = proxyLocalActivities<Activities>({
  startToCloseTimeout: '15 seconds',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '30 seconds', nonRetryableErrorTypes: ['UnknownCase', 'DeskRefused'] },
});

/** May last minutes for thousands of cases. Tried for some hours; then somebody has to look, and it is tried again once the case has moved. */
const lasting = proxyActivities<Activities>({
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '30 seconds',
  summary: 'tells the cases that are joined to this one',
  retry: { initialInterval: '1 second', maximumInterval: '2 minutes', maximumAttempts: 200, nonRetryableErrorTypes: ['UnknownCase', 'DeskRefused'] },
});

const searchable = ['status', 'tier', 'department'] as const;

/** How the desk by itself attends to one case: the newest view by signal, one timer for the next moment, notices, signals from outside. */
export class Desk {
  view: CaseView;
  private outsiders: { act: string; input: unknown }[] = [];
  private taken: number;
  private busy = 0;
  private gap = false;
  private waitingFor = 'the first act';
  private readonly notices = proxyActivities<Activities>({
    taskQueue: `${workflowInfo().taskQueue}-notices`,
    startToCloseTimeout: '2 minutes',
    summary: 'mails the notices that wait',
    retry: { initialInterval: '5 seconds', maximumInterval: '10 minutes', maximumAttempts: 20 },
  });

  constructor(start: CaseStart, view: CaseView) {
    this.view = view;
    this.taken = start.outsiders ?? 0;
    this.describe();
  }

  /** The signal of an act of the ledger, or of somebody behind its back. Never throws: that would fail the case. */
  hear(act: string, payload: unknown): void {
    if (!isLedgerSignal(payload) || payload.view.number !== this.view.number) {
      this.outsiders.push({ act, input: payload });
      return;
    }
    const first = payload.acts[0]?.seq ?? payload.view.seq;
    // What does not follow on from what this case knows is not believed but asked for: lost, or forged.
    if (first > this.view.seq + 1) this.gap = true;
    else this.see(payload.view);
  }

  /** Waits until the case, as last seen, is as asked. `what` is what an administrator reads meanwhile. */
  async until(is: (view: CaseView) => boolean, what: string): Promise<void> {
    this.waitingFor = what;
    this.describe();
    await condition(() => is(this.view) || this.view.closed);
  }

  /** Runs beside the course: does `work` whenever the case calls for it, one at a time. */
  async whenever(calls: (view: CaseView) => boolean, work: (view: CaseView) => Promise<CaseView>): Promise<void> {
    for (;;) {
      await condition(() => calls(this.view) || this.resting());
      if (!calls(this.view)) return;
      const { seq } = this.view;
      await this.doing(() => work(this.view)).catch((error: unknown) => {
        if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
      });
      // What was refused, or has changed nothing, is not tried over and over: it is tried again once the case has moved.
      if (this.view.seq > seq || !calls(this.view)) continue;
      this.waitingFor = 'somebody to look: the ledger has refused what the desk does by itself';
      this.describe();
      await condition(() => this.view.seq > seq);
    }
  }

  /** Has cases opened that this one asks for (`Effects.opens`). */
  openWhatIsAsked(): Promise<void> {
    return this.whenever((view) => view.asked.length > 0, (view) => ledger.openAsked(view.number, view.asked[0]!));
  }

  /** Tells the case this one was opened from how it ended. */
  reportToParent(): Promise<void> {
    return this.whenever((view) => view.closed && view.parent !== null, (view) => ledger.reportOutcome(view.number));
  }

  /** Tells the cases joined to this one what it has broadcast (`Effects.broadcast`). */
  tellJoined(): Promise<void> {
    return this.whenever((view) => view.broadcast !== null, (view) => lasting.tellJoined(view.number, view.broadcast!.key));
  }

  /** Enters moments as they come. The one timer is armed anew only when the next moment has come nearer, or has passed. */
  async keepClocks(): Promise<void> {
    while (!this.resting()) {
      if (this.gap) {
        this.gap = false;
        await this.doing(() => ledger.attend(this.view.number));
        continue;
      }
      const { next } = this.view;
      if (!next) {
        await condition(() => this.view.next !== null || this.gap || this.resting());
        continue;
      }
      const left = Date.parse(next.at) - Date.now();
      if (left <= 0) {
        await this.enterMoment(next.at);
        continue;
      }
      const summary = `${next.kind} of '${next.clock}' (${next.clause}): waits for ${next.who} to ${next.waitsFor}`.slice(0, 200);
      await condition(() => this.gap || this.resting() || (this.view.next !== null && this.view.next.at < next.at), left, { summary });
    }
  }

  /** Search attributes follow the view: one event for all the signals that came together, none where nothing an operator filters by has changed. */
  async keepAttributes(): Promise<void> {
    for (let shown = this.view; !this.resting(); shown = this.view) {
      const changed = () => searchable.filter((name) => shown[name] !== this.view[name]);
      await condition(() => changed().length > 0 || this.resting());
      if (changed().length > 0) upsertSearchAttributes(changed().map((name) => ({ key: attributes[name], value: this.view[name] })));
    }
  }

  async putOutsidersBeforeTheLedger(): Promise<void> {
    for (;;) {
      await condition(() => this.outsiders.length > 0 || this.resting());
      const outsider = this.outsiders[0];
      if (!outsider) return;
      this.taken += 1;
      const key = `signal:${workflowInfo().firstExecutionRunId}:${this.taken}`;
      await this.doing(() => ledger.putBefore(this.view.number, outsider.act, outsider.input ?? null, key));
      this.outsiders = this.outsiders.slice(1);
    }
  }

  async sendNotices(): Promise<void> {
    for (;;) {
      await condition(() => this.view.mail || this.resting());
      if (!this.view.mail) return;
      this.view = { ...this.view, mail: false };
      // Slow mail must not hold up the case; what is given up here stays in the inbox and is tried again by the relay.
      this.busy += 1;
      await this.notices.deliverNotices(this.view.number).catch((error: unknown) => {
        if (isCancellation(error)) throw error;
      });
      this.busy -= 1;
    }
  }

  /** Filed, and nothing left to do. */
  resting(): boolean {
    const { closed, mail, asked, parent, broadcast } = this.view;
    return closed && this.idle() && !mail && !this.gap && asked.length === 0 && parent === null && broadcast === null;
  }

  idle(): boolean {
    return this.busy === 0 && this.outsiders.length === 0;
  }

  end(): CaseEnd {
    return { number: this.view.number, outcome: this.view.outcome ?? 'handled', seq: this.view.seq };
  }

  /** What the next run of this workflow goes on with. */
  remember(): CaseStart {
    return { number: this.view.number, view: this.view, outsiders: this.taken };
  }

  private async enterMoment(at: string): Promise<void> {
    await this.doing(() => ledger.attend(this.view.number));
    // "Not yet": this engine's clock runs ahead of the ledger's. Look again in a moment rather than at once.
    if (this.view.next?.at === at) await condition(() => this.resting(), '1 second', { summary: 'not yet by the clock of the ledger' });
  }

  private async doing(work: () => Promise<CaseView>): Promise<void> {
    this.busy += 1;
    try {
      this.see(await work());
    } finally {
      this.busy -= 1;
    }
  }

  /** The highest number wins: a late or doubled signal changes nothing. */
  private see(view: CaseView): void {
    if (view.seq < this.view.seq) return;
    this.view = { ...view, mail: view.mail || this.view.mail };
    this.describe();
  }

  private describe(): void {
    const { next, status, tier } = this.view;
    const clock = next ? ` Next: ${next.kind} of '${next.clock}' at ${next.at} (${next.clause}), ${next.who} to ${next.waitsFor}.` : '';
    setCurrentDetails(`${tier ? `${tier}, ` : ''}${status}: waits for ${this.waitingFor}.${clock}`);
  }
}

/** Attends to a case from its first signal to its filing; a case that lives for years goes on as new with nothing but its view. */
export async function attend(start: CaseStart, course: (desk: Desk) => Promise<unknown>): Promise<CaseEnd> {
  const early: [act: string, payload: unknown][] = [];
  let hear = (act: string, payload: unknown): void => void early.push([act, payload]);
  setDefaultSignalHandler((act, payload) => hear(act, payload));
  const attended = new Desk(start, start.view ?? (await ledger.attend(start.number)));
  hear = (act, payload) => attended.hear(act, payload);
  for (const [act, payload] of early) attended.hear(act, payload);
  // Worked to its end before the engine heard of it, in a burst or while the engine was away.
  if (attended.resting()) return attended.end();

  const scope = new CancellationScope();
  const running = scope.run(() =>
    Promise.all([
      course(attended),
      attended.keepClocks(),
      attended.keepAttributes(),
      attended.sendNotices(),
      attended.putOutsidersBeforeTheLedger(),
      attended.openWhatIsAsked(),
      attended.reportToParent(),
      attended.tellJoined(),
    ]),
  );
  await Promise.race([running, condition(() => workflowInfo().continueAsNewSuggested && attended.idle())]);
  if (attended.resting()) {
    await running;
    return attended.end();
  }
  scope.cancel();
  await running.catch((error: unknown) => {
    if (!isCancellation(error)) throw error;
  });
  return continueAsNew<(next: CaseStart) => Promise<CaseEnd>>(attended.remember());
}
