import { customerPageRole } from '../../domain/actor.js';
import { isClosed, type CaseChange, type CaseState } from '../../domain/case/case.js';
import { isRunning } from '../../domain/clocks/clocks.js';
import { customerActsOf, type CustomerAct } from '../../domain/kinds/customer-page.js';
import { kindRules, type Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Language, Text } from '../../domain/text.js';
import { readableTime } from '../../domain/time/zone.js';
import type { TimelineRow } from '../../ledger/read/case.js';
import { noticeTextOf, stateAsEntered } from '../cases/told-notices.js';
import { pageWords } from './page-words.js';
import { customerStanding, statusSentence } from './status-sentences.js';

/** What a customer reads of their case: sentences and times of the place. No words of the record but messages to them. */
export interface CustomerView {
  number: string;
  kind: string;
  site: string;
  standing: string;
  received: string;
  promised: { name: string; by: string }[];
  acts: CustomerAct[];
  course: { at: string; text: string; quote: string | null }[];
  /** Of the service desk. */
  phone: string | null;
}

interface Shown {
  state: CaseState;
  rulebook: Rulebook;
  site: string;
  entries: readonly TimelineRow[];
}

/** The case as its customer reads it. */
export function caseView({ state, rulebook, site, entries }: Shown, language: Language): CustomerView {
  return {
    ...closedView({ state, rulebook, site }, language),
    standing: customerStanding(state)[language],
    promised: [...supplyBack(state, rulebook, language), ...promisedTimes(state, rulebook, language)],
    acts: customerActsOf(state),
    course: courseOf(state, rulebook, entries, language),
  };
}

/** All that is said of a case that was filed long ago. */
export function closedView({ state, rulebook, site }: Omit<Shown, 'entries'>, language: Language): CustomerView {
  return {
    number: state.number,
    kind: capitalised(kindRules(rulebook, state.kind).name[language]),
    site,
    standing: pageWords.closedLongAgo[language],
    received: readableTime(state.receivedAt, rulebook.timeZone, language),
    promised: [],
    acts: [],
    course: [],
    phone: rulebook.deskPhone ?? null,
  };
}

/** When the supply is expected back, while the call waits for an outage to end. */
function supplyBack(
  { status, facts }: CaseState,
  { timeZone }: Rulebook,
  language: Language,
): CustomerView['promised'] {
  const endsAt = facts['outageEndsAt'];
  return status === 'joined' && typeof endsAt === 'string'
    ? [{ name: pageWords.supplyBack[language], by: readableTime(endsAt, timeZone, language) }]
    : [];
}

/** The deadlines that customers are told of, as far as they run. */
function promisedTimes(state: CaseState, rulebook: Rulebook, language: Language): CustomerView['promised'] {
  const { customerNotifyRules = [] } = kindRules(rulebook, state.kind);
  const told = new Set(['promise-kept', ...customerNotifyRules.map(({ clock }) => clock)]);
  return state.clocks
    .filter((clock) => isRunning(clock) && told.has(clock.rule))
    .map(({ rule, due }) => ({
      name: (rule === 'arrive' ? pageWords.promisedVisit : pageWords.promisedDone)[language],
      by: readableTime(due, rulebook.timeZone, language),
    }));
}

/** What customers and their messages did, in their words; anything else is told by the status it leads to. */
const deeds: Readonly<Record<string, Text>> = {
  record: { 'zh-CN': '我们登记了您反映的事项。', en: 'We took down what you told us.' },
  urge: { 'zh-CN': '登记了您的催办。', en: 'You asked us to hurry.' },
  add: { 'zh-CN': '登记了您的补充。', en: 'You added something.' },
  rate: { 'zh-CN': '您作了评价。', en: 'You rated us.' },
  'ask-erasure': { 'zh-CN': '您请求删除您的信息。', en: 'You asked that your words be erased.' },
  revisit: {
    'zh-CN': '您反映问题没有解决，已重新办理。',
    en: 'You told us that it is not solved: it is taken up again.',
  },
  reopen: { 'zh-CN': '已重新办理。', en: 'It is taken up again.' },
};

function courseOf(
  state: CaseState,
  rulebook: Rulebook,
  entries: readonly TimelineRow[],
  language: Language,
): CustomerView['course'] {
  const course: CustomerView['course'] = [];
  let before: string | undefined;
  for (const entry of entries) {
    const at = readableTime(entry.happened_at.toISOString(), rulebook.timeZone, language);
    const deed = deedOf(entry);
    const status = (entry.changes as CaseChange[]).findLast((change) => change.type === 'status')?.to;
    const led = status === undefined || deed ? undefined : sentenceOf(status, state);
    const text = (deed ?? led)?.[language];
    if (text !== undefined && (deed !== undefined || text !== before)) {
      course.push({ at, text, quote: null });
      before = text;
    }
    const asEntered = stateAsEntered(state, entry.changes);
    for (const notice of entry.notices)
      if (notice.kind === 'step')
        course.push({
          at,
          text: pageWords.toYou[language],
          quote: noticeTextOf(notice, asEntered, rulebook, language, entry.facts['due']),
        });
  }
  return course.reverse();
}

/** The revisit of a colleague is a call: the customer was there. */
function deedOf({ act, role }: TimelineRow): Text | undefined {
  return act !== 'revisit' || role === customerPageRole ? deeds[act] : undefined;
}

function sentenceOf(status: string, state: CaseState): Text {
  return status === 'closed' && isClosed(state) ? customerStanding(state) : statusSentence(status);
}

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
