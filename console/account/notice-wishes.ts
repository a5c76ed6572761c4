import type { Json } from '../api/client.js';

export const channels = ['mail', 'chat', 'sms'] as const;
export type Channel = (typeof channels)[number];

/** How one kind is wished: as the role has it, at once by some channels, in the mail of the day, in the inbox alone. */
export interface KindWish {
  how: 'role' | 'at-once' | 'digest' | 'inbox';
  channels: Channel[];
}

/** The whole form; '' where nothing is said. */
export interface Wishes {
  kinds: Record<string, KindWish>;
  timeZone: string;
  quietFrom: string;
  quietUntil: string;
  digestAt: string;
  language: '' | 'zh-CN' | 'en';
  chat: string;
  sms: string;
}

/** The form as it is on record; `zone` where no time zone has been set yet. */
export function wishesOf(kept: Json<'PreferencesJson'>, zone: string): Wishes {
  return {
    kinds: Object.fromEntries(
      kept.kinds.map(({ kind, channels: wished, when }): [string, KindWish] => [
        kind,
        { how: when === 'digest' ? 'digest' : wished.length > 0 ? 'at-once' : 'inbox', channels: wished as Channel[] },
      ]),
    ),
    timeZone: kept.timeZone ?? zone,
    quietFrom: kept.quietFrom ?? '',
    quietUntil: kept.quietUntil ?? '',
    digestAt: kept.digestAt,
    language: kept.language ?? '',
    chat: kept.chat ?? '',
    sms: kept.sms ?? '',
  };
}

/** What is sent: nothing where nothing is said. */
export function preferencesOf({ kinds, timeZone, ...said }: Wishes): Json<'PreferencesDto'> {
  const texts = Object.fromEntries(Object.entries(said).filter(([, text]) => text.trim() !== ''));
  return {
    ...texts,
    timeZone,
    kinds: Object.entries(kinds).flatMap(([kind, { how, channels: wished }]) =>
      how === 'role'
        ? []
        : [
            {
              kind: kind as 'urge',
              channels: how === 'digest' ? ['mail' as const] : how === 'inbox' ? [] : wished,
              when: how === 'digest' ? ('digest' as const) : ('at-once' as const),
            },
          ],
    ),
  };
}
