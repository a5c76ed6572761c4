import type { NoticeKind } from '../case/case.js';
import { nextTimeOfDay, quietUntil, type QuietHours } from './quiet-hours.js';

/** Channels to the outside. The inbox is not one of them: it has every notice at once, whatever the settings. */
export const channelNames = { mail: ['电子邮件', 'mail'], chat: ['即时消息', 'chat'], sms: ['短信', 'SMS'] } as const;
export type DeliveryChannel = keyof typeof channelNames;
export const deliveryChannels = Object.keys(channelNames) as DeliveryChannel[];

/** How a kind of notice is brought. `digest`: together, in one mail a day. */
export interface NoticePreference {
  channels: DeliveryChannel[];
  when: 'at-once' | 'digest';
}

export type NoticeKindPreferences = Partial<Record<NoticeKind, NoticePreference>>;

/** What holds for one person, in their zone. */
export interface RecipientSettings {
  kinds: NoticeKindPreferences;
  /** What their organisation has set for the role in which they are notified. */
  ofRole: NoticeKindPreferences;
  quiet: QuietHours | null;
  digestAt: string;
  timeZone: string;
  /** The channels that are set up and on which they have an address. */
  reachable: DeliveryChannel[];
}

/** What goes out: when (UTC ISO), and whether it waits for the mail of the day. */
export interface PlannedDelivery {
  channel: DeliveryChannel;
  state: 'waiting' | 'held';
  digest: boolean;
  dueAt: string;
}

/**
 * Notices that a rule requires: neither held back by quiet hours nor put into a digest, and never without a
 * channel.
 */
export const mandatoryNoticeKinds: readonly NoticeKind[] = ['breach', 'escalate', 'approve'];

/**
 * The deliveries of a notice that is given to one person at `at`: what they wish, else what their role has, else
 * whatever reaches them first.
 */
export function planDeliveries(kind: NoticeKind, settings: RecipientSettings, at: string): PlannedDelivery[] {
  const { reachable, quiet } = settings;
  const wish = settings.kinds[kind] ?? settings.ofRole[kind];
  const must = mandatoryNoticeKinds.includes(kind);
  if (wish?.when === 'digest' && !must && reachable.includes('mail')) {
    return [
      { channel: 'mail', state: 'held', digest: true, dueAt: nextTimeOfDay(at, settings.digestAt, settings.timeZone) },
    ];
  }
  const wished = wish ? reachable.filter((channel) => wish.channels.includes(channel)) : reachable.slice(0, 1);
  const used = wished.length === 0 && must ? reachable.slice(0, 1) : wished;
  const end = must || !quiet ? undefined : quietUntil(at, quiet);
  return used.map((channel) => ({ channel, state: end ? 'held' : 'waiting', digest: false, dueAt: end ?? at }));
}
