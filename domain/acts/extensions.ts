import { act, approverOfClause, type ActContext, type ActSituation } from '../deciding/act.js';
import type { Effects } from '../deciding/effects.js';
import type { CaseState, ClockState, Extension } from '../case/case.js';
import { isRunning, moveDue } from '../clocks/clocks.js';
import { id, instant, words, type InputOf } from '../case/fields.js';
import { isOrStandsAbove } from '../deciding/permission.js';
import { refuse, type Refusal } from '../refusal.js';
import { clockRule, type Rulebook } from '../rulebook/rulebook.js';
import { breaksFourEyes } from '../deciding/four-eyes.js';
import type { Text } from '../text.js';
import { readableTimes } from '../time/zone.js';

const clockField = id('时限', 'Id of the clock.', { example: 'solve-minor' });
const decisionFields = { clock: clockField, reason: words('理由', 'Why so.', { optional: true }) };
const grantFields = {
  ...decisionFields,
  until: instant('批准延至', 'Less time than was asked for: until when.', { optional: true, label: 'Granted until' }),
};
type DecisionContext = ActContext<InputOf<typeof decisionFields>>;
type GrantContext = ActContext<InputOf<typeof grantFields>>;

/**
 * more time is asked before the limit has run out, from the role the clause names; where it names none there is
 * none.
 */
export function requestExtension(by: readonly string[]) {
  return act({
    name: { 'zh-CN': '申请延期', en: 'Ask for more time' },
    clause: 'X-8',
    from: 'open',
    by,
    fields: {
      clock: clockField,
      until: instant('延至', 'The new limit that is asked for.', { label: 'Extended to' }),
      reason: words('延期原因', 'Why more time is needed.'),
    },
    guard: noneToExtend,
    check: (context) => {
      const { state, input, at, rulebook, clause } = context;
      const clock = runningClock(state, input.clock);
      if ('code' in clock) return clock;
      const problem = extendProblem(clock, context);
      if (problem) return problem;
      if (input.until <= clock.due || input.until <= at)
        return refuse(
          'bad-time',
          'The new time must lie after the present limit.',
          '新的期限必须晚于现有期限。',
          clause,
        );
      return clock.bound && input.until > clock.bound.latest ? boundProblem(clock, rulebook) : undefined;
    },
    effects: ({ state, input, actor, role, for: behalf, at, rulebook }) => {
      const clock = runningClock(state, input.clock) as ClockState;
      const approver = clockRule(rulebook, state.kind, clock.rule).extensionApprover!;
      const asked: Extension = {
        askedAt: at,
        askedBy: actor.id,
        ...(behalf === undefined ? {} : { askedFor: behalf }),
        approver,
        until: input.until,
      };
      const text = requestText(clock, input.until, role, rulebook);
      return {
        clocks: [{ ...clock, extensions: [...clock.extensions, asked] }],
        notices: [{ role: approver, kind: 'approve', clause: clock.clause, clock: clock.id, text }],
      };
    },
  });
}

/** Who asks, the time as first set and the time asked for; the reason is words, and is read in the case. */
function requestText({ originalDue }: ClockState, until: string, role: string, { roles, timeZone }: Rulebook): Text {
  const [first, asked] = [readableTimes(originalDue, timeZone), readableTimes(until, timeZone)];
  const by = roles[role]?.name ?? { 'zh-CN': role, en: role };
  return {
    'zh-CN': `延期待批准：${by['zh-CN']}申请，原定 ${first['zh-CN']}，申请延至 ${asked['zh-CN']}`,
    en: `An extension waits for approval: asked by the ${by.en}, first due ${first.en}, asked until ${asked.en}`,
  };
}

/** Granted, as asked or for less: the clock moves, the original deadline stays beside it; a breach already entered stays too. */
export const grantExtension = act({
  name: { 'zh-CN': '批准延期', en: 'Grant more time' },
  clause: 'X-8',
  from: 'open',
  by: [approverOfClause],
  fields: grantFields,
  brings: ['extended'],
  guard: noneToDecide,
  check: (context) => pendingProblem(context) ?? grantedTimeProblem(context),
  effects: (context) => {
    const { clock, pending } = pendingOf(context.state, context.input.clock)!;
    const rule = clockRule(context.rulebook, context.state.kind, clock.rule);
    const until = context.input.until ?? pending.until;
    const moved = { ...moveDue(clock, until, rule, context.rulebook), limit: null };
    return decided(context, moved, pending, {
      granted: true,
      ...(until < pending.until ? { grantedUntil: until } : {}),
    });
  },
});

export const refuseExtension = act({
  name: { 'zh-CN': '不批准延期', en: 'Refuse more time' },
  clause: 'X-8',
  from: 'open',
  by: [approverOfClause],
  fields: decisionFields,
  brings: ['not-extended'],
  guard: noneToDecide,
  check: pendingProblem,
  effects: (context) => {
    const { clock, pending } = pendingOf(context.state, context.input.clock)!;
    return decided(context, clock, pending, { granted: false });
  },
});

/** Why no more time can be asked for a clock, whatever one asks. */
function extendProblem(clock: ClockState, { state, rulebook, clause }: ActSituation): Refusal | undefined {
  if (!clockRule(rulebook, state.kind, clock.rule).extensionApprover)
    return refuse(
      'no-extension',
      'The clause names nobody who could grant more time: it must be done in time.',
      '该条款未规定可批准延期的人员，须按时完成。',
      clock.clause,
    );
  if (clock.breachedAt)
    return refuse(
      'too-late-to-ask',
      'The limit has run out: an extension is asked for before it does.',
      '时限已过，延期须在到期前申请。',
      clause,
    );
  if (clock.extensions.some((item) => !item.decidedAt))
    return refuse(
      'already-done',
      'An extension of this clock is already waiting for its decision.',
      '该时限已有延期申请待批准。',
      clause,
    );
  return clock.bound && clock.bound.latest <= clock.due ? boundProblem(clock, rulebook) : undefined;
}

/** Somebody else has set a time that more time for us would pass. */
function boundProblem({ bound, clause }: ClockState, { timeZone }: Rulebook): Refusal {
  const latest = readableTimes(bound!.latest, timeZone);
  return refuse(
    'bad-time',
    `Somebody else waits for this: ${latest.en} is the latest.`,
    `此事项另有期限，最迟为 ${latest['zh-CN']}。`,
    clause,
  );
}

/** Why more time can be asked for none of the clocks that run: what holds of the one that could be extended at all. */
function noneToExtend(context: ActSituation): Refusal | undefined {
  const { state, rulebook, clause } = context;
  const running = state.clocks.filter(isRunning);
  const problems = running.map((clock) => extendProblem(clock, context));
  if (!running.length)
    return refuse('no-extension', 'No clock is running on this case.', '本案件没有正在运行的时限。', clause);
  if (problems.includes(undefined)) return undefined;
  const extendable = running.findIndex(({ rule }) => clockRule(rulebook, state.kind, rule).extensionApprover);
  return problems[Math.max(0, extendable)];
}

function runningClock(state: CaseState, id: string): ClockState | Refusal {
  const clock = state.clocks.find((item) => item.id === id);
  if (clock && isRunning(clock)) return clock;
  return refuse(
    'bad-input',
    `No clock '${id}' is running on this case: see its clocks.`,
    '本案件没有正在运行的此项时限，请查看案件时限。',
    'X-8',
  );
}

function pendingOf(state: CaseState, id: string): { clock: ClockState; pending: Extension } | undefined {
  const clock = state.clocks.find((item) => item.id === id);
  const pending = clock?.extensions.find((item) => !item.decidedAt);
  return clock && pending && isRunning(clock) ? { clock, pending } : undefined;
}

/** Why the actor decides about none of the extensions that wait. */
function noneToDecide(context: ActSituation): Refusal | undefined {
  const waiting = context.state.clocks.flatMap(({ id: clock }) => pendingOf(context.state, clock) ?? []);
  const problems = waiting.map((found) => deciderProblem(found, context));
  return problems.includes(undefined) ? undefined : problems[0];
}

function pendingProblem(context: DecisionContext): Refusal | undefined {
  const { state, input } = context;
  const found = pendingOf(state, input.clock);
  return found
    ? deciderProblem(found, context)
    : refuse('bad-input', 'No extension of this clock waits for a decision.', '该时限没有待批准的延期申请。', 'X-8');
}

/** Why the actor does not decide about this extension, whatever the decision. */
function deciderProblem(found: { clock: ClockState; pending: Extension }, context: ActSituation): Refusal | undefined {
  const { state, actor, for: behalf, role, rulebook } = context;
  const approver = clockRule(rulebook, state.kind, found.clock.rule).extensionApprover;
  if (
    approver !== undefined &&
    !isOrStandsAbove(role, approver, state, rulebook) &&
    !actor.posts.some((post) => post.role === approver && post.for === behalf)
  ) {
    return refuse(
      'role-may-not',
      'Another role decides about this clock.',
      '该时限由其他角色批准。',
      found.clock.clause,
    );
  }
  const { askedBy, askedFor } = found.pending;
  if (breaksFourEyes({ by: askedBy, ...(askedFor === undefined ? {} : { for: askedFor }) }, context))
    return refuse(
      'not-your-own-request',
      'You asked for it: somebody else must decide.',
      '延期由您申请，须由他人批准。',
      'X-8',
    );
  return undefined;
}

/** Leave for a time that is over would only enter a second breach; what is granted moves the limit on, as asked at most. */
function grantedTimeProblem({ state, input, at }: GrantContext): Refusal | undefined {
  const { clock, pending } = pendingOf(state, input.clock)!;
  if (pending.until <= at)
    return refuse(
      'bad-time',
      'The time that was asked for has passed: refuse the request.',
      '申请的期限已过，请不予批准。',
      'X-8',
    );
  const { until } = input;
  if (until === undefined || (until > clock.due && until > at && until <= pending.until)) return undefined;
  return refuse(
    'bad-time',
    'What is granted lies after the present limit, and is no more than was asked for.',
    '批准的期限须晚于现有期限，且不得超过申请的期限。',
    'X-8',
  );
}

function decided(
  { at, actor, for: behalf }: DecisionContext,
  clock: ClockState,
  pending: Extension,
  decision: Pick<Extension, 'granted' | 'grantedUntil'>,
): Effects<never, never> {
  const extensions = clock.extensions.map((item) =>
    item === pending || item.askedAt === pending.askedAt
      ? {
          ...item,
          ...decision,
          decidedAt: at,
          decidedBy: actor.id,
          ...(behalf === undefined ? {} : { decidedFor: behalf }),
        }
      : item,
  );
  const { granted } = decision;
  const said = granted
    ? { 'zh-CN': '延期已批准', en: 'The extension is granted' }
    : { 'zh-CN': '延期未批准', en: 'The extension is refused' };
  // Names are read in the case; that somebody stood in for another is said wherever the decision is.
  const text =
    behalf === undefined
      ? said
      : { 'zh-CN': `${said['zh-CN']}（由代理人决定）`, en: `${said.en} (decided by a stand-in)` };
  const notice = { role: clock.who, kind: 'decided' as const, clause: clock.clause, clock: clock.id, text };
  const asked = [pending.askedBy, ...(pending.askedFor === undefined ? [] : [pending.askedFor])];
  return {
    clocks: [{ ...clock, extensions }],
    milestones: [granted ? 'extended' : 'not-extended'],
    notices: asked.map((person) => ({ ...notice, person })),
  };
}
