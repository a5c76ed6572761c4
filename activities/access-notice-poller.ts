import type { Logger } from 'pino';
import { accessNoticeHeadings, accessNoticeText } from '../domain/notices/access-notice.js';
import type { Ledger } from '../ledger/ledger.js';
import {
  accessNoticeFacts,
  claimAccessNotices,
  settleAccessNotice,
  type DueAccessNotice,
} from '../ledger/people/access-notices.js';
import { DeliveryFailed } from './delivery-channel.js';
import type { Mailer } from './mailer.js';
import { addressForChannel, OpenChannels } from './open-channels.js';
import type { Webhook } from './webhook.js';

/** So many a round. */
const roundNotices = 50;
/** After so many attempts, one a minute, a notice stays in the inbox alone. */
const maxAttempts = 60;

/**
 * Sends what people are told of access (tokens, posts and one-time passwords that others made) through the first
 * channel by which each can be reached: at once, whatever they wish of other notices. It is in the inbox in any case.
 */
export class AccessNoticePoller {
  private readonly channels: OpenChannels;

  constructor(
    private readonly ledger: Ledger,
    { mailer, webhook }: { mailer?: Mailer | undefined; webhook?: Webhook | undefined },
    private readonly log: Pick<Logger, 'error' | 'warn'>,
  ) {
    this.channels = new OpenChannels(mailer, webhook, log);
  }

  /** One round. It ends early once `stop` is aborted. */
  async runOnce(stop?: AbortSignal): Promise<void> {
    for (const notice of await claimAccessNotices(this.ledger.source, roundNotices)) {
      if (stop?.aborted) return;
      const state = await this.send(notice);
      if (state !== 'waiting') await settleAccessNotice(this.ledger.source, notice.id, state);
    }
  }

  private async send(notice: DueAccessNotice): Promise<'sent' | 'given-up' | 'skipped' | 'waiting'> {
    const [channel] = this.channels.reachable(notice);
    if (channel === undefined) return 'skipped';
    const { id, what, language, attempts } = notice;
    const text = accessNoticeText(accessNoticeFacts(notice, notice.reader, this.ledger.rulebooks.all()));
    try {
      await this.channels.send({
        id: `access-${id}`,
        to: addressForChannel(channel, notice)!,
        channel,
        // It is about no case.
        number: '',
        kind: 'access',
        clause: '',
        text,
        language,
        subject: accessNoticeHeadings[what][language],
        body: text[language],
      });
      return 'sent';
    } catch (error) {
      if (!(error instanceof DeliveryFailed)) throw error;
      this.log.warn({ error: error.code }, 'A notice of access could not be delivered.');
      if (error.how === 'closed') this.channels.closeWebhook();
      return error.how === 'try-again' && attempts < maxAttempts ? 'waiting' : 'given-up';
    }
  }
}
