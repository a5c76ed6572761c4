import { customerPageRole } from '../actor.js';
import { excludedKeys } from '../case/subjects.js';
import { act, type ActTable } from '../deciding/act.js';
import type { Effects } from '../deciding/effects.js';
import type { CaseState } from '../case/case.js';
import { caseNumber, id, words } from '../case/fields.js';
import { dueAt } from '../time/limits.js';
import { refuse, type Refusal } from '../refusal.js';
import { calendarOf, kindRules } from '../rulebook/rulebook.js';
import { raiseAlarm } from './alarm.js';
import { childActs } from './children.js';
import { customerPageActs, toldByCustomer } from './customer-page.js';
import { customerNotReachedActs } from './customer-not-reached.js';
import { erase } from './erase.js';
import { notifyHandler } from './notify.js';
import { joinedActs } from './joined-cases.js';
import { moveVersion } from './move-version.js';
import { ownerActs } from './owner.js';
import { attachedFiles, customerFiles, wordsFields, reasonFields } from './shared-fields.js';
import { closedFrom } from './reopen.js';
import { similarActs } from './similar.js';
import { readableTimes } from '../time/zone.js';

/** What a customer asks is registered under the clause with which an organisation takes cases in. */
const takingIn = { property: 'P-3.1', heating: 'H-flow3', power: 'W-29a' };

/**
 * The customer chases (催办). Counted towards "raised several times" (P-4.3.2.1a), at most once in the time the rulebook
 * sets.
 */
const urge = act({
  name: { 'zh-CN': '登记客户催办', en: 'Enter a chase-up' },
  clause: { property: 'P-3.1', heating: 'HC-supervise', power: 'W-32' },
  from: 'open',
  by: ['front', customerPageRole],
  fields: { words: words('客户的话', 'What the customer said.', { label: "Customer's words", optional: true }) },
  sets: ['timesRaised'],
  check: ({ state, at, rulebook }) => {
    const last = state.marks['urge'];
    const { minInterval: apart, clause } = kindRules(rulebook, state.kind).urging;
    if (!last) return undefined;
    const again = dueAt({ start: last.at, limit: apart, calendar: calendarOf(rulebook, undefined) }).due;
    return at < again
      ? refuse(
          'too-soon',
          `The customer's urging is already on record; it counts again from ${readableTimes(again, rulebook.timeZone).en}.`,
          `客户催办已登记，${readableTimes(again, rulebook.timeZone)['zh-CN']} 之后可再次登记。`,
          clause,
        )
      : undefined;
  },
  effects: (context) => ({
    ...raisedAgain(context.state),
    notices: [notifyHandler(context, 'urge', context.clause, '客户催办', 'The customer is urging')],
  }),
});

/** What the customer says later. The first words stay as they were in their own entry. */
const add = act({
  name: { 'zh-CN': '补充客户所述', en: "Add the customer's words" },
  clause: { property: 'P-4.3.3.1', heating: 'H-flow3', power: 'W-29a' },
  from: 'open',
  by: ['front', customerPageRole],
  fields: { ...wordsFields, ...customerFiles },
  effects: (context) => ({
    words: { description: [context.state.words.description, context.input.words].filter(Boolean).join('\n') },
    ...(context.role === customerPageRole ? { notices: [toldByCustomer(context)] } : {}),
  }),
});

/** A remark for colleagues; also all that an operator of the engine may do to a case. */
const note = act({
  name: { 'zh-CN': '添加备注', en: 'Leave a remark' },
  clause: 'X-10',
  from: 'any',
  by: ['staff', 'engine-operator'],
  fields: { ...wordsFields, ...attachedFiles },
});

const wake = act({
  name: { 'zh-CN': '唤醒流程', en: 'Wake the workflow' },
  clause: 'X-9',
  from: 'any',
  by: ['engine-operator', 'desk'],
});

/** A signal from outside the ledger that asked for what an operator may not: on record as refused, and nothing else. */
const refuseSignal = act({
  name: { 'zh-CN': '拒绝外部信号', en: 'Refuse a signal from outside' },
  clause: 'X-10',
  from: 'any',
  by: ['desk'],
  fields: {
    act: id('操作', 'What it asked for.', { label: 'What it asked for' }),
    code: id('原因代码', 'Why it was refused.', { label: 'Reason code' }),
  },
});

/** The customer takes it back: filed with the reason, nothing runs any more. */
const withdraw = act({
  name: { 'zh-CN': '客户撤回', en: 'File as withdrawn' },
  clause: takingIn,
  from: 'open',
  by: ['centre', customerPageRole],
  to: 'closed',
  fields: reasonFields,
  sets: ['outcome', 'closedFrom'],
  effects: ({ state }) => ({ closes: true, facts: { outcome: 'withdrawn', ...closedFrom(state) } }),
});

/**
 * The same matter recorded twice: this case ends, the other one takes it in. Existence and kind of the other case are
 * the ledger's to check.
 */
const join = act({
  name: { 'zh-CN': '并入其他案件', en: 'Join to another case' },
  clause: takingIn,
  from: 'open',
  by: ['centre'],
  to: 'closed',
  fields: {
    into: caseNumber('并入案件', 'Number of the case that takes this one in; of the same kind.', {
      label: 'Joined into',
      example: 'PC-2026-000001',
    }),
    reason: words('原因', 'Why they are the same.', { optional: true }),
  },
  sets: ['outcome', 'closedFrom'],
  check: ({ state, input, clause }) =>
    input.into === state.number
      ? refuse(
          'bad-input',
          'A case cannot be joined to itself: name the other case.',
          '案件不能并入自身，请填写另一案件编号。',
          clause,
        )
      : exclusionProblem(state, clause),
  effects: ({ state, input }) => ({
    closes: true,
    facts: { outcome: 'joined', ...closedFrom(state) },
    links: [{ key: `duplicate-of:${input.into}`, relation: 'duplicate-of', number: input.into, state: 'ended' }],
    followUps: [{ number: input.into, act: 'receive-duplicate', input: { number: state.number, kind: state.kind } }],
  }),
});

const receiveDuplicate = act({
  name: { 'zh-CN': '接收重复案件', en: 'Take in the joined case' },
  clause: takingIn,
  from: 'open',
  by: ['desk'],
  fields: {
    number: caseNumber('重复案件', 'Number of the case that is joined to this one.', { label: 'Repeated case' }),
    kind: id('种类', 'Its kind.'),
  },
  sets: ['timesRaised'],
  check: ({ state, input, clause }) =>
    input.kind === state.kind
      ? exclusionProblem(state, clause)
      : refuse(
          'bad-input',
          `A ${input.kind} cannot be joined to a ${state.kind}: name a case of the same kind.`,
          '只能并入同类案件。',
          clause,
        ),
  effects: ({ state, input }) => ({
    // Joined once more after it was taken up again, it was counted before.
    ...(isJoinedHere(state, input.number) ? {} : raisedAgain(state)),
    links: [{ key: `duplicate:${input.number}`, relation: 'duplicate', number: input.number, state: 'ended' }],
  }),
});

function isJoinedHere({ links }: Pick<CaseState, 'links'>, number: string): boolean {
  return links.some((link) => link.relation === 'duplicate' && link.number === number && link.state !== 'undone');
}

/**
 * People whom this case is about may read the other one: its number there would tell them that this case exists
 * (W-35).
 */
function exclusionProblem(state: CaseState, clause: string): Refusal | undefined {
  return excludedKeys(state.facts).length
    ? refuse(
        'bad-input',
        'A case kept from those it is about is joined to no other: deal with it by itself.',
        '须对当事人保密的案件不与其他案件合并，请单独处理。',
        clause,
      )
    : undefined;
}

/** The facts that these acts set. */
export const anyCaseFacts = [
  'alarms',
  'timesRaised',
  'outcome',
  'reachable',
  'owner',
  'erasedUpTo',
  'closedFrom',
  'reopened',
  'rating',
] as const;
type AnyCaseFact = (typeof anyCaseFacts)[number];

/** The acts of every kind of case. */
export const anyCaseActs = {
  urge,
  add,
  note,
  wake,
  withdraw,
  join,
  'receive-duplicate': receiveDuplicate,
  'refuse-signal': refuseSignal,
  'raise-alarm': raiseAlarm,
  'move-version': moveVersion,
  erase,
  ...childActs,
  ...customerNotReachedActs,
  ...joinedActs,
  ...ownerActs,
  ...similarActs,
  ...customerPageActs,
} satisfies ActTable<string, AnyCaseFact>;

/** One more time that the customer has raised the matter, for P-4.3.2.1a. */
export function raisedAgain(state: CaseState): Effects<never, 'timesRaised'> {
  return { facts: { timesRaised: Number(state.facts['timesRaised'] ?? 1) + 1 } };
}
