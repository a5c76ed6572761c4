import { approverOfClause, type ActContext, type ActRow, type Effects } from '../act.js';
import type { CaseState, ClockState, Extension, NoticeOrder, Words } from '../case.js';
import { isRunning, moveDue } from '../clocks.js';
import { dueAt } from '../limits.js';
import { refuse, type Refusal } from '../refusal.js';
import { calendarOf, clockRule, kindRules } from '../rulebook.js';
import { allStaff } from './staff.js';

/** The customer-service centre. The monitor room stands in for the agent after hours, by the rulebook (P-3.4). */
export const csCentre = ['cs-agent', 'cs-supervisor'] as const;

export interface UrgeInput {
  words?: string;
}
export interface AddInput {
  words: string;
}
export interface NoteInput {
  words: string;
}
export interface WithdrawInput {
  reason: string;
}
export interface CorrectInput {
  field: keyof Words;
  to: string;
  reason: string;
}
export interface JoinInput {
  into: string;
  reason?: string;
}
export interface ReceiveDuplicateInput {
  number: string;
  kind: string;
}
export interface RequestExtensionInput {
  clock: string;
  until: string;
  reason: string;
}
export interface DecideExtensionInput {
  clock: string;
  reason?: string;
}

/** The customer chases (催办). Counted towards "raised several times" (P-4.3.2.1a), at most once in the time the rulebook sets. */
export const urge: ActRow<UrgeInput> = {
  clause: 'P-3.1',
  from: 'open',
  by: [...csCentre, 'reception'],
  check: ({ state, at, rulebook }) => {
    const last = state.marks['urge'];
    const { apart, clause } = kindRules(rulebook, state.kind).urging;
    if (!last) return undefined;
    const again = dueAt({ start: last.at, limit: apart, calendar: calendarOf(rulebook, undefined) }).due;
    return at < again ? refuse('too-soon', `The customer's urging is already on record; it counts again from ${again}.`, `客户催办已登记，${again} 之后可再次登记。`, clause) : undefined;
  },
  effects: ({ state }) => ({ ...raisedAgain(state), notices: [tellHandlers(state, 'urge', 'P-3.1', '客户催办', 'The customer is urging')] }),
};

/** What the customer says later. The first words stay as they were in their own entry. */
export const add: ActRow<AddInput> = {
  clause: 'P-4.3.3.1',
  from: 'open',
  by: [...csCentre, 'reception'],
  effects: ({ state, input }) => ({ words: { description: [state.words.description, input.words].filter(Boolean).join('\n') } }),
};

/** A remark for colleagues; also all that an operator of the engine may do to a case. */
export const note: ActRow<NoteInput> = { clause: 'X-10', from: 'any', by: [...allStaff, 'engine-operator'] };

export const wake: ActRow = { clause: 'X-9', from: 'any', by: ['engine-operator', 'desk'] };

/** A signal from outside the ledger that asked for what an operator may not: on record as refused, and nothing else. */
export const refuseSignal: ActRow = { clause: 'X-10', from: 'any', by: ['desk'] };

/** The customer takes it back: filed with the reason, nothing runs any more. */
export const withdraw: ActRow<WithdrawInput> = {
  clause: 'P-3.1',
  from: 'open',
  by: csCentre,
  to: 'closed',
  effects: () => ({ closes: true, facts: { outcome: 'withdrawn' } }),
};

/** a mistake in what was written down is put right by a later entry; the earlier one stays. */
export const correct: ActRow<CorrectInput> = {
  clause: 'X-10',
  from: 'any',
  by: csCentre,
  // Whether the customer can be called back follows the number that is now on record.
  effects: ({ input }) => ({ words: { [input.field]: input.to }, ...(input.field === 'phone' ? { facts: { reachable: input.to !== '' } } : {}) }),
};

/** The same matter recorded twice: this case ends, the other one takes it in. Existence and kind of the other case are the ledger's to check. */
export const join: ActRow<JoinInput> = {
  clause: 'P-3.1',
  from: 'open',
  by: csCentre,
  to: 'closed',
  check: ({ state, input }) => (input.into === state.number ? refuse('bad-input', 'A case cannot be joined to itself: name the other case.', '案件不能并入自身，请填写另一案件编号。', 'P-3.1') : undefined),
  effects: ({ state, input }) => ({
    closes: true,
    facts: { outcome: 'joined' },
    links: [{ key: `duplicate-of:${input.into}`, relation: 'duplicate-of', number: input.into, state: 'ended' }],
    also: [{ number: input.into, act: 'receive-duplicate', input: { number: state.number, kind: state.kind } }],
  }),
};

export const receiveDuplicate: ActRow<ReceiveDuplicateInput> = {
  clause: 'P-3.1',
  from: 'open',
  by: ['desk'],
  check: ({ state, input }) => (input.kind === state.kind ? undefined : refuse('bad-input', `A ${input.kind} cannot be joined to a ${state.kind}: name a case of the same kind.`, '只能并入同类案件。', 'P-3.1')),
  effects: ({ state, input }) => ({
    ...raisedAgain(state),
    links: [{ key: `duplicate:${input.number}`, relation: 'duplicate', number: input.number, state: 'ended' }],
  }),
};

/** What every kind of case knows, whatever its course. */
export const anyCaseActs = {
  urge,
  add,
  note,
  wake,
  withdraw,
  correct,
  join,
  'receive-duplicate': receiveDuplicate,
  'refuse-signal': refuseSignal,
} as const;

/** more time is asked before the limit has run out, from the role the clause names; where it names none there is none. */
export function requestExtension(by: readonly string[]): ActRow<RequestExtensionInput> {
  return {
    clause: 'X-8',
    from: 'open',
    by,
    check: ({ state, input, at, rulebook }) => {
      const clock = runningClock(state, input.clock);
      if ('code' in clock) return clock;
      const rule = clockRule(rulebook, state.kind, clock.rule);
      if (!rule.longer) return refuse('no-extension', 'The clause names nobody who could grant more time: it must be done in time.', '该条款未规定可批准延期的人员，须按时完成。', clock.clause);
      if (clock.breachedAt) return refuse('too-late-to-ask', 'The limit has run out: an extension is asked for before it does.', '时限已过，延期须在到期前申请。', 'X-8');
      if (clock.extensions.some((one) => !one.decidedAt)) return refuse('already-done', 'An extension of this clock is already waiting for its decision.', '该时限已有延期申请待批准。', 'X-8');
      if (input.until <= clock.due || input.until <= at) return refuse('bad-time', 'The new time must lie after the present limit.', '新的期限必须晚于现有期限。', 'X-8');
      return undefined;
    },
    effects: ({ state, input, actor, at, rulebook }) => {
      const clock = runningClock(state, input.clock) as ClockState;
      const asked: Extension = { askedAt: at, askedBy: actor.id, until: input.until };
      const approver = clockRule(rulebook, state.kind, clock.rule).longer!;
      const text = { 'zh-CN': '延期待批准', en: 'An extension waits for approval' };
      return { clocks: [{ ...clock, extensions: [...clock.extensions, asked] }], notices: [{ role: approver, kind: 'approve', clause: clock.clause, clock: clock.id, text }] };
    },
  };
}

/** Granted: the clock moves, the original deadline stays beside it; a breach already entered stays too. */
export const grantExtension: ActRow<DecideExtensionInput> = {
  clause: 'X-8',
  from: 'open',
  by: [approverOfClause],
  check: (context) => pendingProblem(context),
  effects: (context) => {
    const { clock, pending } = pendingOf(context.state, context.input.clock)!;
    const rule = clockRule(context.rulebook, context.state.kind, clock.rule);
    const moved = { ...moveDue(clock, pending.until, rule, context.rulebook), limit: null };
    return decided(context, moved, pending, true);
  },
};

export const refuseExtension: ActRow<DecideExtensionInput> = {
  clause: 'X-8',
  from: 'open',
  by: [approverOfClause],
  check: (context) => pendingProblem(context),
  effects: (context) => {
    const { clock, pending } = pendingOf(context.state, context.input.clock)!;
    return decided(context, clock, pending, false);
  },
};

/** Told to whoever has the case in hand. */
export function tellHandlers(state: CaseState, kind: NoticeOrder['kind'], clause: string, zh: string, en: string): NoticeOrder {
  const role = state.kind === 'repair' ? 'maintenance' : state.department ? 'department-head' : 'cs-supervisor';
  return { role, kind, clause, text: { 'zh-CN': zh, en } };
}

/** One more time that the customer has raised the matter, for P-4.3.2.1a. */
export function raisedAgain(state: CaseState): Effects {
  return { facts: { timesRaised: Number(state.facts['timesRaised'] ?? 1) + 1 } };
}

function runningClock(state: CaseState, id: string): ClockState | Refusal {
  const clock = state.clocks.find((one) => one.id === id);
  if (clock && isRunning(clock)) return clock;
  return refuse('bad-input', `No clock '${id}' is running on this case: see its clocks.`, `本案件没有正在运行的时限“${id}”，请查看案件时限。`, 'X-8');
}

function pendingOf(state: CaseState, id: string): { clock: ClockState; pending: Extension } | undefined {
  const clock = state.clocks.find((one) => one.id === id);
  const pending = clock?.extensions.find((one) => !one.decidedAt);
  return clock && pending && isRunning(clock) ? { clock, pending } : undefined;
}

function pendingProblem({ state, input, actor, role, rulebook }: ActContext<DecideExtensionInput>): Refusal | undefined {
  const found = pendingOf(state, input.clock);
  if (!found) return refuse('bad-input', 'No extension of this clock waits for a decision.', '该时限没有待批准的延期申请。', 'X-8');
  const approver = clockRule(rulebook, state.kind, found.clock.rule).longer;
  if (approver !== role && approver !== undefined && !actor.posts.some((post) => post.role === approver)) {
    return refuse('role-may-not', 'Another role decides about this clock.', '该时限由其他角色批准。', found.clock.clause);
  }
  if (found.pending.askedBy === actor.id) return refuse('not-your-own-request', 'You asked for it: somebody else must decide.', '延期由您申请，须由他人批准。', 'X-8');
  return undefined;
}

function decided({ at, actor }: ActContext<DecideExtensionInput>, clock: ClockState, pending: Extension, granted: boolean): Effects {
  const extensions = clock.extensions.map((one) => (one === pending || one.askedAt === pending.askedAt ? { ...one, decidedAt: at, decidedBy: actor.id, granted } : one));
  const text = granted ? { 'zh-CN': '延期已批准', en: 'The extension is granted' } : { 'zh-CN': '延期未批准', en: 'The extension is refused' };
  return {
    clocks: [{ ...clock, extensions }],
    milestones: [granted ? 'extended' : 'not-extended'],
    notices: [{ role: clock.who, person: pending.askedBy, kind: 'decided', clause: clock.clause, clock: clock.id, text }],
  };
}
