import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { systemActor } from '../domain/actor.js';
import type { CaseState } from '../domain/case/case.js';
import { addressOfCustomer, nextCustomerHour } from '../domain/notices/customer-notice.js';
import { planDeliveries, mandatoryNoticeKinds, type DeliveryChannel } from '../domain/notices/delivery.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import {
  caseOfDelivery,
  claimDigest,
  claimDueDeliveries,
  fanOut,
  pendingNotices,
  markDelivered,
  markFailed,
  markFailureReported,
  abandonDeliveries,
  tryAnotherChannel,
  unreportedFailures,
  type DueDelivery,
  type PendingNotice,
  type NewDelivery,
} from '../ledger/notices/deliveries.js';
import type { Ledger } from '../ledger/ledger.js';
import { expectAnswer } from './ledger-answers.js';
import { DeliveryFailed, type OutgoingMessage } from './delivery-channel.js';
import { renderDigest, renderNotice } from './notice-content.js';
import type { Mailer } from './mailer.js';
import type { Webhook } from './webhook.js';

export interface DeliverySettings {
  mailer?: Mailer | undefined;
  webhook?: Webhook | undefined;
  /** Address of a case on screen, with `{number}` in it; empty where there is none. */
  caseLink?: string;
  log?: Pick<Logger, 'error' | 'warn'>;
}

/** What a channel has not taken after so many attempts it never will: with the pace of the engine, some hours. */
const maxAttempts = 50;
/**
 * How long one call may go on; what is left then waits for the next. With the last messages it stays below the limit of
 * the activity.
 */
const callBudgetMs = 60_000;
const maxConcurrent = 4;

/** Some are to be tried again. Says codes and the number of the case, nothing of whom they are for. */
export class DeliveriesPending extends Error {
  constructor(number: string, reasons: string[]) {
    super(`Notices of ${number} wait: ${reasons.join(', ')}.`);
  }
}

/**
 * Brings notices to people: looks which channels each goes out through, sends what is due, and tells the staff of
 * customers whom nothing reaches. A delivery is claimed, sent and marked in three steps, with no lock held over the
 * network; where a worker dies in between it is sent again under the same id.
 */
export class DeliveryService {
  /** The gateway has said that it wants nothing any more (410): somebody must set it up anew. */
  private webhookClosed = false;

  constructor(
    private readonly ledger: Ledger,
    private readonly settings: DeliverySettings = {},
  ) {}

  /**
   * Sends what is due of a case; how many went out. Throws where a channel does not take it for now, so that it is
   * tried again.
   */
  async deliver(number: string): Promise<number> {
    if (!this.ledger.mail) return 0;
    const { state, rulebook, now } = await this.caseAndRules(number);
    await this.planFreshNotices(state, rulebook, now);
    const failed = new Map<DeliveryChannel, string>();
    const until = Date.now() + callBudgetMs;
    let sent = 0;
    for (;;) {
      if (Date.now() >= until) throw new DeliveriesPending(number, ['the time is up']);
      const due = await claimDueDeliveries(this.ledger.source, number, now, [...failed.keys()], maxConcurrent);
      if (due.length === 0) break;
      for (const one of due) {
        // A channel that is away is not asked time and again: what else it was to bring waits.
        if (failed.has(one.channel)) await markFailed(this.ledger.source, [one.id], failed.get(one.channel)!);
        else if (await this.sendOne(one, state, rulebook, now, failed)) sent += 1;
      }
    }
    await this.reportUnreachedCustomers(number);
    if (failed.size > 0)
      throw new DeliveriesPending(
        number,
        [...failed].map(([channel, code]) => `${channel} ${code}`),
      );
    return sent;
  }

  /**
   * Sends somebody's mail of the day, once; how many notices it told. Throws where the mail server does not take it.
   */
  async deliverDigest(person: string, dueAt: Date): Promise<number> {
    const { mailer, caseLink = '' } = this.settings;
    if (!mailer) return 0;
    const claimed = (await claimDigest(this.ledger.source, person, dueAt)).sort(
      (one, other) => one.number.localeCompare(other.number) || one.id.localeCompare(other.id),
    );
    const [first] = claimed;
    if (!first) return 0;
    const ids = claimed.map(({ id }) => id);
    if (!first.email) {
      await abandonDeliveries(this.ledger.source, ids, 'given-up', 'no-address');
      return 0;
    }
    const letters = [];
    for (const one of claimed) {
      const { state, rulebook } = await this.caseAndRules(one.number);
      letters.push({ letter: renderNotice(one, state, rulebook, caseLink), number: one.number });
    }
    const id = `digest-${createHash('sha256').update(ids.join()).digest('hex').slice(0, 32)}`;
    try {
      await mailer.send({ id, to: first.email, language: first.language, ...renderDigest(letters, first.language) });
    } catch (error) {
      if (!(error instanceof DeliveryFailed)) throw error;
      const forGood = error.how === 'for-good' || first.attempts >= maxAttempts;
      if (!forGood) {
        await markFailed(this.ledger.source, ids, error.code);
        throw error;
      }
      await abandonDeliveries(this.ledger.source, ids, 'given-up', error.code);
      return 0;
    }
    await markDelivered(this.ledger.source, ids, await this.now());
    return claimed.length;
  }

  /** Which channels may be used, besides the inbox. */
  private isOpen(channel: DeliveryChannel): boolean {
    return channel === 'mail'
      ? this.settings.mailer !== undefined
      : this.settings.webhook !== undefined && !this.webhookClosed;
  }

  private async caseAndRules(number: string): Promise<{ state: CaseState; rulebook: Rulebook; now: string }> {
    const found = await caseOfDelivery(this.ledger.source, number);
    if (!found) throw new Error(`There is no case ${number}.`);
    const { state, at } = found;
    return {
      state,
      rulebook: await this.ledger.rulebooks.get(state.rulebook, state.version),
      now: (await this.ledger.time.now(at)).toISOString(),
    };
  }

  private async now(): Promise<string> {
    const [{ at }] = await this.ledger.source.query(`SELECT clock_timestamp() AS at`);
    return (await this.ledger.time.now(at)).toISOString();
  }

  private async planFreshNotices(state: CaseState, rulebook: Rulebook, now: string): Promise<void> {
    for (;;) {
      const fresh = await pendingNotices(this.ledger.source, state.number);
      if (fresh.length === 0) return;
      const planned = fresh.flatMap((notice) =>
        notice.person === null
          ? this.planForCustomer(notice, state, rulebook, now)
          : this.planForPerson(notice, rulebook, now),
      );
      await fanOut(
        this.ledger.source,
        state.number,
        fresh.map(({ id }) => id),
        planned,
        now,
      );
    }
  }

  private planForPerson(notice: PendingNotice, rulebook: Rulebook, now: string): NewDelivery[] {
    const { id, kind, person, kinds, ofRole, quietFrom, quietUntil } = notice;
    const timeZone = notice.timeZone ?? rulebook.timeZone;
    const reachable = (['mail', 'chat', 'sms'] as const).filter(
      (channel) => this.isOpen(channel) && addressForChannel(channel, notice),
    );
    const quiet = quietFrom !== null && quietUntil !== null ? { from: quietFrom, until: quietUntil, timeZone } : null;
    const wishes = {
      kinds: kinds ?? {},
      ofRole: ofRole ?? {},
      quiet,
      digestAt: notice.digestAt ?? '08:00',
      timeZone,
      reachable,
    };
    return planDeliveries(kind, wishes, now).map((one) => ({ ...one, notice: id, person }));
  }

  private planForCustomer({ id }: PendingNotice, state: CaseState, rulebook: Rulebook, now: string): NewDelivery[] {
    const found = addressOfCustomer(state);
    const channel = 'no' in found ? 'sms' : found.channel;
    const dueAt = nextCustomerHour(now, state.kind, rulebook);
    const code = 'no' in found ? found.no : this.isOpen(channel) ? undefined : 'no-channel';
    // What takes no messages is called by staff, who are told like of what has failed.
    const stands = code === 'call-only' ? 'given-up' : code ? 'skipped' : dueAt > now ? 'held' : 'waiting';
    return [{ notice: id, person: null, channel, state: stands, digest: false, dueAt, ...(code ? { code } : {}) }];
  }

  /** Whether it went out; what its channel says otherwise is kept, in `failed` where it is to be tried again. */
  private async sendOne(
    one: DueDelivery,
    state: CaseState,
    rulebook: Rulebook,
    now: string,
    failed: Map<DeliveryChannel, string>,
  ): Promise<boolean> {
    const { source } = this.ledger;
    // Read only now: a customer may have been shielded, or have left another number, since.
    const found = one.person === null ? addressOfCustomer(state) : { address: addressForChannel(one.channel, one) };
    if ('no' in found && found.no !== 'call-only') {
      await abandonDeliveries(source, [one.id], 'skipped', found.no);
      return false;
    }
    const to = 'no' in found || ('channel' in found && found.channel !== one.channel) ? null : found.address;
    try {
      if (!to) throw new DeliveryFailed('no-address', 'for-good');
      await this.send({ ...one, to, ...renderNotice(one, state, rulebook, this.settings.caseLink ?? '') });
    } catch (error) {
      if (!(error instanceof DeliveryFailed)) throw error;
      if (error.how === 'try-again' && one.attempts < maxAttempts) {
        await markFailed(source, [one.id], error.code);
        failed.set(one.channel, error.code);
        return false;
      }
      await abandonDeliveries(source, [one.id], 'given-up', error.code);
      if (error.how === 'closed') this.closeWebhook();
      if (one.person !== null && mandatoryNoticeKinds.includes(one.kind))
        await tryAnotherChannel(
          source,
          one.id,
          (['mail', 'chat', 'sms'] as const).filter((other) => this.isOpen(other) && addressForChannel(other, one)),
          now,
        );
      return false;
    }
    await markDelivered(source, [one.id], now);
    return true;
  }

  private async send(message: OutgoingMessage): Promise<void> {
    const { mailer, webhook } = this.settings;
    if (!this.isOpen(message.channel))
      throw new DeliveryFailed(this.webhookClosed && message.channel !== 'mail' ? '410' : 'no-channel', 'for-good');
    const { id, to, channel, number, kind, clause, text, language, subject, body } = message;
    await (channel === 'mail' ? mailer : webhook)!.send({
      id,
      to,
      channel,
      number,
      kind,
      clause,
      text,
      language,
      subject,
      body,
    });
  }

  private closeWebhook(): void {
    this.webhookClosed = true;
    this.settings.log?.error(
      'The gateway of WEBHOOK_URL answers 410: it wants nothing any more. Nothing is sent to it until the worker starts anew: set WEBHOOK_URL.',
    );
  }

  /** A customer whom nothing reached is called: the staff are told, by an entry of the case. */
  private async reportUnreachedCustomers(number: string): Promise<void> {
    for (const { id, clause, channel, code } of await unreportedFailures(this.ledger.source, number)) {
      expectAnswer(
        await this.ledger.append(
          systemActor,
          { number, act: 'customer-not-told', input: { clause, channel, code } },
          `customer-not-told:${id}`,
        ),
      );
      await markFailureReported(this.ledger.source, id);
    }
  }
}

function addressForChannel(
  channel: DeliveryChannel,
  of: { email: string | null; chat: string | null; sms: string | null },
): string | null {
  return channel === 'mail' ? of.email : of[channel];
}
