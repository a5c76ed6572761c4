import { customerPageRole } from '../actor.js';
import { act, type ActContext } from '../deciding/act.js';
import { closedStatus, factsOf, type CaseState, type NoticeRequest } from '../case/case.js';
import { oneOf } from '../case/fields.js';
import { reofferFacts } from '../dispatch/dispatch-rules.js';
import { refuse, type Refusal } from '../refusal.js';
import { kindRules } from '../rulebook/rulebook.js';
import type { Scalar } from '../text.js';
import { clocksOfRework, clocksWhereClosed } from './clocks-again.js';
import { notifyHandler } from './notify.js';
import { reasonFields } from './shared-fields.js';

const clause = 'X-10';

/** What is known of a kind where its cases are taken up again. */
export interface ReopenedKind {
  statuses: readonly string[];
  facts: readonly string[];
  /** Where the work of a filed case is done again; left out, a filed case of the kind has run its course for good. */
  reworkIn?: ((state: CaseState) => string) | undefined;
}

const timesByCustomer = 3;

const causes = {
  'not-solved': ['客户反映未解决', 'not solved after all'],
  'by-mistake': ['误结案', 'closed by mistake'],
} as const;

/** What a case closed without having run its course remembers: where it was. */
export function closedFrom({ status }: Pick<CaseState, 'status'>): { closedFrom: string } {
  return { closedFrom: status };
}

/** The status in which a closed case goes on. */
export function statusToGoOnIn(state: CaseState, { statuses, reworkIn }: ReopenedKind): string {
  const before = state.facts['closedFrom'];
  return typeof before === 'string' && before !== closedStatus && statuses.includes(before)
    ? before
    : (reworkIn?.(state) ?? statuses[0]!);
}

/**
 * Takes a filed, withdrawn or joined case up again (重新办理): a new round with clocks of its own; those of before stay
 * as they were.
 */
export function reopen(kind: ReopenedKind) {
  return act({
    name: { 'zh-CN': '重新办理', en: 'Take the case up again' },
    clause,
    from: [closedStatus],
    by: ['supervisor', customerPageRole],
    toOneOf: kind.statuses.filter((status) => status !== closedStatus),
    fields: {
      cause: oneOf('重办缘由', 'Whether it was not solved after all, or closed by mistake.', causes),
      ...reasonFields,
    },
    sets: resetFacts.filter((name) => kind.facts.includes(name)),
    offered: (state) => !reopenProblem(state, kind),
    check: (context) =>
      reopenProblem(context.state, kind) ??
      customerPageProblem(context) ??
      beforeClosing(context.state, context.happenedAt),
    effects: (context) => {
      const { state, input, at, rulebook } = context;
      const to = statusToGoOnIn(state, kind);
      const facts = factsOfNewRound(state, kind, input.cause === 'not-solved', to === state.facts['closedFrom']);
      const beginning = {
        state: { ...state, round: state.round + 1 },
        facts: { ...factsOf(state), ...facts },
        at,
        rulebook,
      };
      return {
        to,
        newRound: true,
        facts,
        // A nuisance call that was none was closed as it came in.
        clocks:
          to === state.facts['closedFrom'] || state.facts['outcome'] === 'nuisance'
            ? clocksWhereClosed(beginning)
            : clocksOfRework(beginning),
        notices: [
          notifyHandler(
            context,
            'inform',
            clause,
            '案件重新办理，请接续处理',
            'The case is taken up again: go on with it',
          ),
          ...customerNotice(context),
        ],
      };
    },
  });
}

/** What is asked, named or found out anew in each round. */
const resetFacts = [
  'reopened',
  'closedFrom',
  'outcome',
  'timesRaised',
  'revisitAttempts',
  'revisitOutcome',
  'revisitBy',
  'customerTime',
  'agreedAt',
  'assignee',
  'assigneeWhy',
  'accepted',
  'gaveBack',
  'hadIt',
] as const;

/** `goesOn`: where it was closed, so that what was found out and named until then holds. */
function factsOfNewRound(
  state: CaseState,
  { facts: known }: ReopenedKind,
  raised: boolean,
  goesOn: boolean,
): Record<string, Scalar> {
  const { facts } = state;
  const anew: Record<string, Scalar> = {
    reopened: Number(facts['reopened'] ?? 0) + 1,
    outcome: null,
    closedFrom: null,
    ...(raised ? { timesRaised: Number(facts['timesRaised'] ?? 1) + 1 } : {}),
    ...(goesOn
      ? {}
      : {
          revisitAttempts: 0,
          revisitOutcome: null,
          revisitBy: null,
          customerTime: null,
          agreedAt: null,
          ...reofferFacts(state),
        }),
  };
  const named = Object.entries(anew).filter(([name]) => known.includes(name));
  return Object.fromEntries(
    named.filter(([name]) => facts[name] !== undefined || ['reopened', 'outcome', 'timesRaised'].includes(name)),
  );
}

function reopenProblem(state: CaseState, { reworkIn }: ReopenedKind): Refusal | undefined {
  if (state.facts['erasedUpTo'] !== undefined)
    return refuse(
      'not-in-this-status',
      'What was said in this case was erased by law, so nobody can work on it: record a new one.',
      '本案件内容已依法删除，无法继续办理，请另行登记。',
      clause,
    );
  if (state.facts['outcome'] === 'turned') {
    const number = state.links.findLast(({ relation }) => relation === 'child')?.number;
    const named = number ? ` ${number}` : '';
    return refuse(
      'not-in-this-status',
      `It goes on as another case${named}: turn that one into the kind that it is.`,
      `本案件已转为其他案件${named}办理；如种类仍有误，请在该案件上再次转换。`,
      clause,
    );
  }
  if (reworkIn || typeof state.facts['closedFrom'] === 'string') return undefined;
  return refuse(
    'not-in-this-status',
    'It has run its course: record a new case, and link this one with it.',
    '本案件已办结，请另行登记新案件并与本案件关联。',
    clause,
  );
}

/** Whether a filed case ran its course, and was not taken up again often: else somebody should talk with the customer. */
export function mayBeReopenedByCustomer({ facts }: Pick<CaseState, 'facts'>): boolean {
  return typeof facts['closedFrom'] !== 'string' && Number(facts['reopened'] ?? 0) < timesByCustomer;
}

/** By their page customers have taken up again, a few times, what ran its course and was not solved. */
function customerPageProblem({ role, state, input }: Pick<ActContext<{ cause: string }>, 'role' | 'state' | 'input'>) {
  if (role !== customerPageRole) return undefined;
  if (!mayBeReopenedByCustomer(state))
    return refuse(
      'not-in-this-status',
      'The customer cannot have it taken up again by their page: the desk decides.',
      '客户无法在自助页面重新提出，由客服处理。',
      clause,
    );
  return input.cause === 'not-solved'
    ? undefined
    : refuse(
        'bad-input',
        'By their page the customer says that it was not solved.',
        '客户在自助页面仅可反映未解决。',
        clause,
      );
}

/** What was closed is taken up again afterwards. */
function beforeClosing({ closedAt }: CaseState, happenedAt: string): Refusal | undefined {
  return closedAt === null || happenedAt >= closedAt
    ? undefined
    : refuse(
        'bad-time',
        'The case was closed later than that: check date and time.',
        '该时间早于结案时间，请核对日期和时间。',
        'X-5',
      );
}

/** The customer whom the rules tell of the steps is told of this one too, in their own words where they have any. */
function customerNotice({ state, rulebook }: Pick<ActContext, 'state' | 'rulebook'>): NoticeRequest[] {
  const { customerNotifyRules: rules = [] } = kindRules(rulebook, state.kind);
  if (rules.length === 0 || rules.some(({ on }) => on === 'reopen')) return [];
  const text = {
    'zh-CN': '您反映的事项 {number} 已重新办理，我们会继续跟进。\n如有疑问请致电 {phone}。',
    en: 'What you brought to us as {number} is taken up again; we shall see it through.\nQuestions: {phone}.',
  };
  return [{ role: 'customer', kind: 'step', clause, text }];
}
