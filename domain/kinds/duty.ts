import { act, recordAct, type ActContext, type ActTable } from '../deciding/act.js';
import { dutyDoer, dutyOf, dutySuperior } from '../rulebook/duties.js';
import { files, id, instant, oneOf, words, yesNo } from '../case/fields.js';
import { readableTimes } from '../time/zone.js';
import { dueAt } from '../time/limits.js';
import { refuse, type Refusal } from '../refusal.js';
import { calendarOf } from '../rulebook/rulebook.js';
import { anyCaseActs } from '../acts/any-case.js';
import { dutyReportActs, dutyReportFacts } from '../acts/duty-report.js';
import { dutyRuleOf, dutyViolation, nextDutyStage, notifyOfDuty } from '../acts/duty-rule.js';
import { reasonFields, attachedFiles } from '../acts/shared-fields.js';

export const dutyStatuses = ['recorded', 'in-hand', 'reported', 'closed'] as const;
export type DutyStatus = (typeof dutyStatuses)[number];
/** What may be known of one, for rules to ask for. */
export const dutyFacts = [
  ...dutyReportFacts,
  'reachable',
  'alarms',
  'owner',
  'erasedUpTo',
  'duty',
  'period',
  'meter',
  'keepUntil',
  'reportMonth',
  'stage',
  'movedTo',
  'exceptions',
  'releasedTo',
] as const;
/** Where a meter that was kept may go. */
export const releaseTargets = {
  stock: ['入库', 'into stock'],
  repair: ['送修', 'to repair'],
  scrap: ['报废', 'to scrap'],
  tested: ['检定后退回', 'back after a test'],
} as const;
type DutyFact = (typeof dutyFacts)[number];

const working = ['recorded', 'in-hand'] as const;
/** Duties are each under a clause of their own: the row names the reading that covers them all. */
const clause = 'X-9';

// No customer stands behind a duty: nobody urges, withdraws, joins one or makes it a nuisance. It ends done, or as not
// done with a reason.
const {
  urge: _urge,
  add: _add,
  withdraw: _withdraw,
  nuisance: _nuisance,
  join: _join,
  'receive-duplicate': _duplicate,
  rate: _rate,
  'ask-erasure': _askErasure,
  ...ofAnyCase
} = anyCaseActs;

/**
 * What comes round (例行工作): opened, done, reported, signed off; what was not done is excused by somebody higher, never
 * silently.
 */
export const dutyActs = {
  record: recordAct({
    name: { 'zh-CN': '开立例行工作', en: 'Open a duty' },
    clause,
    from: [],
    by: ['desk', 'staff'],
    to: 'recorded',
    fields: {
      duty: id('例行工作', 'Which duty, by the rulebook.', { list: 'duties', example: 'repair-statistics' }),
      subject: words('事由', 'What it is about this time; the name of the duty unless said otherwise.', {
        max: 200,
        optional: true,
        word: 'subject',
      }),
      meter: id('计量装置编号', 'Which meter it is about; the one that is kept, where the duty is to keep one.', {
        optional: true,
        example: 'm-20417',
      }),
      ...attachedFiles,
    },
    more: { period: id('周期', 'Which day, week, month or season it is for.', { optional: true }) },
    sets: ['duty', 'period', 'meter', 'keepUntil'],
    check: ({ input, rulebook }) => {
      const duty = dutyOf(input.duty, rulebook);
      if (duty.minRetention && !input.meter)
        return refuse('bad-input', 'Say which one is kept (meter).', '请填写保管的计量装置编号。', duty.clause);
      return undefined;
    },
    effects: ({ state, input, rulebook }) => {
      const duty = dutyOf(input.duty, rulebook);
      const keepUntil = duty.minRetention
        ? dueAt({ start: state.receivedAt, limit: duty.minRetention, calendar: calendarOf(rulebook, undefined) }).due
        : null;
      return {
        words: { subject: input.words.subject ?? duty.name['zh-CN'] },
        facts: { duty: input.duty, period: input.period ?? null, meter: input.meter ?? null, keepUntil },
        notices: [notifyOfDuty(duty, duty.who, 'inform', '有例行工作需要办理', 'A duty has come round')],
      };
    },
  }),
  /**
   * The report of the month, as the system produced it, for the person who reports and signs. It is never changed.
   */
  'attach-report': act({
    name: { 'zh-CN': '附上月度报告', en: 'Attach the monthly report' },
    clause,
    from: 'open',
    by: ['desk'],
    fields: {
      month: id('月份', 'The month it is of.', { example: '2026-10' }),
      files: files('报告', 'The report as data, workbook and paper.', { min: 1, max: 3 }),
    },
    sets: ['reportMonth'],
    check: (context) => {
      if (!dutyRuleOf(context).report)
        return refuse(
          'bad-input',
          'No report is produced for this duty.',
          '此例行工作不产生报告。',
          dutyRuleOf(context).clause,
        );
      return context.state.marks['attach-report']
        ? refuse('already-done', 'The report is attached already.', '报告已附上。', dutyRuleOf(context).clause)
        : undefined;
    },
    effects: ({ input }) => ({ facts: { reportMonth: input.month } }),
  }),
  start: act({
    name: { 'zh-CN': '开始', en: 'Begin' },
    clause,
    from: ['recorded'],
    by: [dutyDoer],
    to: 'in-hand',
  }),
  'pass-stage': act({
    name: { 'zh-CN': '完成一个阶段', en: 'Pass a stage' },
    clause,
    from: working,
    by: [dutyDoer],
    to: 'in-hand',
    fields: {
      stage: id('阶段', 'The stage that is done: the next one of the duty.', { example: 'surveyed' }),
      words: words('说明', 'What came of it.', { label: 'Details', optional: true }),
    },
    brings: ['stage-passed'],
    sets: ['stage'],
    check: (context) => {
      const next = nextDutyStage(context);
      if (!next)
        return refuse(
          'missing-step',
          'No stage is left: enter the report.',
          '没有待完成的阶段，请登记结果。',
          dutyRuleOf(context).clause,
        );
      if (context.input.stage === next) return undefined;
      return refuse(
        'missing-step',
        `The next stage is '${next}'.`,
        '请按规定的顺序办理各阶段。',
        dutyRuleOf(context).clause,
      );
    },
    effects: ({ input }) => ({ facts: { stage: input.stage }, milestones: ['stage-passed'] }),
  }),
  move: act({
    name: { 'zh-CN': '调整日期', en: 'Change the day' },
    clause,
    from: working,
    by: [dutyDoer],
    fields: {
      movedTo: instant('调整到', 'By when it is done instead.'),
      toldBeforehand: yesNo('已事先通知', 'Whether those concerned were told beforehand.', {
        label: 'Told beforehand',
      }),
      reason: words('原因', 'Why the day is changed.'),
    },
    sets: ['movedTo'],
    check: (context) => {
      const duty = dutyRuleOf(context);
      if (!duty.reschedulable)
        return refuse(
          'bad-input',
          'The day of this duty is set: do it, or have it excused (excuse).',
          '此例行工作的日期不得调整：请按期完成，或由上级登记原因。',
          duty.clause,
        );
      return context.input.movedTo <= context.at
        ? refuse('bad-time', 'The new day must lie in the future.', '新的日期必须在将来。', duty.clause)
        : undefined;
    },
    effects: (context) => ({
      facts: { movedTo: context.input.movedTo },
      ...(context.input.toldBeforehand
        ? {}
        : dutyViolation(
            context,
            'not-told-beforehand',
            '调整日期未事先通知',
            'The day was changed without telling those concerned beforehand',
          )),
    }),
  }),
  'except-one': act({
    name: { 'zh-CN': '登记单项例外', en: 'Enter a single exception' },
    clause,
    from: working,
    by: [dutyDoer],
    fields: {
      reference: id('编号', 'Which one: number of the meter or account, never a name.', { example: 'a-300112' }),
      how: oneOf(
        '处理方式',
        'Done later (待期补抄), or settled provisionally until the next round (暂按前次用电量).',
        {
          later: ['待期补抄', 'done later'],
          provisional: ['暂按前次用电量', 'settled provisionally'],
        },
        { label: 'How settled' },
      ),
      told: yesNo('已告知客户', 'Whether the customer has been told.', { label: 'Customer told' }),
      reason: words('原因', 'What prevented it.'),
    },
    brings: ['put-off', 'provisional'],
    sets: ['exceptions'],
    check: (context) => {
      const duty = dutyRuleOf(context);
      if (!duty.exceptions)
        return refuse(
          'bad-input',
          'This duty knows no single exceptions: say it in the report.',
          '此例行工作没有单项例外，请在结果中说明。',
          duty.clause,
        );
      return context.input.told
        ? undefined
        : refuse(
            'missing-step',
            'Tell the customer first: read later, or billed provisionally.',
            '请先告知客户：待期补抄，或暂按前次用电量计收。',
            duty.clause,
          );
    },
    effects: ({ state, input }) => ({
      facts: { exceptions: Number(state.facts['exceptions'] ?? 0) + 1 },
      milestones: [input.how === 'later' ? 'put-off' : 'provisional'],
    }),
  }),
  ...dutyReportActs,
  /** Not done, and why: the only other end of a duty. */
  excuse: act({
    name: { 'zh-CN': '登记未完成原因', en: 'Enter why it was not done' },
    clause,
    from: working,
    by: [dutySuperior],
    to: 'closed',
    fields: reasonFields,
    sets: ['outcome'],
    check: (context) =>
      dutyRuleOf(context).minRetention
        ? refuse(
            'too-soon',
            'What is kept is released (release), not excused.',
            '保管的物品应予放行，不能以未完成结案。',
            dutyRuleOf(context).clause,
          )
        : undefined,
    effects: (context) => {
      const duty = dutyRuleOf(context);
      const told = [...new Set([duty.who, ...(duty.signOff ? [duty.signOff.who] : [])])];
      return {
        closes: true,
        facts: { outcome: 'not-done' },
        notices: told.map((role) =>
          notifyOfDuty(
            duty,
            role,
            'decided',
            '此例行工作以未完成结案，原因已登记',
            'This duty is closed as not done, with the reason',
          ),
        ),
      };
    },
  }),
  release: act({
    name: { 'zh-CN': '结束保管', en: 'Release what was kept' },
    clause,
    from: working,
    by: [dutyDoer],
    to: 'closed',
    fields: {
      meter: id('计量装置编号', 'Which one is released: the one that was removed.', { example: 'm-20417' }),
      to: oneOf('去向', 'Where it goes.', releaseTargets, { label: 'Goes to' }),
    },
    sets: ['outcome', 'releasedTo'],
    check: releaseProblem,
    effects: ({ input }) => ({ closes: true, facts: { outcome: 'done', releasedTo: input.to } }),
  }),
  ...ofAnyCase,
} satisfies ActTable<DutyStatus, DutyFact>;

function releaseProblem(context: ActContext<{ meter: string }>): Refusal | undefined {
  const { state, input, at, rulebook } = context;
  const duty = dutyRuleOf(context);
  const { meter, keepUntil } = state.facts;
  if (!duty.minRetention)
    return refuse('bad-input', 'Nothing is kept under this duty.', '此例行工作没有保管物品。', duty.clause);
  if (at < String(keepUntil)) {
    const until = readableTimes(String(keepUntil), rulebook.timeZone);
    return refuse(
      'too-soon',
      `It is kept until ${until.en}, so that the customer can object.`,
      `应保管至 ${until['zh-CN']}，以便客户提出异议。`,
      duty.clause,
    );
  }
  if (input.meter === meter) return undefined;
  return refuse(
    'bad-input',
    `'${input.meter}' was not removed under this case: it keeps '${String(meter)}'.`,
    `“${input.meter}”并非本案件拆回的装置，本案件保管的是“${String(meter)}”。`,
    duty.clause,
  );
}
