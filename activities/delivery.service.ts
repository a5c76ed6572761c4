import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { systemActor } from '../domain/actor.js';
import type { CaseState } from '../domain/case/case.js';
import { addressOfCustomer } from '../domain/notices/customer-notice.js';
import { mandatoryNoticeKinds, type DeliveryChannel } from '../domain/notices/delivery.js';
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
} from '../ledger/notices/deliveries.js';
import { customerLinkKey } from '../ledger/customer/customer-links.js';
import { hasCustomerPage } from '../domain/kinds/customer-page.js';
import type { Ledger } from '../ledger/ledger.js';
import { expectAnswer } from './ledger-answers.js';
import { DeliveryFailed } from './delivery-channel.js';
import { planNotice } from './delivery-plan.js';
import { renderDigest, renderNotice } from './notice-content.js';
import type { Mailer } from './mailer.js';
import { addressForChannel, OpenChannels } from './open-channels.js';
import type { Webhook } from './webhook.js';

export interface DeliverySettings {
  mailer?: Mailer | undefined;
  webhook?: Webhook | undefined;
  /** Address of a case on screen, with `{number}` in it; empty where there is none. */
  caseLink?: string;
  /** The customer's own page: its address with `{key}` in it, empty where there is none, and how long a link holds. */
  customerPage?: { link: string; days: number };
  log?: Pick<Logger, 'error' | 'warn'>;
}

/** After so many attempts (some hours at the retry pace of the engine) a delivery is given up. */
const maxAttempts = 50;
/**
 * How long one call may take, in milliseconds. What is left waits for the next call. The activity has two minutes,
 * which leaves time for the messages that are under way when this ends.
 */
const callBudgetMs = 60_000;
const maxConcurrent = 4;

/**
 * Some deliveries must be tried again. The message has codes and the number of the case, but nothing about recipients.
 */
export class DeliveriesPending extends Error {
  constructor(number: string, reasons: string[]) {
    super(`Notices of ${number} wait: ${reasons.join(', ')}.`);
  }
}

/**
 * Delivers notices: plans which channels each one goes out through, sends what is due, and reports to the staff which
 * customers could not be reached. A delivery is claimed, sent and marked in three steps, because no lock may be held
 * while the network is waited for. Where a worker dies in between, the delivery is sent again under the same id, by
 * which the receiver knows the repetition.
 */
export class DeliveryService {
  private readonly channels: OpenChannels;

  constructor(
    private readonly ledger: Ledger,
    private readonly settings: DeliverySettings = {},
  ) {
    this.channels = new OpenChannels(settings.mailer, settings.webhook, settings.log);
  }

  /**
   * Sends the deliveries of a case that are due, and returns how many went out. Throws `DeliveriesPending` where some
   * must be tried again.
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
      for (const delivery of due) {
        // A channel that is away is tried once in a call: the other messages for it wait for the next call.
        if (failed.has(delivery.channel))
          await markFailed(this.ledger.source, [delivery.id], failed.get(delivery.channel)!);
        else if (await this.sendOne(delivery, state, rulebook, now, failed)) sent += 1;
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
   * Sends one person's digest of the day, once, and returns how many notices it holds. Throws `DeliveryFailed` where
   * the mail server may take it later.
   */
  async deliverDigest(person: string, dueAt: Date): Promise<number> {
    const { mailer, caseLink = '' } = this.settings;
    if (!mailer) return 0;
    const claimed = (await claimDigest(this.ledger.source, person, dueAt)).sort(
      (first, second) => first.number.localeCompare(second.number) || first.id.localeCompare(second.id),
    );
    const [first] = claimed;
    if (!first) return 0;
    const ids = claimed.map(({ id }) => id);
    if (!first.email) {
      await abandonDeliveries(this.ledger.source, ids, 'given-up', 'no-address');
      return 0;
    }
    const letters = [];
    for (const delivery of claimed) {
      const { state, rulebook, now } = await this.caseAndRules(delivery.number);
      letters.push({ letter: renderNotice(delivery, state, rulebook, caseLink, now), number: delivery.number });
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
      const planned = fresh.flatMap((notice) => planNotice(notice, state, rulebook, now, this.channels));
      await fanOut(
        this.ledger.source,
        state.number,
        fresh.map(({ id }) => id),
        planned,
        now,
      );
    }
  }

  /** True where the delivery went out. The error code of a channel that may take it later is put into `failed`. */
  private async sendOne(
    delivery: DueDelivery,
    state: CaseState,
    rulebook: Rulebook,
    now: string,
    failed: Map<DeliveryChannel, string>,
  ): Promise<boolean> {
    const { source } = this.ledger;
    // The address is read only now: it may have been redacted or changed since the delivery was planned.
    const found =
      delivery.person === null ? addressOfCustomer(state) : { address: addressForChannel(delivery.channel, delivery) };
    if ('no' in found && found.no !== 'call-only') {
      await abandonDeliveries(source, [delivery.id], 'skipped', found.no);
      return false;
    }
    const to = 'no' in found || ('channel' in found && found.channel !== delivery.channel) ? null : found.address;
    try {
      if (!to) throw new DeliveryFailed('no-address', 'for-good');
      await this.channels.send({
        ...delivery,
        to,
        ...renderNotice(delivery, state, rulebook, await this.linkFor(delivery, state, now), now),
      });
    } catch (error) {
      if (!(error instanceof DeliveryFailed)) throw error;
      if (error.how === 'try-again' && delivery.attempts < maxAttempts) {
        await markFailed(source, [delivery.id], error.code);
        failed.set(delivery.channel, error.code);
        return false;
      }
      await abandonDeliveries(source, [delivery.id], 'given-up', error.code);
      if (error.how === 'closed') this.channels.closeWebhook();
      if (delivery.person !== null && mandatoryNoticeKinds.includes(delivery.kind))
        await tryAnotherChannel(source, delivery.id, this.channels.reachable(delivery), now);
      return false;
    }
    await markDelivered(source, [delivery.id], now);
    return true;
  }

  /** The link in a notice: the page of the case for staff, the customer's own for the customer; empty for none. */
  private async linkFor(
    { person }: Pick<DueDelivery, 'person'>,
    state: Pick<CaseState, 'number' | 'kind' | 'facts'>,
    at: string,
  ): Promise<string> {
    if (person !== null) return this.settings.caseLink ?? '';
    const { link = '', days = 0 } = this.settings.customerPage ?? {};
    if (link === '' || !hasCustomerPage(state)) return '';
    const { number } = state;
    const { key } = await customerLinkKey(this.ledger.source, { number, origin: 'message', by: 'desk', at, days });
    return link.replaceAll('{key}', key);
  }

  /** A customer whom no channel reached must be called by staff: an entry of the case says so and notifies them. */
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
