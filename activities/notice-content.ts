import type { CaseState } from '../domain/case/case.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { clockOfNotice, noticeKindNow } from '../domain/notices/notice-sentence.js';
import { fillTemplate, noticeFacts, templateFor } from '../domain/notices/templates.js';
import type { Language } from '../domain/text.js';
import type { DueDelivery } from '../ledger/notices/deliveries.js';
import type { NoticeContent } from './delivery-channel.js';

type NoticeToRender = Pick<DueDelivery, 'kind' | 'clause' | 'clock' | 'text' | 'language'>;

/**
 * What a notice says, in the words of its template. It holds numbers, times and names from the rulebook, and never the
 * words of the case. A warning that was held back until it is late (`now`: UTC ISO) says so.
 */
export function renderNotice(
  notice: NoticeToRender,
  state: CaseState,
  rulebook: Rulebook,
  caseLink: string,
  now: string,
): NoticeContent {
  const clock = notice.clock ? state.clocks.findLast(({ id }) => id === notice.clock) : undefined;
  const kind = noticeKindNow(notice.kind, clockOfNotice(clock), now);
  const facts = noticeFacts({ ...notice, kind }, state, rulebook, notice.language, caseLink);
  const { subject, body } = templateFor(rulebook.templates, kind, notice.clause);
  return { subject: fillTemplate(subject[notice.language], facts), body: fillTemplate(body[notice.language], facts) };
}

/** The digest of the day: a line for each notice, in the order in which they are given. */
export function renderDigest(letters: { letter: NoticeContent; number: string }[], language: Language): NoticeContent {
  const cases = new Set(letters.map(({ number }) => number)).size;
  const list = letters.map(({ letter }) => letter.subject).join('\n');
  return language === 'en'
    ? {
        subject: `Banjie: ${letters.length} notices about ${cases} cases`,
        body: `Since the last mail of the day:\n${list}`,
      }
    : { subject: `办结：${cases} 个案件共 ${letters.length} 条通知`, body: `上次汇总以来的通知：\n${list}` };
}
