import type { NoticeKind } from '../case/case.js';
import type { Language, Text } from '../text.js';
import { channelNames, mandatoryNoticeKinds, type DeliveryChannel } from './delivery.js';

/**
 * What has become of a notice. `sent`: a channel took it; `waiting`: it goes out yet; `inbox`: it is in the inbox of
 * its recipient alone, as they wish or as nothing more is asked; `not-sent`: it went nowhere, or not out of the inbox
 * though it must.
 */
export const noticeOutcomes = ['sent', 'waiting', 'inbox', 'not-sent'] as const;
export type NoticeOutcome = (typeof noticeOutcomes)[number];

/** A delivery of a notice, as far as its outcome depends on it. */
export interface NoticeDelivery {
  channel: DeliveryChannel;
  state: 'waiting' | 'held' | 'sent' | 'given-up' | 'skipped';
  code: string | null;
}

/** What is known of a notice. `person`: null for the customer, and where nobody holds the role. */
export interface NoticeOnItsWay {
  kind: NoticeKind;
  person: string | null;
  /** Whether its deliveries are planned. */
  planned: boolean;
  deliveries: readonly NoticeDelivery[];
}

const reasons: Readonly<Record<string, Text>> = {
  nobody: { 'zh-CN': '该角色目前无人担任或在岗', en: 'nobody holds the role now' },
  informer: { 'zh-CN': '举报人只由工作人员联系', en: 'an informer is told by staff alone' },
  secret: { 'zh-CN': '内容保密，只由工作人员告知', en: 'it is kept secret and told by staff alone' },
  'no-contact': { 'zh-CN': '客户未留联系方式', en: 'the customer left no way to be reached' },
  'call-only': {
    'zh-CN': '所留号码不能接收短信，须电话告知',
    en: 'the number left takes no messages: call the customer',
  },
  'no-channel': {
    'zh-CN': '未设置邮件、短信或即时消息渠道',
    en: 'the desk has no mail, SMS or chat set up for it',
  },
  'no-address': { 'zh-CN': '未登记该渠道的地址', en: 'no address is known for it' },
  erased: { 'zh-CN': '内容已依法删除', en: 'its text was erased before it went out' },
};

/** What has become of a notice, and why it was not sent (a code). `hasChannels`: whether the desk has any at all. */
export function noticeOutcome(
  { kind, person, planned, deliveries }: NoticeOnItsWay,
  hasChannels: boolean,
): { outcome: NoticeOutcome; reason: string | null } {
  const isCustomer = kind === 'step';
  const notSent = (reason: string) => ({ outcome: 'not-sent' as const, reason });
  if (person === null && !isCustomer) return notSent('nobody');
  if (deliveries.some(({ state }) => state === 'sent')) return { outcome: 'sent', reason: null };
  if (!planned || deliveries.some(({ state }) => state === 'waiting' || state === 'held'))
    return { outcome: 'waiting', reason: null };
  const failed = deliveries.find(({ code }) => code !== 'read');
  if (failed) return notSent(failed.code ?? 'unknown');
  if (deliveries.length === 0 && (isCustomer || mandatoryNoticeKinds.includes(kind)))
    return notSent(hasChannels ? 'no-address' : 'no-channel');
  return { outcome: 'inbox', reason: null };
}

/** Why a channel was not used, or did not take a message, by the code of the delivery. */
export function deliveryFailureText(code: string | null, language: Language): string {
  if (code !== null && Object.hasOwn(reasons, code)) return reasons[code]![language];
  return language === 'en' ? `the channel did not take it (${code})` : `渠道未接收（${code}）`;
}

/** The same for people to read; of a notice of staff it says that the inbox has it all the same. */
export function noticeOutcomeText(
  notice: NoticeOnItsWay,
  { outcome, reason }: ReturnType<typeof noticeOutcome>,
  language: Language,
): string {
  const channels = [...new Set(notice.deliveries.filter(({ state }) => state === 'sent').map(({ channel }) => channel))]
    .map((channel) => channelNames[channel][language === 'en' ? 1 : 0])
    .join(language === 'en' ? ', ' : '、');
  switch (outcome) {
    case 'sent':
      return language === 'en' ? `sent by ${channels}` : `已发送（${channels}）`;
    case 'waiting':
      return language === 'en' ? 'waits to be sent' : '待发送';
    case 'inbox':
      return language === 'en' ? 'in the inbox' : '站内收件箱';
    case 'not-sent': {
      const why = deliveryFailureText(reason, language);
      if (notice.person === null) return language === 'en' ? `not sent: ${why}` : `未发送：${why}`;
      return language === 'en' ? `not sent beyond the inbox: ${why}` : `未发送（仅站内收件箱）：${why}`;
    }
  }
}
