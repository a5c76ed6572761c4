import { customerPageRole } from '../actor.js';
import { act, type ActContext } from '../deciding/act.js';
import type { Effects } from '../deciding/effects.js';
import type { RelatedQueryContext, RelatedCaseQuery } from '../deciding/related-case-query.js';
import { isRunning, startClock, stopClock } from '../clocks/clocks.js';
import { type ClockState, factsOf } from '../case/case.js';
import { caseNumber, id, instant, oneOf, words, yesNo } from '../case/fields.js';
import { expandRoleGroups } from '../rulebook/role-groups.js';
import { refuse, type Refusal } from '../refusal.js';
import { meetsCondition } from '../rulebook/clock-rule.js';
import { clockRule, kindRules } from '../rulebook/rulebook.js';
import { checkJoinedTo } from './joined-cases.js';
import { reasonFields } from './shared-fields.js';

/**
 * Calls join an outage by its number, or at intake by its line. A call takes these locks `shared`; an act that ends
 * the outage takes both `alone`.
 */
export const outageLockKeys = {
  number: (number: string): string => `outage ${number}`,
  line: (line: string): string => `line ${line}`,
};

/** The line a call is about, where the caller or the supply point gives it. */
export const lineFields = {
  line: id(
    '线路',
    'The line the supply comes by, where it is known: a call about an open outage of it joins that by itself.',
    { list: 'lines', optional: true, example: 'chengdong-1' },
  ),
};

interface Intake {
  area: string;
  line?: string;
  emergency?: boolean;
  side?: string;
}

/**
 * The outage that is on where a call is recorded. Somebody in danger, or a fault of the customer's own, is a repair
 * whatever else is out.
 */
export function outageQueryAtIntake({
  input: { area, line, emergency, side },
}: RelatedQueryContext<Intake>): Record<string, RelatedCaseQuery> | undefined {
  if (!line || emergency || side === 'customer') return undefined;
  return {
    outage: {
      lockKey: outageLockKeys.line(line),
      lockMode: 'shared',
      kind: 'outage',
      statuses: ['out'],
      facts: { line, area },
    },
  };
}

/** The system joins the call to the outage as it is recorded. */
export function joinAtIntake({
  relatedCases,
}: Pick<ActContext, 'relatedCases'>): Pick<Effects<never, never>, 'nextAct'> {
  const outage = relatedCases['outage']?.newest;
  return outage ? { nextAct: { act: 'join-outage', input: { outage: outage.number } } } : {};
}

/** Whether no outage takes the call in: only then a crew is looked for. */
export function hasNoOutage(relatedCases: ActContext['relatedCases']): boolean {
  return !relatedCases['outage']?.newest;
}

/** The facts of a call about an outage. */
export const outageCallFacts = ['joinedTo', 'outageEndsAt', 'splitFrom', 'confirmAttempts', 'outcome'] as const;
const confirmFacts = ['joinedTo', 'splitFrom', 'outcome', 'confirmAttempts'] as const;
type ConfirmFact = (typeof confirmFacts)[number];

const joinedBy = 'join-outage';
const clause = 'W-14.6';

/**
 * A call about an outage waits with all others until the supply is back, and is then asked, one by one, whether it is.
 * `from`: before anybody is on site; `again`: where a repair goes on that is split off. Nothing is written on the
 * outage for any of it.
 */
export function outageCallActs<const S extends string>(from: readonly S[], again: S) {
  return {
    'join-outage': act({
      name: { 'zh-CN': '并入停电', en: 'Join the call to an outage' },
      clause,
      from,
      by: ['front', 'desk'],
      to: 'joined',
      fields: { outage: caseNumber('停电编号', 'Number of the outage that is on.', { label: 'Number of the outage' }) },
      sets: ['joinedTo', 'outageEndsAt'],
      relatedQueries: ({ input }) => ({
        outage: {
          lockKey: outageLockKeys.number(input.outage),
          lockMode: 'shared',
          kind: 'outage',
          number: input.outage,
        },
      }),
      check: ({ relatedCases }) => outageOverProblem(relatedCases['outage']?.newest?.status),
      effects: ({ state, relatedCases, at }) => {
        const { number, facts } = relatedCases['outage']!.newest!;
        return {
          facts: { joinedTo: number, outageEndsAt: facts['endsAt'] ?? null },
          // The stopped clocks stay on record. They start again when the repair goes on by itself.
          clocks: state.clocks.filter(isRunning).map((clock) => stopClock(clock, at, joinedBy)),
        };
      },
    }),
    /** Entered once, when the caller asks: the reason, when the supply is expected back, and an apology. */
    'tell-of-outage': act({
      name: {
        'zh-CN': '已告知停电原因并致歉',
        en: 'Tell of the outage',
      },
      clause,
      from: ['joined', 'restored'],
      by: ['front'],
      fields: {
        apology: yesNo('已致歉', 'Whether we apologised.', { label: 'Apologised' }),
        words: words('来电人的话', 'What the caller said.', { label: "Caller's words", optional: true }),
      },
      brings: ['told-of-outage'],
      check: ({ state, input }) => {
        if (state.marks['told-of-outage'])
          return refuse('already-done', 'The caller was told already.', '已告知来电人。', clause);
        return input.apology
          ? undefined
          : refuse('missing-step', 'Apologise as well, and enter that you have.', '请向来电人致歉后再登记。', clause);
      },
      effects: () => ({ milestones: ['told-of-outage'] }),
    }),
    'outage-extended': act({
      name: { 'zh-CN': '停电延后恢复', en: 'Enter the outage extended' },
      clause: 'W-9.4',
      from: ['joined'],
      by: ['desk'],
      fields: {
        number: id('停电编号', 'Number of the outage.', { label: 'Number of the outage' }),
        endsAt: instant('预计恢复时间', 'When it is now expected.', { label: 'Expected end' }),
      },
      sets: ['outageEndsAt'],
      check: checkJoinedTo,
      effects: ({ input }) => ({ facts: { outageEndsAt: input.endsAt } }),
    }),
    'supply-restored': act({
      name: { 'zh-CN': '停电已恢复', en: 'Enter the outage over' },
      clause: 'W-9.4',
      from: ['joined'],
      by: ['desk'],
      to: 'restored',
      fields: { number: id('停电编号', 'Number of the outage.', { label: 'Number of the outage' }) },
      check: checkJoinedTo,
    }),
    'confirm-restored': act({
      name: { 'zh-CN': '确认是否恢复供电', en: 'Confirm the supply is back' },
      clause: 'W-9.4',
      from: ['restored'],
      by: ['front', customerPageRole],
      toOneOf: ['closed', again],
      teams: true,
      fields: {
        outcome: oneOf('确认结果', 'What the customer says; not-reached where nobody answers.', {
          restored: ['已恢复供电', 'the supply is back'],
          'still-dark': ['仍未来电', 'still dark'],
          'not-reached': ['未接通', 'not reached'],
        }),
        words: words('客户的话', "The customer's words.", { label: "Customer's words", optional: true }),
      },
      brings: ['still-dark', 'confirmed', 'not-reached'],
      sets: confirmFacts,
      effects: (context) => confirmed(context, again),
    }),
    /** What turns out to be a fault of its own while the outage is still on. */
    'split-off': act({
      name: { 'zh-CN': '拆分为单独报修', en: 'Split off as a repair' },
      clause: 'W-9.4',
      from: ['joined'],
      by: ['front', 'crew'],
      to: again,
      teams: true,
      fields: reasonFields,
      brings: ['still-dark'],
      sets: ['joinedTo', 'splitFrom'],
      effects: splitOff,
    }),
  } as const;
}

function outageOverProblem(status: string | undefined): Refusal | undefined {
  if (status === 'out') return undefined;
  return status === undefined
    ? refuse(
        'bad-input',
        'There is no such outage at this site: name one that is on.',
        '本单位没有该停电，请填写正在发生的停电编号。',
        clause,
      )
    : refuse(
        'not-in-this-status',
        'That outage is not on (any more): the call is a repair of its own.',
        '该停电未在进行中，请按单独报修处理。',
        clause,
      );
}

function confirmed<S extends string>(
  context: ActContext<{ outcome: 'restored' | 'still-dark' | 'not-reached' }>,
  again: S,
): Effects<'closed' | S, ConfirmFact> {
  const { state, input, rulebook } = context;
  switch (input.outcome) {
    case 'restored':
      return { to: 'closed', closes: true, milestones: ['confirmed'], facts: { outcome: 'restored-with-outage' } };
    case 'still-dark':
      return { to: again, ...splitOff(context) };
    case 'not-reached': {
      const attempts = Number(state.facts['confirmAttempts'] ?? 0) + 1;
      const facts = { confirmAttempts: attempts };
      if (attempts < kindRules(rulebook, state.kind).revisit.attempts && state.facts['reachable'] === true)
        return { facts, milestones: ['not-reached'] };
      return { to: 'closed', closes: true, facts: { ...facts, outcome: 'restored-unconfirmed' } };
    }
  }
}

/** The clocks of the repair run again from this moment, and the crew is notified. */
function splitOff({
  state,
  at,
  rulebook,
}: Pick<ActContext, 'state' | 'at' | 'rulebook'>): Effects<never, 'joinedTo' | 'splitFrom'> {
  const facts = { ...factsOf(state), joinedTo: null };
  const stopped = state.clocks.filter(
    (clock, i) => clock.stoppedBy === joinedBy && !state.clocks.slice(i + 1).some(({ rule }) => rule === clock.rule),
  );
  const clocks = stopped
    .map(({ rule }) => clockRule(rulebook, state.kind, rule))
    .filter((rule) => meetsCondition(rule.when, facts))
    .map((rule): ClockState => startClock(rule, state, facts, at, rulebook));
  const crew = expandRoleGroups(['crew'], rulebook, state.kind);
  return {
    facts: { joinedTo: null, splitFrom: state.facts['joinedTo'] ?? null },
    milestones: ['still-dark'],
    clocks,
    notices: crew.map((role) => ({
      role,
      kind: 'inform' as const,
      clause: 'W-9.4',
      text: { 'zh-CN': '停电恢复后该客户仍无电，须单独抢修', en: 'Still dark after the outage: a repair of its own' },
    })),
  };
}
