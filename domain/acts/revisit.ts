import { customerPageRole } from '../actor.js';
import { act, revisitAssignee, type ActContext } from '../deciding/act.js';
import type { Effects } from '../deciding/effects.js';
import type { CaseState } from '../case/case.js';
import { id, oneOf, words, type InputOf } from '../case/fields.js';
import { breaksFourEyes } from '../deciding/four-eyes.js';
import { refuse, type Refusal } from '../refusal.js';
import { kindRules } from '../rulebook/rulebook.js';
import { reofferFacts } from '../dispatch/dispatch-rules.js';
import { raisedAgain } from './any-case.js';

/** What a revisit may bring. */
export const revisitOutcomes = {
  satisfied: ['满意', 'satisfied'],
  'not-satisfied': ['不满意', 'not satisfied'],
  'no-answer': ['未接通', 'no answer'],
  'not-possible': ['无法回访', 'not possible'],
} as const;
const fields = {
  outcome: oneOf(
    '回访结果',
    'What the customer said; not-satisfied opens a new round, not-possible is for a customer who left no way to be reached (X-12).',
    revisitOutcomes,
  ),
  channel: id('回访方式', 'How the customer was reached.', { example: 'phone' }),
  words: words('客户的话', "The customer's words.", { label: "Customer's words", optional: true }),
};
/** The facts a revisit sets. */
export const revisitFacts = [
  'revisitAttempts',
  'revisitOutcome',
  'revisitChannel',
  'timesRaised',
  'revisitBy',
  'customerTime',
  'agreedAt',
] as const;
type Revisit = ActContext<InputOf<typeof fields>>;

/**
 * The call back to the customer (回访), never by a person who did the work. `from`: where the work has been reported;
 * `again`: where the case may go back to when it did not help, and `backTo` which of them (the first unless it says
 * otherwise). After the attempts the rulebook sets, the case may be filed without an answer.
 */
export function revisit<const F extends string, const A extends string>(
  clause: string | Readonly<Record<string, string>>,
  from: F,
  again: readonly [A, ...A[]],
  backTo: (state: CaseState) => NoInfer<A> = () => again[0],
) {
  return act({
    name: { 'zh-CN': '回访客户', en: 'Call the customer back' },
    clause,
    from: [from],
    by: ['caller', revisitAssignee, customerPageRole],
    toOneOf: ['revisited', ...again],
    fields,
    brings: ['revisited', 'satisfied', 'not-satisfied', 'no-answer', 'unreached', 'not-possible'],
    teams: true,
    sets: revisitFacts,
    check: (context) => customerPageProblem(context) ?? handlerProblem(context) ?? anonymousProblem(context),
    effects: (context) => outcome(context, backTo),
  });
}

/** By their page customers say what was not solved. That it was is asked by a call: the link shows nobody who holds it. */
function customerPageProblem({ role, input, clause }: Revisit): Refusal | undefined {
  return role !== customerPageRole || input.outcome === 'not-satisfied'
    ? undefined
    : refuse(
        'bad-input',
        "By their page the customer enters 'not-satisfied' alone.",
        '客户在自助页面仅可登记不满意。',
        clause,
      );
}

function handlerProblem(context: Revisit): Refusal | undefined {
  const { state, clause } = context;
  const handled =
    breaksFourEyes({ by: String(state.facts['responsible']) }, context) ||
    ['sign', 'accept', 'arrive', 'finish', 'assist', 'explain', 'report'].some(
      (name) => state.marks[name]?.round === state.round && breaksFourEyes(state.marks[name], context),
    );
  return handled
    ? refuse(
        'not-by-the-handler',
        'You handled this case: somebody else must make the revisit.',
        '您经办了此案件，回访须由他人进行。',
        clause,
      )
    : undefined;
}

/** an anonymous customer is called back only where they left a way to be reached. */
function anonymousProblem({ state, input }: Revisit): Refusal | undefined {
  if (state.facts['anonymous'] === true && state.facts['reachable'] === false && input.outcome !== 'not-possible') {
    return refuse(
      'bad-input',
      "The customer is anonymous and left no way to be reached: enter 'not-possible'.",
      '客户匿名且未留联系方式，请登记为无法回访。',
      'X-12',
    );
  }
  if (input.outcome !== 'not-possible' || state.facts['reachable'] !== true) return undefined;
  return refuse(
    'bad-input',
    "The customer can be reached: enter 'no-answer' for a call that was not taken.",
    '客户留有联系方式，未接通请登记为未接通。',
    'X-12',
  );
}

function outcome<A extends string>(
  { state, input, rulebook }: Revisit,
  backTo: (state: CaseState) => A,
): Effects<'revisited' | A, (typeof revisitFacts)[number]> {
  const { attempts } = kindRules(rulebook, state.kind).revisit;
  const made = Number(state.facts['revisitAttempts'] ?? 0) + 1;
  const facts = { revisitAttempts: made, revisitOutcome: input.outcome, revisitChannel: input.channel };
  switch (input.outcome) {
    case 'satisfied':
      return { to: 'revisited', facts, milestones: ['revisited', 'satisfied'] };
    case 'not-possible':
      return { to: 'revisited', facts, milestones: ['revisited', 'not-possible'] };
    case 'not-satisfied':
      return {
        to: backTo(state),
        newRound: true,
        // A time named for the first round stands in for nothing in the next.
        facts: {
          ...facts,
          ...raisedAgain(state).facts,
          revisitAttempts: 0,
          revisitBy: null,
          customerTime: null,
          agreedAt: null,
          ...reofferFacts(state),
        },
        milestones: ['revisited', 'not-satisfied'],
      };
    case 'no-answer':
      if (made < attempts) return { facts, milestones: ['no-answer'] };
      return {
        to: 'revisited',
        facts: { ...facts, revisitOutcome: 'unreached' },
        milestones: ['revisited', 'unreached'],
      };
  }
}
