import { act, extraInput, recordAct, type ActContext, type ActTable } from '../deciding/act.js';
import type { Effects } from '../deciding/effects.js';
import type { NoticeRequest } from '../case/case.js';
import { dutyDoer, dutyOf, dutySigner, dutySuperior, type DutyRule } from '../rulebook/duties.js';
import { caseNumber, files, id, instant, number, oneOf, words, yesNo } from '../case/fields.js';
import { breaksFourEyes } from '../deciding/four-eyes.js';
import { inZone } from '../time/zone.js';
import { dueAt } from '../time/limits.js';
import { refuse, type Refusal } from '../refusal.js';
import { calendarOf } from '../rulebook/rulebook.js';
import { anyCaseActs } from '../acts/any-case.js';
import { reasonFields } from '../acts/shared-fields.js';

export const dutyStatuses = ['recorded', 'in-hand', 'reported', 'closed'] as const;
export type DutyStatus = (typeof dutyStatuses)[number];
/** What may be known of one, for rules to ask for. */
export const dutyFacts = [
  'outcome',
  'reachable',
  'owner',
  'duty',
  'period',
  'meter',
  'keepUntil',
  'reportMonth',
  'stage',
  'movedTo',
  'exceptions',
  'count',
  'drill',
  'releasedTo',
] as const;
type DutyFact = (typeof dutyFacts)[number];

const working = ['recorded', 'in-hand'] as const;
/** Duties that are a matter of the clause of each: the row can only name the reading that holds them all. */
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
    },
    more: extraInput<{ period?: string }>(),
    sets: ['duty', 'period', 'meter', 'keepUntil'],
    check: ({ input, rulebook }) => {
      const duty = dutyOf(input.duty, rulebook);
      if (duty.minRetention && !input.meter)
        return refuse(
          'bad-input',
          'Say which one is kept (meter).',
          '请填写保管的计量装置编号（meter）。',
          duty.clause,
        );
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
        notices: [notifyRole(duty, duty.who, 'inform', '有例行工作需要办理', 'A duty has come round')],
      };
    },
  }),
  /**
   * The report of the month, as the desk produced it: whoever reports and signs has it before them, and it stays as it
   * is.
   */
  'attach-report': act({
    name: { 'zh-CN': '附上月度报告', en: 'Attach the report of the month' },
    clause,
    from: 'open',
    by: ['desk'],
    fields: {
      month: id('月份', 'The month it is of.', { example: '2026-10' }),
      files: files('报告', 'The report as data, workbook and paper.', { min: 1, max: 3 }),
    },
    sets: ['reportMonth'],
    check: (context) => {
      if (!ruleOf(context).report)
        return refuse(
          'bad-input',
          'No report is produced for this duty.',
          '此例行工作不产生报告。',
          ruleOf(context).clause,
        );
      return context.state.marks['attach-report']
        ? refuse('already-done', 'The report is attached already.', '报告已附上。', ruleOf(context).clause)
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
      words: words('说明', 'What came of it.', { optional: true }),
    },
    brings: ['stage-passed'],
    sets: ['stage'],
    check: (context) => {
      const next = nextStage(context);
      if (context.input.stage === next) return undefined;
      if (!next)
        return refuse(
          'missing-step',
          'No stage is left: enter the report.',
          '没有待完成的阶段，请登记结果（report）。',
          ruleOf(context).clause,
        );
      return refuse('missing-step', `The next stage is '${next}'.`, `下一阶段为“${next}”。`, ruleOf(context).clause);
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
      toldBeforehand: yesNo('已事先通知', 'Whether those concerned were told beforehand.'),
      reason: words('原因', 'Why the day is changed.'),
    },
    sets: ['movedTo'],
    check: (context) => {
      const duty = ruleOf(context);
      if (!duty.reschedulable)
        return refuse(
          'bad-input',
          'The day of this duty is set: do it, or have it excused (excuse).',
          '此例行工作的日期不得调整：请按期完成，或由上级登记原因（excuse）。',
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
        : wrong(
            context,
            'not-told-beforehand',
            '调整日期未事先通知',
            'The day was changed without telling those concerned beforehand',
          )),
    }),
  }),
  'except-one': act({
    name: { 'zh-CN': '登记单项例外', en: 'Enter what could not be done for one of them' },
    clause,
    from: working,
    by: [dutyDoer],
    fields: {
      reference: id('编号', 'Which one: number of the meter or account, never a name.', { example: 'a-300112' }),
      how: oneOf('处理方式', 'Done later (待期补抄), or settled provisionally until the next round (暂按前次用电量).', [
        'later',
        'provisional',
      ]),
      told: yesNo('已告知客户', 'Whether the customer has been told.'),
      reason: words('原因', 'What prevented it.'),
    },
    brings: ['put-off', 'provisional'],
    sets: ['exceptions'],
    check: (context) => {
      const duty = ruleOf(context);
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
  report: act({
    name: { 'zh-CN': '登记结果', en: 'Enter what was done' },
    clause,
    from: working,
    by: [dutyDoer],
    toOneOf: ['reported', 'closed'],
    fields: {
      findings: words('结果', 'What was done and found.', { optional: true, word: 'result' }),
      count: number('数量', 'How many, where the duty asks.', { min: 0, max: 10_000_000, optional: true }),
      files: files('附件', 'Papers and photos, where there are any.', { optional: true }),
      drill: caseNumber('演练编号', 'Number of the drill, where the duty is to hold one.', { optional: true }),
    },
    sets: ['count', 'outcome', 'drill'],
    check: reportProblem,
    effects: (context) => {
      const duty = ruleOf(context);
      const { count, drill } = context.input;
      const facts = { ...(count === undefined ? {} : { count }), ...(drill ? { drill } : {}) };
      const few = duty.minCount !== undefined && count !== undefined && count < duty.minCount;
      const end: Effects<'reported' | 'closed', DutyFact> = duty.signOff
        ? {
            to: 'reported',
            facts,
            notices: [
              notifyRole(
                duty,
                duty.signOff.who,
                'inform',
                '例行工作已有结果，请签核',
                'A duty is reported: sign it off',
              ),
            ],
          }
        : { to: 'closed', closes: true, facts: { ...facts, outcome: 'done' } };
      if (!few) return end;
      const violation = wrong(
        context,
        'too-few',
        `少于规定的 ${duty.minCount}`,
        `Fewer than the ${duty.minCount} of the rules`,
      );
      return { ...end, ...violation, notices: [...(end.notices ?? []), ...(violation.notices ?? [])] };
    },
  }),
  'sign-off': act({
    name: { 'zh-CN': '签核', en: 'Sign it off' },
    clause,
    from: ['reported'],
    by: [dutySigner],
    to: 'closed',
    fields: { words: words('意见', 'What whoever signs has to say.', { optional: true }) },
    sets: ['outcome'],
    check: notByTheDoer,
    effects: () => ({ closes: true, facts: { outcome: 'done' } }),
  }),
  'send-back': act({
    name: { 'zh-CN': '退回重做', en: 'Send it back' },
    clause,
    from: ['reported'],
    by: [dutySigner],
    to: 'in-hand',
    fields: reasonFields,
    effects: (context) => ({
      newRound: true,
      notices: [
        notifyRole(
          ruleOf(context),
          ruleOf(context).who,
          'decided',
          '例行工作被退回，请重做',
          'A duty is sent back: do it again',
        ),
      ],
    }),
  }),
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
      ruleOf(context).minRetention
        ? refuse(
            'too-soon',
            'What is kept is released (release), not excused.',
            '保管的物品应予放行（release），不能以未完成结案。',
            ruleOf(context).clause,
          )
        : undefined,
    effects: (context) => {
      const duty = ruleOf(context);
      const told = [...new Set([duty.who, ...(duty.signOff ? [duty.signOff.who] : [])])];
      return {
        closes: true,
        facts: { outcome: 'not-done' },
        notices: told.map((role) =>
          notifyRole(
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
      to: oneOf('去向', 'Where it goes.', ['stock', 'repair', 'scrap', 'tested']),
    },
    sets: ['outcome', 'releasedTo'],
    check: releaseProblem,
    effects: ({ input }) => ({ closes: true, facts: { outcome: 'done', releasedTo: input.to } }),
  }),
  ...ofAnyCase,
} satisfies ActTable<DutyStatus, DutyFact>;

function ruleOf({ state, rulebook }: Pick<ActContext, 'state' | 'rulebook'>): DutyRule {
  return dutyOf(state.facts['duty'], rulebook);
}

function nextStage(context: Pick<ActContext, 'state' | 'rulebook'>): string | undefined {
  const { stages = [] } = ruleOf(context);
  return stages[stages.indexOf(String(context.state.facts['stage'])) + 1];
}

function notifyRole(
  { clause: ofDuty }: DutyRule,
  role: string,
  kind: NoticeRequest['kind'],
  zh: string,
  en: string,
): NoticeRequest {
  return { role, kind, clause: ofDuty, text: { 'zh-CN': zh, en } };
}

/** on record as what it is, and told to whoever stands above. */
function wrong(
  { state, rulebook }: Pick<ActContext, 'state' | 'rulebook'>,
  code: string,
  zh: string,
  en: string,
): Effects<never, never> {
  const duty = ruleOf({ state, rulebook });
  const role = duty.signOff?.who ?? rulebook.roles[duty.who]?.reportsTo ?? duty.who;
  return { violations: [{ clause: duty.clause, code }], notices: [notifyRole(duty, role, 'violation', zh, en)] };
}

function reportProblem(
  context: ActContext<{ findings?: string; count?: number; files?: string[]; drill?: string }>,
): Refusal | undefined {
  const duty = ruleOf(context);
  const { input } = context;
  if (duty.minRetention)
    return refuse(
      'bad-input',
      'What is kept is released, not reported (release).',
      '保管的物品应登记放行（release）。',
      duty.clause,
    );
  const stage = nextStage(context);
  if (stage)
    return refuse(
      'missing-step',
      `The stage '${stage}' is not passed yet (pass-stage).`,
      `阶段“${stage}”尚未完成（pass-stage）。`,
      duty.clause,
    );
  const missing = (duty.requiredFields ?? []).find((one) => input[one] === undefined);
  if (missing)
    return refuse(
      'bad-input',
      `This duty asks for '${missing}': enter it.`,
      `此例行工作须填写“${missing}”。`,
      duty.clause,
    );
  if (duty.secret && input.findings)
    return refuse(
      'bad-input',
      'These papers are secret: enter the count alone, and keep the papers where they are kept.',
      '此项资料保密：只登记数量，资料另行保管。',
      duty.clause,
    );
  return undefined;
}

function notByTheDoer(context: ActContext<{ words?: string }>): Refusal | undefined {
  if (!breaksFourEyes(context.state.marks['report'], context)) return undefined;
  return refuse(
    'not-by-the-handler',
    'You have done this yourself: somebody else signs it off.',
    '此项工作由您本人完成，须由他人签核。',
    ruleOf(context).clause,
  );
}

function releaseProblem(context: ActContext<{ meter: string }>): Refusal | undefined {
  const { state, input, at, rulebook } = context;
  const duty = ruleOf(context);
  const { meter, keepUntil } = state.facts;
  if (!duty.minRetention)
    return refuse('bad-input', 'Nothing is kept under this duty.', '此例行工作没有保管物品。', duty.clause);
  if (input.meter !== meter)
    return refuse(
      'bad-input',
      `'${input.meter}' was not removed under this case: it keeps '${String(meter)}'.`,
      `“${input.meter}”并非本案件拆回的装置，本案件保管的是“${String(meter)}”。`,
      duty.clause,
    );
  if (at >= String(keepUntil)) return undefined;
  const until = inZone(String(keepUntil), rulebook.timeZone).slice(0, 16).replace('T', ' ');
  return refuse(
    'too-soon',
    `It is kept until ${until}, so that the customer can object.`,
    `应保管至 ${until}，以便客户提出异议。`,
    duty.clause,
  );
}
