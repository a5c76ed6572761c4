import { act, recordAct, type ActContext, type ActTable } from '../deciding/act.js';
import type { Effects } from '../deciding/effects.js';
import type { RelatedQueryContext, RelatedCaseQuery } from '../deciding/related-case-query.js';
import type { Violation } from '../case/case.js';
import type { ViolationCode } from '../case/violations.js';
import { id, instant, oneOf, words, yesNo } from '../case/fields.js';
import { instantBefore } from '../time/limits.js';
import { rolesInGroup } from '../rulebook/role-groups.js';
import { refuse, type Refusal } from '../refusal.js';
import { clockRule } from '../rulebook/rulebook.js';
import { anyCaseActs } from '../acts/any-case.js';
import { outageLockKeys } from '../acts/outage-calls.js';
import { plannedOutagesQuery, plannedOutagesProblem, voltageLimitOf } from '../acts/planned-outages.js';
import { wordsFields, reasonFields, attachedFiles } from '../acts/shared-fields.js';

export const outageStatuses = ['planned', 'out', 'restored', 'closed'] as const;
export type OutageStatus = (typeof outageStatuses)[number];
/** What may be known of one, for rules to ask for. */
export const outageFacts = [
  'outcome',
  'reachable',
  'alarms',
  'owner',
  'erasedUpTo',
  'outageType',
  'area',
  'line',
  'voltage',
  'startsAt',
  'endsAt',
  'keyCustomers',
  'explained',
  'plannedBefore',
  'callsAtRestore',
] as const;
type OutageFact = (typeof outageFacts)[number];

const types = {
  planned: ['计划检修', 'planned'],
  temporary: ['临时检修', 'temporary'],
  emergency: ['紧急停电', 'emergency'],
  rationing: ['限电', 'rationing'],
} as const;
const ahead = (type: unknown): boolean => type === 'planned' || type === 'temporary';

const recordFields = {
  outageType: oneOf(
    '停电类型',
    'Planned (计划检修), temporary (临时检修), emergency (紧急停电) or rationing (限电).',
    types,
  ),
  subject: words('事由', 'What it is about, in a line.', { max: 200, example: '城东一线计划检修', word: 'subject' }),
  description: words('详情', 'What is done, or what happened.', { optional: true, word: 'description' }),
  explanation: words('对外说明', 'The reason as callers are told it.', { optional: true, word: 'answer' }),
  area: id('停电区域', 'The area, by the rulebook.', { list: 'areas', example: 'town' }),
  line: id('停电线路', 'The line, by the rulebook.', { list: 'lines', example: 'chengdong-1' }),
  startsAt: instant(
    '停电时间',
    'When the supply goes, or went; now where it is left out for an emergency or rationing.',
    { label: 'Out from', optional: true },
  ),
  endsAt: instant('预计恢复时间', 'When it is expected back; must be known for a planned or temporary outage.', {
    label: 'Expected end',
    optional: true,
  }),
  keyCustomers: yesNo('涉及重要客户', 'Whether key customers hang on the line; yes unless said otherwise.', {
    optional: true,
  }),
  reason: words('超次原因', 'Why one more planned outage than the clause allows in the year (W-9.2).', {
    label: 'Why one more',
    optional: true,
  }),
  ...attachedFiles,
};

const outageQueries = ({ number, facts }: RelatedQueryContext): Record<string, RelatedCaseQuery> => ({
  calls: { lockKey: outageLockKeys.number(number), lockMode: 'alone', joinedTo: number },
  itself: { lockKey: outageLockKeys.line(String(facts['line'])), lockMode: 'alone', number },
});

const operators = ['dispatch', 'crew', 'department'] as const;
const speakers = ['centre', 'department', 'manager'] as const;
const sharedActs = (({
  urge: _urge,
  withdraw: _withdraw,
  nuisance: _nuisance,
  join: _join,
  'receive-duplicate': _receive,
  rate: _rate,
  'ask-erasure': _askErasure,
  ...rest
}) => rest)(anyCaseActs);

/**
 * An outage from its planning, or its beginning, until every call about it is settled (W-9, W-14.6). No customer's
 * matter: nobody urges or withdraws it.
 */
export const outageActs = {
  record: recordAct({
    name: { 'zh-CN': '登记停电', en: 'Record an outage' },
    clause: 'W-9.3a',
    from: [],
    by: ['dispatch', 'department', 'manager', 'desk'],
    toOneOf: ['planned', 'out'],
    fields: recordFields,
    brings: ['begun', 'beyond-yearly-number'],
    sets: ['outageType', 'area', 'line', 'voltage', 'startsAt', 'endsAt', 'keyCustomers', 'explained', 'plannedBefore'],
    relatedQueries: plannedOutagesQuery,
    check: (context) => timesProblem(context) ?? plannedOutagesProblem(context),
    effects: (context) => recorded(context),
  }),
  /** Announced late or not: a late announcement is entered as a violation. */
  announce: act({
    name: { 'zh-CN': '发布停电公告', en: 'Announce the outage' },
    clause: 'W-9.3a',
    from: ['planned', 'out'],
    by: speakers,
    fields: { words: words('公告方式', 'Where it was announced.', { label: 'Where announced', optional: true }) },
    check: once('announce'),
    effects: (context) => ({ ...lateness(context, 'announced-late') }),
  }),
  'tell-key-customers': act({
    name: { 'zh-CN': '通知重要客户', en: 'Tell the key customers' },
    clause: 'W-9.3a',
    from: ['planned', 'out'],
    by: speakers,
    fields: { words: words('通知情况', 'Who was told, and how.', { label: 'How they were told', optional: true }) },
    check: once('tell-key-customers'),
    effects: (context) => ({ ...lateness(context, 'key-customers-told-late') }),
  }),
  begin: act({
    name: { 'zh-CN': '停电开始', en: 'Enter that the supply is off' },
    clause: 'W-9.3a',
    from: ['planned'],
    by: operators,
    to: 'out',
    brings: ['begun'],
    effects: ({ state, happenedAt, clause }) => ({
      milestones: ['begun'],
      ...(ahead(state.facts['outageType']) && happenedAt < String(state.facts['startsAt'])
        ? { violations: [{ clause, code: 'begun-before-announced' }] }
        : {}),
    }),
  }),
  /** W-14.6: the reason given to callers. It may be replaced by a better text later. */
  'state-reason': act({
    name: { 'zh-CN': '登记对外说明', en: 'State the reason' },
    clause: 'W-14.6',
    from: ['planned', 'out'],
    by: operators,
    fields: { explanation: words('对外说明', 'The reason as callers are told it.', { word: 'answer' }) },
    sets: ['explained'],
    effects: () => ({ facts: { explained: true } }),
  }),
  extend: act({
    name: { 'zh-CN': '延后预计恢复时间', en: 'Extend the outage' },
    clause: 'W-9.4',
    from: ['out'],
    by: operators,
    fields: {
      endsAt: instant('预计恢复时间', 'When the supply is now expected back: told on every call that waits.', {
        label: 'Expected end',
      }),
      ...reasonFields,
    },
    sets: ['endsAt'],
    check: ({ state, input, at, clause }) => {
      if (input.endsAt <= at)
        return refuse(
          'bad-time',
          'The supply is expected back in the future: give the new time.',
          '预计恢复时间必须在将来。',
          clause,
        );
      return input.endsAt <= String(state.facts['endsAt'] ?? '')
        ? refuse(
            'bad-time',
            'That is no later than expected so far: restore when the supply is back.',
            '新的时间不晚于原预计时间，恢复供电后请登记恢复。',
            clause,
          )
        : undefined;
    },
    effects: ({ input }) => ({
      facts: { endsAt: input.endsAt },
      broadcast: { act: 'outage-extended', input: { endsAt: input.endsAt } },
    }),
  }),
  restore: act({
    name: { 'zh-CN': '恢复供电', en: 'Enter the supply back' },
    clause: 'W-9.4',
    from: ['out'],
    by: operators,
    to: 'restored',
    fields: { result: words('处理结果', 'What was done.', { optional: true, word: 'result' }), ...attachedFiles },
    sets: ['callsAtRestore'],
    relatedQueries: outageQueries,
    effects: ({ relatedCases }) => ({
      facts: { callsAtRestore: relatedCases['calls']!.count },
      ...(relatedCases['calls']!.count > 0 ? { broadcast: { act: 'supply-restored' } } : {}),
    }),
  }),
  close: act({
    name: { 'zh-CN': '归档', en: 'File the outage' },
    clause: 'W-9.4',
    from: ['restored'],
    by: ['centre', 'manager'],
    to: 'closed',
    sets: ['outcome'],
    relatedQueries: outageQueries,
    check: ({ relatedCases, clause }) => {
      const waiting = relatedCases['calls']!.count;
      return waiting > 0
        ? refuse(
            'missing-step',
            `${waiting} calls have not said yet whether their supply is back: confirm each (confirm-restored).`,
            `尚有 ${waiting} 个来电未确认是否恢复供电，请逐一确认。`,
            clause,
          )
        : undefined;
    },
    effects: () => ({ closes: true, facts: { outcome: 'handled' } }),
  }),
  cancel: act({
    name: { 'zh-CN': '取消停电', en: 'Cancel the outage' },
    clause: 'W-9.3a',
    from: ['planned'],
    by: ['dispatch', 'department', 'manager'],
    to: 'closed',
    fields: reasonFields,
    sets: ['outcome'],
    effects: () => ({ closes: true, facts: { outcome: 'cancelled' } }),
  }),
  /** House: what is worth knowing afterwards. */
  review: act({
    name: { 'zh-CN': '登记复盘', en: 'Enter what was learned' },
    clause: 'W-9.4',
    from: ['restored'],
    by: operators,
    fields: wordsFields,
  }),
  ...sharedActs,
} satisfies ActTable<OutageStatus, OutageFact>;

type Recording = ActContext<{
  outageType: string;
  startsAt?: string;
  endsAt?: string;
  line: string;
  area: string;
  keyCustomers?: boolean;
  explanation?: string;
  reason?: string;
  words: Record<string, string | undefined>;
}>;

function timesProblem({
  input: { outageType, startsAt, endsAt },
  at,
  clause,
}: Pick<Recording, 'input' | 'at' | 'clause'>): Refusal | undefined {
  if (ahead(outageType)) {
    if (!startsAt || !endsAt)
      return refuse(
        'bad-input',
        'Give startsAt and endsAt: both are announced.',
        '请填写停电时间和预计恢复时间，两者均须公告。',
        clause,
      );
    if (startsAt <= at)
      return refuse(
        'bad-time',
        'It is planned ahead: startsAt lies in the future. What has begun already is an emergency.',
        '计划或临时停电的开始时间必须在将来；已发生的停电请登记为紧急停电。',
        clause,
      );
  } else if (outageType === 'emergency' && startsAt && startsAt > at)
    return refuse(
      'bad-time',
      'An emergency has begun already: startsAt lies in the past.',
      '紧急停电已经发生，停电时间不能在将来。',
      'W-9.4',
    );
  if (endsAt && endsAt <= (startsAt ?? at))
    return refuse(
      'bad-time',
      'The supply comes back after it goes: endsAt lies after startsAt.',
      '预计恢复时间必须晚于停电时间。',
      clause,
    );
  return endsAt && endsAt <= at
    ? refuse(
        'bad-time',
        'endsAt lies in the past: give when the supply is expected back.',
        '预计恢复时间已过，请填写预计恢复的时间。',
        clause,
      )
    : undefined;
}

function recorded({ input, at, rulebook, relatedCases, state }: Recording): Effects<'planned' | 'out', OutageFact> {
  const { outageType, area, line, startsAt = at, endsAt = null, keyCustomers = true } = input;
  const earlier = relatedCases['planned']?.count ?? 0;
  const voltage = voltageLimitOf(rulebook, line);
  const begun = startsAt <= at;
  const tooMany = outageType === 'planned' && !!voltage && earlier >= voltage.plannedOutagesAYear;
  const facts = {
    outageType,
    area,
    line,
    voltage: voltage?.id ?? null,
    startsAt,
    endsAt,
    keyCustomers,
    explained: !!input.words['answer'],
    plannedBefore: earlier,
  };
  return {
    to: begun ? 'out' : 'planned',
    facts,
    words: input.words,
    milestones: [...(begun ? ['begun'] : []), ...(tooMany ? ['beyond-yearly-number'] : [])],
    ...(tooMany
      ? {
          violations: [{ clause: 'W-9.2', code: 'planned-too-often' }],
          notices: rolesInGroup('top', rulebook, state.kind)!.map((role) => ({
            role,
            kind: 'warn' as const,
            clause: 'W-9.2',
            text: {
              'zh-CN': '该线路本年计划停电次数超过规定',
              en: 'More planned outages of this line in the year than the clause allows',
            },
          })),
        }
      : {}),
  };
}

function once(name: string) {
  return ({ state, clause }: Pick<ActContext, 'state' | 'clause'>): Refusal | undefined =>
    state.marks[name] ? refuse('already-done', 'That is on record already.', '该事项已登记。', clause) : undefined;
}

/**
 * later than the clause asks is entered as what it is. The time ahead is the one that the clock of the same act
 * is bound by.
 */
function lateness(
  { state, at, rulebook }: Pick<ActContext, 'state' | 'at' | 'rulebook'>,
  code: ViolationCode,
): { violations?: Omit<Violation, 'at' | 'round'>[] } {
  const type = state.facts['outageType'];
  if (!ahead(type)) return {};
  const told = state.marks['announce'] ?? state.marks['tell-key-customers'];
  if (type === 'temporary' && told) return {}; // one of the two is enough
  const rule = clockRule(rulebook, state.kind, type === 'planned' ? 'announce' : 'announce-temporary');
  const latest = instantBefore(String(state.facts['startsAt']), rule.dueCap!.margin, rulebook.timeZone);
  return at > latest ? { violations: [{ clause: rule.clause, code }] } : {};
}
