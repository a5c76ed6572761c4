import type { ActContext, ActSituation } from '../deciding/act.js';
import type { Effects } from '../deciding/effects.js';
import {
  stagesOfApplication,
  listEntryName,
  missingPapers,
  applicationStageOf,
  applicationTypeOf,
  type ApplicationStage,
} from '../rulebook/application-rules.js';
import type { CaseState } from '../case/case.js';
import { breaksFourEyes } from '../deciding/four-eyes.js';
import { dueAt } from '../time/limits.js';
import { expandRoleGroups } from '../rulebook/role-groups.js';
import { actingRole } from '../deciding/permission.js';
import { refuse, type Refusal } from '../refusal.js';
import { calendarOf, type Rulebook } from '../rulebook/rulebook.js';
import type { Scalar } from '../text.js';
import { readableTimes } from '../time/zone.js';

/** The milestones and facts of every act on a stage, in addition to its own. */
export const stageMilestones = [
  'stage-entered',
  'stage-passed',
  'all-passed',
  'waits-for-papers',
  'waits-for-cause',
  'entered:*applicationStages',
  'passed:*applicationStages',
] as const;
export const stageFacts = ['stage', 'stagesLeft', 'dueCents'] as const;
type StageFact = (typeof stageFacts)[number];
/** What acts on stages find out, beside where the case stands. */
export const stageActFacts = [
  ...stageFacts,
  'areaSquareMetres',
  'meterReading',
  'valve',
  'failures',
  'paidCents',
  'errorPercent',
  'testPayer',
  'correctionCents',
] as const;
export type StageActFact = (typeof stageActFacts)[number];
/** Where a case stands once it has begun a stage, waits for one, or has passed them all. */
export const stageStatuses = ['in-course', 'waiting', 'done'] as const;
type StageStatus = (typeof stageStatuses)[number];
type StageEffects = Effects<StageStatus, StageFact>;

/** Begins the stage, or waits for what it cannot begin without. `facts` are those of the case after the act. */
export function enterStage(stage: string, facts: Record<string, Scalar>, rulebook: Rulebook): StageEffects {
  const course = stagesOfApplication(facts, rulebook);
  const where = { stage, stagesLeft: course.slice(course.indexOf(stage)).join(',') };
  const { papers, waitsForCause } = applicationStageOf(rulebook, stage);
  if (missingPapers(papers, facts).length) return { to: 'waiting', facts: where, milestones: ['waits-for-papers'] };
  if (waitsForCause) return { to: 'waiting', facts: where, milestones: ['waits-for-cause'] };
  return beginStage(where);
}

/** Begins a stage that was waited for, or failed and is inspected again. */
export function beginStage(where: {
  stage: string;
  stagesLeft?: string;
}): Effects<'in-course', 'stage' | 'stagesLeft'> {
  return { to: 'in-course', facts: where, milestones: ['stage-entered', `entered:${where.stage}`] };
}

/** Brings the case past the stage it stands at, with what that made known. */
export function passStage(
  { state, rulebook }: Pick<ActContext, 'state' | 'rulebook'>,
  known: { [K in StageActFact]?: Scalar } = {},
): Effects<StageStatus, StageActFact> {
  const stage = String(state.facts['stage']);
  const facts = { ...state.facts, ...known };
  const course = stagesOfApplication(facts, rulebook);
  const next = course[course.indexOf(stage) + 1];
  const onward: StageEffects = next
    ? enterStage(next, facts, rulebook)
    : { to: 'done', facts: { stage: null, stagesLeft: '' }, milestones: ['all-passed'] };
  return {
    ...onward,
    facts: { ...known, ...onward.facts },
    milestones: ['stage-passed', `passed:${stage}`, ...(onward.milestones ?? [])],
  };
}

/** The stage the case stands at; undefined before the first and after the last. */
export function currentStage({ facts }: Pick<CaseState, 'facts'>, rulebook: Rulebook): ApplicationStage | undefined {
  return typeof facts['stage'] === 'string' ? applicationStageOf(rulebook, facts['stage']) : undefined;
}

/** Why the case stands at no stage that the actor can pass or fail by this act, whichever stage they name. */
export function noStageProblem(
  context: ActSituation,
  act: 'stage' | NonNullable<ApplicationStage['act']>,
): Refusal | undefined {
  const { state, rulebook, clause } = context;
  const { stage } = state.facts;
  if (typeof stage === 'string')
    return waitingProblem(state, stage, rulebook) ?? roleProblem(context, stage) ?? actProblem(stage, act, rulebook);
  return state.marks['all-passed']
    ? refuse('already-done', 'All stages are passed: complete the case (complete).', '各环节均已完成，请办结。', clause)
    : refuse(
        'missing-step',
        'The application is not taken yet: check its papers and accept it first (accept).',
        '申请尚未受理，请先审核资料并受理。',
        clause,
      );
}

/**
 * Why a stage cannot be passed or failed now: another comes first, it is not begun, it is not this one's to do, or
 * another act does it.
 */
export function stageProblem(
  context: ActContext<unknown>,
  stage: string,
  act: 'stage' | NonNullable<ApplicationStage['act']>,
): Refusal | undefined {
  const { state, rulebook } = context;
  const course = stagesOfApplication(state.facts, rulebook);
  if (!course.includes(stage)) {
    return refuse(
      'bad-input',
      `'${stage}' is no stage of this application: it has ${course.join(', ')}.`,
      `此申请没有“${stage}”环节，其环节为：${course.map((item) => listEntryName(rulebook, 'applicationStages', item)['zh-CN']).join('、')}。`,
      context.clause,
    );
  }
  return (
    orderProblem(state, stage, rulebook) ??
    waitingProblem(state, stage, rulebook) ??
    roleProblem(context, stage) ??
    actProblem(stage, act, rulebook) ??
    timeProblem(context, stage)
  );
}

function orderProblem(state: CaseState, stage: string, rulebook: Rulebook): Refusal | undefined {
  const { clause } = applicationStageOf(rulebook, stage);
  const now = state.facts['stage'];
  if (now === stage) return undefined;
  if (state.marks[`passed:${stage}`]) {
    const next = typeof now === 'string' ? `now comes '${now}'` : 'all stages are: complete the case (complete)';
    const zh =
      typeof now === 'string'
        ? `接下来办理“${listEntryName(rulebook, 'applicationStages', now)['zh-CN']}”`
        : '各环节均已完成，请办结';
    return refuse(
      'already-done',
      `'${stage}' is passed: ${next}.`,
      `“${listEntryName(rulebook, 'applicationStages', stage)['zh-CN']}”已通过，${zh}。`,
      clause,
    );
  }
  if (typeof now !== 'string')
    return refuse(
      'missing-step',
      'The application is not taken yet: check its papers and accept it first (accept).',
      '申请尚未受理，请先审核资料并受理。',
      clause,
    );
  return refuse(
    'missing-step',
    `First comes '${now}' (${listEntryName(rulebook, 'applicationStages', now).en}), then '${stage}'.`,
    `须先办理“${listEntryName(rulebook, 'applicationStages', now)['zh-CN']}”，再办理“${listEntryName(rulebook, 'applicationStages', stage)['zh-CN']}”。`,
    clause,
  );
}

function waitingProblem({ status, facts }: CaseState, stage: string, rulebook: Rulebook): Refusal | undefined {
  const { clause, papers, waitsForCause } = applicationStageOf(rulebook, stage);
  if (status === 'remedy')
    return refuse(
      'missing-step',
      `'${stage}' did not pass: it is inspected again once the customer has put it right (remedied).`,
      '该环节未通过，客户改正并登记后再次检验。',
      clause,
    );
  if (status === 'returned')
    return refuse(
      'missing-step',
      'The papers are with the customer: enter what they hand in (add-papers) first.',
      '资料已退回客户，请先登记客户补交的资料。',
      clause,
    );
  if (status !== 'waiting') return undefined;
  const missing = missingPapers(papers, facts);
  if (missing.length)
    return refuse(
      'missing-step',
      `'${stage}' begins once the customer hands in: ${missing.join(', ')} (add-papers).`,
      `客户须先提交${paperNames(rulebook, missing)}。`,
      clause,
    );
  return waitsForCause
    ? refuse(
        'missing-step',
        `'${stage}' begins once the cause of stopping is gone: enter that first (cause-gone).`,
        '须先登记停电原因已消除。',
        clause,
      )
    : undefined;
}

/** Somebody else's stage, or one that the same person must not do twice. */
function roleProblem(context: ActSituation, id: string): Refusal | undefined {
  const { state, actor, at, rulebook } = context;
  const { by, clause, notSamePersonAs: otherThan } = applicationStageOf(rulebook, id);
  if (!actingRole({ by }, actor, state, rulebook, at)) {
    const names = (language: 'zh-CN' | 'en') =>
      expandRoleGroups(by, rulebook, state.kind)
        .map((role) => rulebook.roles[role]!.name[language])
        .join(language === 'en' ? ', ' : '、');
    return refuse(
      'role-may-not',
      `The stage '${id}' is for: ${names('en')}.`,
      `“${listEntryName(rulebook, 'applicationStages', id)['zh-CN']}”须由${names('zh-CN')}办理。`,
      clause,
    );
  }
  if (!otherThan || !breaksFourEyes(state.marks[`passed:${otherThan}`], context)) return undefined;
  return refuse(
    'not-by-the-handler',
    `You did '${otherThan}' yourself: somebody else must do '${id}'.`,
    `“${listEntryName(rulebook, 'applicationStages', otherThan)['zh-CN']}”由您办理，“${listEntryName(rulebook, 'applicationStages', id)['zh-CN']}”须由他人进行。`,
    clause,
  );
}

function actProblem(
  id: string,
  act: 'stage' | NonNullable<ApplicationStage['act']>,
  rulebook: Rulebook,
): Refusal | undefined {
  const stage = applicationStageOf(rulebook, id);
  if ((stage.act ?? 'stage') === act) return undefined;
  const wanted = stage.act ?? 'pass-stage';
  return refuse(
    'missing-step',
    `Now comes '${id}' (${stage.name.en}): enter it with '${wanted}'.`,
    `当前环节为“${stage.name['zh-CN']}”，请按此环节登记。`,
    stage.clause,
  );
}

/**
 * Days of notice: refused when somebody is about to act too soon; what they report as done already is entered as what
 * it is (X-11, `tooSoon`).
 */
function timeProblem(context: ActContext<unknown>, id: string): Refusal | undefined {
  const start = earliestStart(context, id);
  if (!start || context.happenedAt < context.at) return undefined;
  const from = readableTimes(start, context.rulebook.timeZone);
  return refuse(
    'too-soon',
    `'${id}' may be done from ${from.en} on: the customer was given notice until then.`,
    `通知期未满，${from['zh-CN']} 起方可办理。`,
    applicationStageOf(context.rulebook, id).clause,
  );
}

/** From when on the stage may be done, where it was (or would be) done before that. */
export function earliestStart(context: ActContext<unknown>, id: string): string | undefined {
  const { state, rulebook } = context;
  const { notBefore } = applicationStageOf(rulebook, id);
  const since = notBefore && state.marks[`passed:${notBefore.stage}`]?.happenedAt;
  if (!since) return undefined;
  const from = dueAt({ start: since, limit: notBefore.limit, calendar: calendarOf(rulebook, undefined) }).due;
  return context.happenedAt < from ? from : undefined;
}

export function paperNames(rulebook: Rulebook, papers: string[]): string {
  return papers.map((paper) => listEntryName(rulebook, 'papers', paper)['zh-CN']).join('、');
}

/** Papers that the application still lacks where it now stands. */
export function papersLacking({ facts }: CaseState, rulebook: Rulebook): string[] {
  return missingPapers(applicationTypeOf(facts, rulebook).papers, facts);
}
