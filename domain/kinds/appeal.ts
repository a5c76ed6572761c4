import { act, recordAct, type ActContext, type ActTable } from '../deciding/act.js';
import type { RelatedCaseQuery } from '../deciding/related-case-query.js';
import {
  appealDeciderGroup,
  attributionOf,
  attributionTargets,
  appealDeciderRole,
  mayAppealFor,
  type Attribution,
  type AttributionTarget,
} from '../responsibility/appeals.js';
import { excludedKeys } from '../case/subjects.js';
import { caseNumber, id, oneOf, words, type InputOf } from '../case/fields.js';
import { inZone, readableTimes } from '../time/zone.js';
import { dueAt } from '../time/limits.js';
import { rolesAbove } from '../rulebook/role-groups.js';
import { refuse, type Refusal } from '../refusal.js';
import { calendarOf, type Rulebook } from '../rulebook/rulebook.js';
import type { Scalar, Text } from '../text.js';
import { anyCaseActs } from '../acts/any-case.js';
import { wordsFields, reasonFields, attachedFiles } from '../acts/shared-fields.js';
import { subjectFacts } from '../acts/subject-fields.js';

export const appealStatuses = ['recorded', 'closed'] as const;
export type AppealStatus = (typeof appealStatuses)[number];
/** What may be known of one, for rules to ask for. */
export const appealFacts = [
  ...subjectFacts,
  'outcome',
  'reachable',
  'alarms',
  'owner',
  'erasedUpTo',
  'ofCase',
  'ofClock',
  'ofWhose',
  'ofRule',
  'ofClause',
  'ofKind',
  'ofTier',
  'ofDepartment',
  'ofArea',
  'ofMajor',
  'ofRole',
  'ofPerson',
  'ofDay',
  'ofEndDay',
  'ofPoints',
  'lifts',
  'deciders',
  'decider',
  'appellant',
  'aboutPerson',
  'secret',
  'decidedBy',
] as const;
type AppealFact = (typeof appealFacts)[number];

/** The clause of the appraisal whose outcome is appealed against. */
const clause = { property: 'P-3.3', heating: 'HH-7', power: 'W-32' };

const fields = {
  case: caseNumber('案件编号', 'Number of the case whose clock ran out.', { example: 'PC-2026-000001' }),
  clock: id('时限', 'Id of the clock.', { example: 'solve-minor' }),
  of: oneOf(
    '责任归属',
    'Whether it was put down to a person, a department or a role: see /v1/cases/{number}/responsibility.',
    attributionTargets,
    { label: 'Put down to' },
  ),
  whose: id(
    '责任人或部门',
    'Id of that person, department or role; one appeals for oneself, for the own department, or for a role one holds.',
    { label: 'Person, department or role', example: 'p08' },
  ),
  reason: words('申诉理由', 'Why it was not their doing.', { word: 'description' }),
  ...attachedFiles,
};
type AppealContext = ActContext<Omit<InputOf<typeof fields>, 'reason'>>;

const relatedQueries = ({
  input,
}: {
  input: { case: string; clock: string; whose: string };
}): Record<string, RelatedCaseQuery> => {
  const guard = `appeal ${input.case} ${input.clock}`;
  return {
    source: { lockKey: guard, lockMode: 'alone', number: input.case, withRecord: true },
    earlier: {
      lockKey: guard,
      lockMode: 'alone',
      kind: 'appeal',
      facts: { ofCase: input.case, ofClock: input.clock, ofWhose: input.whose },
    },
  };
};

// No customer stands behind an appeal.
const {
  urge: _urge,
  withdraw: _withdraw,
  join: _join,
  'receive-duplicate': _duplicate,
  rate: _rate,
  'ask-erasure': _askErasure,
  ...ofAnyCase
} = anyCaseActs;

/**
 * An appeal (申诉) against a late clock that was put down to somebody: upheld it corrects the figures beside what was
 * counted, and erases nothing.
 */
export const appealActs = {
  record: recordAct({
    name: { 'zh-CN': '提出申诉', en: 'Appeal' },
    clause,
    from: [],
    by: ['staff', 'desk'],
    to: 'recorded',
    fields,
    sets: [
      'ofCase',
      'ofClock',
      'ofWhose',
      'ofRule',
      'ofClause',
      'ofKind',
      'ofTier',
      'ofDepartment',
      'ofArea',
      'ofMajor',
      'ofRole',
      'ofPerson',
      'ofDay',
      'ofEndDay',
      'ofPoints',
      'lifts',
      'deciders',
      'decider',
      'appellant',
      'about',
      'aboutUnit',
      'reprisal',
      'aboutPerson',
      'secret',
    ],
    relatedQueries: relatedQueries,
    check: (context) => appealProblem(context),
    effects: (context) => {
      const found = attribution(context)!;
      const facts = factsOf(context, found);
      return {
        words: { ...context.input.words, subject: `${context.input.case} ${found.late.clock.clause}` },
        facts,
        notices: [
          {
            role: String(facts['decider']),
            kind: 'approve',
            clause: context.clause,
            text: { 'zh-CN': '有申诉待决定', en: 'An appeal waits for your decision' },
          },
        ],
      };
    },
  }),
  /** What others have to say about it. */
  comment: act({
    name: { 'zh-CN': '说明情况', en: 'Say what is known of it' },
    clause,
    from: ['recorded'],
    by: ['staff'],
    fields: wordsFields,
  }),
  uphold: deciding({ 'zh-CN': '申诉成立', en: 'Uphold the appeal' }, 'upheld', {
    'zh-CN': '申诉成立，考核已更正',
    en: 'Your appeal is upheld: the figures are corrected',
  }),
  dismiss: deciding({ 'zh-CN': '申诉不成立', en: 'Dismiss the appeal' }, 'dismissed', {
    'zh-CN': '申诉不成立，理由已登记',
    en: 'Your appeal is dismissed, with the reason',
  }),
  'take-back': act({
    name: { 'zh-CN': '撤回申诉', en: 'Take the appeal back' },
    clause,
    from: ['recorded'],
    by: ['staff'],
    to: 'closed',
    sets: ['outcome'],
    check: ({ state, actor, clause: cited }) =>
      state.facts['appellant'] === actor.id
        ? undefined
        : refuse('role-may-not', 'Only the person who appealed takes it back.', '只有申诉人可以撤回申诉。', cited),
    effects: () => ({ closes: true, facts: { outcome: 'withdrawn' } }),
  }),
  ...ofAnyCase,
} satisfies ActTable<AppealStatus, AppealFact>;

function attribution({ relatedCases, input }: Pick<AppealContext, 'relatedCases' | 'input'>): Attribution | undefined {
  const record = relatedCases['source']?.newest?.record;
  return record && attributionOf(record, input.clock, input.of as AttributionTarget, input.whose);
}

function appealProblem(context: AppealContext): Refusal | undefined {
  const { relatedCases, input, actor, at, rulebook, clause: cited } = context;
  if (!mayAppealFor(actor, input.of, input.whose))
    return refuse(
      'role-may-not',
      'You appeal for yourself, for your own department, or for a role you hold.',
      '只能为本人、本部门或本人担任的岗位提出申诉。',
      cited,
    );
  const found = attribution(context);
  if (!found)
    return refuse(
      'bad-input',
      'Nothing late that has ended was put down to them by this clock: see the responsibility of the case.',
      '该时限没有已结束且归其负责的超时，请查看案件的责任认定。',
      cited,
    );
  if ((relatedCases['earlier']?.count ?? 0) > 0)
    return refuse('already-done', 'There is an appeal against this already.', '对此已提出过申诉。', cited);
  const { within } = rulesOf(rulebook);
  const last = dueAt({ start: found.late.endedAt!, limit: within, calendar: calendarOf(rulebook, undefined) }).due;
  return at > last
    ? refuse(
        'too-late-to-ask',
        `One could appeal until ${readableTimes(last, rulebook.timeZone).en}.`,
        `申诉期限已于 ${readableTimes(last, rulebook.timeZone)['zh-CN']} 届满。`,
        rulesOf(rulebook).clause,
      )
    : undefined;
}

function rulesOf(rulebook: Rulebook): NonNullable<Rulebook['appeals']> {
  if (!rulebook.appeals)
    throw new Error(`Rulebook ${rulebook.name} ${rulebook.version} does not say within which time one may appeal.`);
  return rulebook.appeals;
}

function factsOf(
  { input, actor, rulebook, relatedCases }: AppealContext,
  { course: { state }, late: { clock, endedAt }, custody, points, heldAtBreach, deciders }: Attribution,
): Record<string, Scalar> {
  const day = (at: string) => inZone(at, rulebook.timeZone).slice(0, 10);
  return {
    ofCase: state.number,
    ofClock: clock.id,
    ofWhose: input.whose,
    ofRule: clock.rule,
    ofClause: clock.clause,
    ofKind: state.kind,
    ofTier: state.tier,
    ofDepartment: custody.department ?? state.department,
    ofArea: (state.facts['area'] as Scalar) ?? null,
    ofMajor: state.facts['major'] === true,
    ofRole: custody.role,
    ofPerson: custody.person,
    ofDay: day(clock.breachedAt!),
    ofEndDay: day(endedAt!),
    ofPoints: points,
    lifts: heldAtBreach,
    deciders: deciders.join(','),
    decider: appealDeciderRole(custody.role, rulebook),
    appellant: actor.id,
    ...secrecyOfSource(relatedCases['source']!.newest!.facts),
  };
}

/** People who are excluded from the case must not learn of it by an appeal (W-35). */
function secrecyOfSource(facts: Record<string, Scalar>): Record<string, Scalar> {
  const kept = excludedKeys(facts).length ? (['about', 'aboutUnit', 'reprisal', 'aboutPerson'] as const) : [];
  return Object.fromEntries([...kept, 'secret' as const].flatMap((name) => (facts[name] ? [[name, facts[name]]] : [])));
}

function decidingProblem({ state, actor, role, rulebook, clause: cited }: ActContext): Refusal | undefined {
  const { decider, appellant, ofPerson, deciders } = state.facts;
  if (role !== decider && !rolesAbove(String(decider), rulebook).includes(role)) {
    const name = rulebook.roles[String(decider)]?.name;
    return refuse(
      'role-may-not',
      `This is decided by: ${name?.en ?? String(decider)}, or a role above it.`,
      `此申诉由${name?.['zh-CN'] ?? String(decider)}或其上级决定。`,
      cited,
    );
  }
  if (actor.id === appellant || actor.id === ofPerson)
    return refuse(
      'not-your-own-request',
      'It is about you: somebody else must decide.',
      '此申诉涉及您本人，须由他人决定。',
      cited,
    );
  if (String(deciders).split(',').includes(actor.id))
    return refuse(
      'not-by-the-handler',
      'You have decided about that case before: somebody else must decide.',
      '您曾就该案件作出决定，须由他人决定。',
      cited,
    );
  return undefined;
}

/** The two rows that decide an appeal. `told` is the text of the appellant's notice. */
function deciding(name: Text, outcome: 'upheld' | 'dismissed', told: Text) {
  return act({
    name,
    clause,
    from: ['recorded'],
    by: [appealDeciderGroup],
    to: 'closed',
    fields: reasonFields,
    sets: ['outcome', 'decidedBy'],
    check: decidingProblem,
    effects: ({ state, actor, clause: cited }) => {
      const { appellant, ofRole, decider } = state.facts;
      return {
        closes: true,
        facts: { outcome, decidedBy: actor.id },
        notices: [
          { role: String(ofRole ?? decider), person: String(appellant), kind: 'decided', clause: cited, text: told },
        ],
      };
    },
  });
}
