import type { ActContext } from './act.js';
import type { Effects } from './effects.js';
import type { Violation, WordName } from '../case/case.js';
import { importFacts } from './import-origin.js';
import { isOwned } from '../dispatch/owner.js';
import { refuse, type Refusal } from '../refusal.js';
import type { ListEntry, Rulebook } from '../rulebook/rulebook.js';
import type { Scalar } from '../text.js';

/** A way in which cases reach us (渠道), as the list `channels` of a rulebook has it. */
export interface IntakeChannel extends ListEntry {
  /** The kinds it takes; left out, it takes all. */
  acceptedKinds?: string[];
  /** What of those it takes was asked: spoken unless said otherwise. */
  form?: 'spoken' | 'written' | 'web';
  /** True for a line that rings. */
  isPhoneLine?: boolean;
  /** The calendar in which it is open. */
  calendar?: string;
  /** True for an authority that hands cases down with a deadline of its own, and the form its reply takes. */
  authority?: boolean;
  replyForm?: string;
  /** True where what comes by it is reported to the leader at once. */
  goesUp?: boolean;
  clause?: string;
}

type IntakeContext = Pick<
  ActContext<Record<string, unknown>>,
  'state' | 'actor' | 'at' | 'input' | 'rulebook' | 'clause'
>;

const intakeTimes = ['rangAt', 'answeredAt', 'arrivedAt', 'servedAt', 'finishedAt'] as const;
/** What a form calls them. */
const timeNames: Record<(typeof intakeTimes)[number], string> = {
  rangAt: '来电振铃时间',
  answeredAt: '接听时间',
  arrivedAt: '到达时间',
  servedAt: '开始办理时间',
  finishedAt: '办结时间',
};
const recordedFields = ['channel', 'rings', ...intakeTimes, 'apologised', 'introduced', 'post'] as const;

/** Facts that every case may have from how it came. */
export const intakeFacts: readonly string[] = [...recordedFields, ...importFacts, 'owner', 'secret'];

/** The channel a case came by, as its rulebook knows it. */
export function intakeChannelOf(id: unknown, { lists }: Pick<Rulebook, 'lists'>): IntakeChannel | undefined {
  const channels = lists?.['channels'];
  return channels && typeof id === 'string' && Object.hasOwn(channels, id) ? channels[id] : undefined;
}

/** Why a new case is not taken as it comes: its channel does not take such a case, or its times cannot be. */
export function intakeProblem({ state, at, input, rulebook, clause }: IntakeContext): Refusal | undefined {
  const channel = intakeChannelOf(input['channel'], rulebook);
  if (channel?.acceptedKinds && !channel.acceptedKinds.includes(state.kind)) {
    const others = Object.entries(rulebook.lists!['channels']!).filter(
      ([, { acceptedKinds }]) => (acceptedKinds as string[] | undefined)?.includes(state.kind) ?? true,
    );
    const names = (language: 'zh-CN' | 'en') =>
      others
        .map(([id, { name }]) => (language === 'en' ? `${name.en} (${id})` : name['zh-CN']))
        .join(language === 'en' ? ', ' : '、');
    const what = rulebook.kinds[state.kind]?.name ?? { 'zh-CN': state.kind, en: state.kind };
    return refuse(
      'bad-input',
      `No ${what.en} is taken by ${channel.name.en}: ask the customer to use ${names('en')}.`,
      `${channel.name['zh-CN']}不受理${what['zh-CN']}，请引导客户使用：${names('zh-CN')}。`,
      channel.clause ?? clause,
    );
  }
  let before = '';
  for (const name of intakeTimes) {
    const time = input[name];
    if (typeof time !== 'string') continue;
    if (time > at)
      return refuse(
        'bad-time',
        `${name} lies in the future: give the time at which it was.`,
        `${timeNames[name]}在将来，请填写实际时间。`,
        'X-5',
      );
    // Calls and visits are distinguished: a call has a time of ringing, a visit a time of arrival.
    if (name !== 'arrivedAt' && time < before)
      return refuse(
        'bad-time',
        `${name} lies before the time that goes before it: check both.`,
        `${timeNames[name]}早于前一时间，请核对。`,
        'X-5',
      );
    before = time;
  }
  return undefined;
}

/**
 * The facts of every new case, in addition to those of its kind: how it came, who owns it, and where a call was not
 * taken as the rules ask.
 */
export function withIntake(context: IntakeContext, effects: Effects): Effects {
  const { state, actor, input, rulebook } = context;
  const facts: Record<string, Scalar> = {};
  for (const name of recordedFields) if (input[name] !== undefined) facts[name] = input[name] as Scalar;
  if (actor.kind === 'person' && isOwned(state.kind, rulebook)) facts['owner'] = actor.id;
  const violations = [...(effects.violations ?? []), ...callViolations(context)];
  return { ...effects, facts: { ...facts, ...effects.facts }, ...(violations.length ? { violations } : {}) };
}

/**
 * After how many rings a call was answered: counted, or worked out from when it rang and was answered; undefined where
 * neither is known.
 */
export function ringsOf(
  input: Record<string, unknown>,
  { secondsPerRing: ringSeconds }: Pick<NonNullable<Rulebook['calls']>, 'secondsPerRing'>,
): number | undefined {
  const { rings, rangAt, answeredAt } = input;
  if (typeof rings === 'number') return rings;
  if (typeof rangAt !== 'string' || typeof answeredAt !== 'string') return undefined;
  return Math.ceil((Date.parse(answeredAt) - Date.parse(rangAt)) / (ringSeconds * 1000));
}

/** What a call lacked: entered as it was, never refused. */
export function callViolations({
  state,
  input,
  rulebook,
}: Pick<IntakeContext, 'state' | 'input' | 'rulebook'>): Omit<Violation, 'at' | 'round'>[] {
  const { calls } = rulebook;
  if (!calls || !intakeChannelOf(input['channel'], rulebook)?.isPhoneLine) return [];
  const { clause } = calls;
  const found: Omit<Violation, 'at' | 'round'>[] = [];
  const late = (ringsOf(input, calls) ?? 0) > calls.maxRings;
  if (late && calls.apologySuffices && input['apologised'] !== true)
    found.push({ clause, code: 'late-without-apology' });
  if (late && !calls.apologySuffices) found.push({ clause, code: 'answered-late' });
  if (input['introduced'] === false) found.push({ clause, code: 'not-introduced' });
  const words = (input['words'] ?? {}) as Record<string, string | undefined>;
  const missing = calls.recorded?.kinds.includes(state.kind) ? calls.recorded.words.filter((name) => !words[name]) : [];
  if (missing.length > 0) found.push({ clause, code: 'not-recorded-in-full', missing: missing as WordName[] });
  return found;
}
