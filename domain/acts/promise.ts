import type { ActContext } from '../deciding/act.js';
import { factsOf, type CaseState } from '../case/case.js';
import { instant, words, yesNo, type InputOf } from '../case/fields.js';
import { isRunning, startClock } from '../clocks/clocks.js';
import { refuse, type Refusal } from '../refusal.js';
import { meetsCondition, type ClockRule } from '../rulebook/clock-rule.js';
import { kindRules, type Rulebook } from '../rulebook/rulebook.js';
import { readableTimes } from '../time/zone.js';

const promiseClock = 'promise-kept';

export const promiseFields = {
  promisedAt: instant('承诺时间', 'By when it is promised: a clock of its own.', { label: 'Promised time' }),
  words: words('承诺内容', 'What was promised.', { label: 'What was promised', optional: true }),
  apology: yesNo(
    '已致歉',
    'True where an earlier promise is replaced: the customer was told first, with an apology (P-4.2.7.4b).',
    { label: 'Apologised', optional: true },
  ),
};

/**
 * P-4.2.7.4b holds for every promise: a new one before the old is kept comes with an apology. None goes beyond the
 * limit that the rules set for what is promised.
 */
export function promiseProblem(context: ActContext<InputOf<typeof promiseFields>>): Refusal | undefined {
  const { state, input, at, clause } = context;
  if (input.promisedAt <= at)
    return refuse(
      'bad-time',
      'A promise lies in the future: give the time you promise.',
      '承诺时间必须在将来。',
      clause,
    );
  const earlier = state.clocks.some((clock) => clock.rule === promiseClock && !clock.metAt && !clock.stoppedAt);
  if (earlier && !input.apology)
    return refuse(
      'missing-step',
      'An earlier promise is still open: tell the customer first, apologise, and enter it with the new promise.',
      '前一承诺尚未兑现，请先向客户说明并道歉，再登记新的承诺。',
      'P-4.2.7.4b',
    );
  const limit = limitOfPromise(context);
  return limit && input.promisedAt > limit.due ? beyondLimit(limit, context.rulebook) : undefined;
}

interface PromiseLimit {
  rule: ClockRule;
  due: string;
  /** A clock that runs, and not one that may come to run once the complaint is sorted. */
  runs: boolean;
}

/**
 * The earliest clock of a solution that keeping the promise would meet; of one that has run out nothing is left to be
 * promised. (Of a repair the arrival that was promised takes the place of the limit, P-4.2.2.3.)
 */
function limitOfPromise({ state, at, rulebook }: ActContext): PromiseLimit | undefined {
  const { clocks } = kindRules(rulebook, state.kind);
  const meets = new Set(clocks.find(({ id }) => id === promiseClock)?.until);
  const rules = clocks.filter(({ nature, until }) => nature === 'solution' && until.some((end) => meets.has(end)));
  const running = state.clocks.flatMap((clock): PromiseLimit[] => {
    const rule = rules.find(({ id }) => id === clock.rule);
    return rule && isRunning(clock) && !clock.breachedAt && !clock.pausedAt
      ? [{ rule, due: clock.due, runs: true }]
      : [];
  });
  const limits = state.marks['sort'] ? running : [...running, ...limitsOnceSorted(state, rules, rulebook)];
  return limits.filter(({ due }) => due > at).toSorted((a, b) => a.due.localeCompare(b.due))[0];
}

/** What is not sorted yet may be of any tier: the shortest limit counts. */
function limitsOnceSorted(state: CaseState, rules: ClockRule[], rulebook: Rulebook): PromiseLimit[] {
  return rulebook.tiers.flatMap((tier) => {
    const facts = { ...factsOf(state), tier: tier.id };
    return rules
      .filter((rule) => rule.start.includes('sort') && rule.from === 'received' && meetsCondition(rule.when, facts))
      .map((rule) => ({ rule, due: startClock(rule, state, facts, state.receivedAt, rulebook).due, runs: false }));
  });
}

function beyondLimit({ rule, due, runs }: PromiseLimit, { timeZone }: Rulebook): Refusal {
  const latest = readableTimes(due, timeZone);
  const [en, zh] = !runs
    ? ['Sort it first (sort), or promise no later.', '请先界定，或承诺不晚于该期限的时间。']
    : rule.extensionApprover
      ? ['Ask for more time first (request-extension).', '请先申请延期。']
      : ['No more time is granted for it: promise no later.', '该期限不得延长，请承诺不晚于该期限的时间。'];
  return refuse(
    'bad-time',
    `The rules set a limit for this: ${rule.name.en}, by ${latest.en} (${rule.clause}). ${en}`,
    `规程对此有时限：${rule.name['zh-CN']}，最迟 ${latest['zh-CN']}（${rule.clause}）。${zh}`,
    rule.clause,
  );
}
