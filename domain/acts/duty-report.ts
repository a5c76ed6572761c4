import { act, type ActContext } from '../deciding/act.js';
import type { Effects } from '../deciding/effects.js';
import { caseNumber, files, number, words } from '../case/fields.js';
import { breaksFourEyes } from '../deciding/four-eyes.js';
import { refuse, type Refusal } from '../refusal.js';
import { dutyDoer, dutySigner } from '../rulebook/duties.js';
import { dutyRuleOf, dutyViolation, nextDutyStage, notifyOfDuty } from './duty-rule.js';
import { reasonFields } from './shared-fields.js';

/** Duties are each under a clause of their own: the row names the reading that covers them all. */
const clause = 'X-9';

/** The facts that the report of a duty sets. */
export const dutyReportFacts = ['count', 'outcome', 'drill'] as const;
type DutyReportFact = (typeof dutyReportFacts)[number];

/** What was done is reported, and where the duty asks for it signed off by somebody else. */
export const dutyReportActs = {
  report: act({
    name: { 'zh-CN': '登记结果', en: 'Enter what was done' },
    clause,
    from: ['recorded', 'in-hand'],
    by: [dutyDoer],
    toOneOf: ['reported', 'closed'],
    fields: {
      findings: words('结果', 'What was done and found.', { optional: true, word: 'result' }),
      count: number('数量', 'How many, where the duty asks.', {
        label: 'How many',
        min: 0,
        max: 10_000_000,
        optional: true,
      }),
      files: files('附件', 'Papers and photos, where there are any.', { optional: true }),
      drill: caseNumber('演练编号', 'Number of the drill, where the duty is to hold one.', {
        label: 'Number of the drill',
        optional: true,
      }),
    },
    sets: dutyReportFacts,
    check: reportProblem,
    effects: (context) => {
      const duty = dutyRuleOf(context);
      const { count, drill } = context.input;
      const facts = { ...(count === undefined ? {} : { count }), ...(drill ? { drill } : {}) };
      const few = duty.minCount !== undefined && count !== undefined && count < duty.minCount;
      const end: Effects<'reported' | 'closed', DutyReportFact> = duty.signOff
        ? {
            to: 'reported',
            facts,
            notices: [
              notifyOfDuty(
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
      const violation = dutyViolation(
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
    fields: { words: words('意见', 'Remarks of the person who signs.', { label: 'Remarks', optional: true }) },
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
        notifyOfDuty(
          dutyRuleOf(context),
          dutyRuleOf(context).who,
          'decided',
          '例行工作被退回，请重做',
          'A duty is sent back: do it again',
        ),
      ],
    }),
  }),
} as const;

function reportProblem(
  context: ActContext<{ findings?: string; count?: number; files?: string[]; drill?: string }>,
): Refusal | undefined {
  const duty = dutyRuleOf(context);
  const { input } = context;
  if (duty.minRetention)
    return refuse(
      'bad-input',
      'What is kept is released, not reported (release).',
      '保管的物品应登记放行。',
      duty.clause,
    );
  const stage = nextDutyStage(context);
  if (stage)
    return refuse(
      'missing-step',
      `The stage '${stage}' is not passed yet (pass-stage).`,
      '尚有未完成的阶段，请先完成。',
      duty.clause,
    );
  const missing = (duty.requiredFields ?? []).find((item) => input[item] === undefined);
  if (missing)
    return refuse(
      'bad-input',
      `This duty asks for '${missing}': enter it.`,
      `此例行工作须填写“${{ findings: '结果', count: '数量', files: '附件', drill: '演练编号' }[missing]}”。`,
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
    dutyRuleOf(context).clause,
  );
}
