import { act, recordAct, type ActContext, type ActTable } from '../deciding/act.js';
import type { Effects } from '../deciding/effects.js';
import { isOpen } from '../time/opening.js';
import type { ClockState } from '../case/case.js';
import { startClock } from '../clocks/clocks.js';
import { id, instant, words, yesNo } from '../case/fields.js';
import { intakeChannelOf } from '../deciding/intake.js';
import { refuse, type Refusal } from '../refusal.js';
import { calendarOf, kindRules } from '../rulebook/rulebook.js';
import { anyCaseActs, anyCaseFacts } from '../acts/any-case.js';
import { nuisanceCall, refer } from '../acts/owner.js';
import { wordsFields, intakeFields, reasonFields, attachedFiles } from '../acts/shared-fields.js';

export const counterServiceStatuses = ['waiting', 'serving', 'hard', 'put-off', 'closed'] as const;
export type CounterServiceStatus = (typeof counterServiceStatuses)[number];
/** What may be known of one, for rules to ask for. */
export const counterServiceFacts = [
  ...anyCaseFacts,
  'channel',
  'business',
  'residentialPayment',
  'typedTimes',
  'post',
  'promisedAt',
  'referred',
] as const;
type CounterServiceFact = (typeof counterServiceFacts)[number];

const taken = { heating: 'HH-2', power: 'W-10.1' };
const timed = { heating: 'HH-2', power: 'W-11.3' };
const hard = { heating: 'H-1b', power: 'W-11.10' };
/** The clock of the time that one business takes. */
const serviceClock = 'service';

/** One visit to a counter (柜台业务): received, led to the right counter, served within its time. */
export const counterServiceActs = {
  record: recordAct({
    name: { 'zh-CN': '登记柜台业务', en: 'Record a visitor' },
    clause: taken,
    from: [],
    by: ['front', 'desk'],
    toOneOf: ['waiting', 'serving', 'closed'],
    fields: { ...intakeFields, business: id('业务', 'What the visitor comes for.', { list: 'counterBusiness' }) },
    sets: ['channel', 'reachable', 'business', 'residentialPayment', 'timesRaised', 'outcome', 'typedTimes'],
    check: ({ input, clause }) =>
      input.finishedAt && !input.servedAt
        ? refuse(
            'bad-input',
            'Give when the turn began (servedAt) with when it was done.',
            '填写办结时间须同时填写开始办理时间。',
            clause,
          )
        : undefined,
    effects: recorded,
  }),
  lead: act({
    name: { 'zh-CN': '引导至岗位', en: 'Lead to the right counter' },
    clause: { heating: 'HH-2', power: 'W-11.2' },
    from: ['waiting', 'serving'],
    by: ['front'],
    fields: { post: id('岗位', 'Where the visitor was led to.', { list: 'posts' }) },
    sets: ['post'],
    effects: ({ input }) => ({ facts: { post: input.post } }),
  }),
  serve: act({
    name: { 'zh-CN': '开始办理', en: 'Begin to serve' },
    clause: timed,
    from: ['waiting', 'put-off'],
    by: ['front'],
    to: 'serving',
  }),
  finish: act({
    name: { 'zh-CN': '办理完毕', en: 'Finish: the visitor is done' },
    clause: timed,
    from: ['serving'],
    by: ['front'],
    to: 'closed',
    fields: attachedFiles,
    sets: ['outcome'],
    effects: () => ({ closes: true, facts: { outcome: 'served' } }),
  }),
  'hard-case': act({
    name: { 'zh-CN': '疑难问题报值班主任', en: 'Report a hard case' },
    clause: hard,
    from: ['waiting', 'serving'],
    by: ['front'],
    to: 'hard',
    fields: wordsFields,
  }),
  settle: act({
    name: { 'zh-CN': '协调处理疑难问题', en: 'Settle the hard case' },
    clause: hard,
    from: ['hard'],
    by: ['manager'],
    to: 'serving',
    fields: wordsFields,
  }),
  /** W-11.7 */
  'put-off': act({
    name: {
      'zh-CN': '系统故障，致歉并另约时间',
      en: 'Put off: system is down',
    },
    clause: { heating: 'HH-2', power: 'W-11.7' },
    from: ['waiting', 'serving'],
    by: ['front'],
    to: 'put-off',
    fields: {
      promisedAt: instant('另约时间', 'The time agreed: a clock of its own.', { label: 'Promised time' }),
      apology: yesNo('已致歉', 'Whether the visitor was told why, with an apology.', { label: 'Apologised' }),
      phone: words('联系电话', 'How to reach the visitor, where that is not on record.', {
        max: 100,
        optional: true,
        word: 'phone',
      }),
    },
    sets: ['promisedAt', 'reachable'],
    check: putOffProblem,
    effects: ({ input }) => ({ facts: { promisedAt: input.promisedAt, reachable: true } }),
  }),
  'turn-away': act({
    name: { 'zh-CN': '未予办理', en: 'Turn the visitor away' },
    clause: { heating: 'HH-2', power: 'W-11.9' },
    from: ['waiting'],
    by: ['front'],
    to: 'closed',
    fields: reasonFields,
    sets: ['outcome'],
    check: turnAwayProblem,
    effects: () => ({ closes: true, facts: { outcome: 'turned-away' } }),
  }),
  refer: {
    ...refer(['waiting', 'serving'], 'closed'),
    effects: () => ({ closes: true, facts: { referred: true, outcome: 'referred' } }),
  },
  ...anyCaseActs,
  nuisance: nuisanceCall(['waiting']),
} satisfies ActTable<CounterServiceStatus, CounterServiceFact>;

interface Recorded {
  channel: string;
  business: string;
  servedAt?: string;
  finishedAt?: string;
  words: object & { phone?: string };
}

/**
 * With times of a queue machine, or typed afterwards, the service clock counts between them; what is over is closed
 * with its record.
 */
function recorded({
  state,
  input,
  rulebook,
}: ActContext<Recorded>): Effects<'waiting' | 'serving' | 'closed', CounterServiceFact> {
  const residentialPayment = rulebook.lists?.['counterBusiness']?.[input.business]?.['residentialPayment'] === true;
  const facts = {
    channel: input.channel,
    reachable: !!input.words.phone,
    business: input.business,
    residentialPayment,
    timesRaised: 1,
  };
  const { servedAt, finishedAt } = input;
  if (!servedAt) return { to: 'waiting', words: input.words, facts };
  const rules = kindRules(rulebook, state.kind).clocks.filter(({ id: rule }) => rule === serviceClock);
  const clocks = rules.map((rule) => timedClock(startClock(rule, state, facts, servedAt, rulebook), finishedAt));
  if (!finishedAt) return { to: 'serving', words: input.words, facts, clocks };
  return {
    to: 'closed',
    closes: true,
    words: input.words,
    facts: { ...facts, outcome: 'served', typedTimes: true },
    clocks,
  };
}

function timedClock(clock: ClockState, finishedAt: string | undefined): ClockState {
  if (!finishedAt) return clock;
  const late = Math.floor(Date.parse(finishedAt) / 1000) > Math.floor(Date.parse(clock.due) / 1000);
  return { ...clock, metAt: finishedAt, breachedAt: late ? clock.due : null, next: null };
}

function putOffProblem({
  state,
  input,
  at,
  clause,
}: ActContext<{ promisedAt: string; apology: boolean; phone?: string }>): Refusal | undefined {
  if (!input.apology)
    return refuse(
      'missing-step',
      'Say why and apologise first, then enter it.',
      '请先说明情况并致歉，再登记。',
      clause,
    );
  if (!input.phone && !state.words.phone)
    return refuse('bad-input', 'Take the phone number of the visitor (phone).', '请留下客户的联系电话。', clause);
  return input.promisedAt > at
    ? undefined
    : refuse('bad-time', 'The time agreed must lie in the future.', '约定时间必须在将来。', clause);
}

/** W-11.9: a visitor who came while the counter was open is served, also after closing time. */
function turnAwayProblem({ state, rulebook, clause }: ActContext): Refusal | undefined {
  const hours = intakeChannelOf(state.facts['channel'], rulebook)?.calendar;
  const came = typeof state.facts['arrivedAt'] === 'string' ? state.facts['arrivedAt'] : state.receivedAt;
  if (!hours || !isOpen(calendarOf(rulebook, hours), Date.parse(came))) return undefined;
  return refuse(
    'missing-step',
    'The visitor came while the counter was open: those in hand or waiting at closing time are served (serve).',
    '客户在营业时间内到达：临下班时在办和等候的客户仍须办理完毕。',
    clause,
  );
}
