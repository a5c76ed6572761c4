import type { Logger } from 'pino';
import type { DeliveryChannel } from '../domain/notices/delivery.js';
import { DeliveryFailed, type OutgoingMessage } from './delivery-channel.js';
import type { Mailer } from './mailer.js';
import type { Webhook } from './webhook.js';

/** Where somebody can be reached; null where no address is known. */
export interface ChannelAddresses {
  email: string | null;
  chat: string | null;
  sms: string | null;
}

/** The address for one channel; null where none is known. */
export function addressForChannel(channel: DeliveryChannel, addresses: ChannelAddresses): string | null {
  return channel === 'mail' ? addresses.email : addresses[channel];
}

/** The channels that notices can go out through, apart from the inbox: mail, and chat and SMS through the webhook. */
export class OpenChannels {
  /**
   * The gateway has answered 410. An operator must change the settings, so this lasts until the worker is restarted.
   */
  private webhookClosed = false;

  constructor(
    private readonly mailer: Mailer | undefined,
    private readonly webhook: Webhook | undefined,
    private readonly log: Pick<Logger, 'error'> | undefined,
  ) {}

  isOpen(channel: DeliveryChannel): boolean {
    return channel === 'mail' ? this.mailer !== undefined : this.webhook !== undefined && !this.webhookClosed;
  }

  /** The open channels through which somebody with these addresses can be reached, the best first. */
  reachable(addresses: ChannelAddresses): DeliveryChannel[] {
    return (['mail', 'chat', 'sms'] as const).filter(
      (channel) => this.isOpen(channel) && addressForChannel(channel, addresses),
    );
  }

  /** Sends one message through its channel. Throws `DeliveryFailed` where the channel is closed or does not take it. */
  async send(message: OutgoingMessage): Promise<void> {
    if (!this.isOpen(message.channel))
      throw new DeliveryFailed(this.webhookClosed && message.channel !== 'mail' ? '410' : 'no-channel', 'for-good');
    const { id, to, channel, number, kind, clause, text, language, subject, body } = message;
    await (channel === 'mail' ? this.mailer : this.webhook)!.send({
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

  closeWebhook(): void {
    this.webhookClosed = true;
    this.log?.error(
      'The gateway of WEBHOOK_URL answers 410: it accepts nothing any more. Nothing is sent to it until the worker is restarted: set WEBHOOK_URL.',
    );
  }
}
