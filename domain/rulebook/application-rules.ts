import type { CaseState } from '../case/case.js';
import { expandRoleGroups, type RoleGroupRules } from './role-groups.js';
import type { Limit } from '../time/limit.js';
import { meetsCondition, type Condition } from './clock-rule.js';
import type { ListEntry, Rulebook } from './rulebook.js';
import type { Scalar, Text } from '../text.js';

export const applicants = {
  resident: ['居民', 'resident'],
  organisation: ['单位', 'organisation'],
  developer: ['开发商', 'developer'],
} as const;
export type Applicant = keyof typeof applicants;
/** Acts other than `pass-stage` that bring a case past a stage. */
export const stageActs = ['pay', 'refund', 'sign-contract', 'test-result', 'correct-bill'] as const;
/** What `pass-stage` can be asked for; a stage names those it needs, each with its clause. */
export const stageNeeds = [
  'namedNobody',
  'inWriting',
  'papersReturned',
  'sealed',
  'handover',
  'meterReading',
  'certificateShown',
  'workSheet',
  'causeConfirmed',
  'areaSquareMetres',
  'amountCents',
  'valve',
] as const;
export type StageNeed = (typeof stageNeeds)[number];

/** An entry of `applicationTypes`: what is handed in, who may apply, and the stages in their order. */
export interface ApplicationType extends ListEntry {
  stages: string[];
  papers?: string[];
  applicants?: Applicant[];
  /** Why the service is asked for, where it is for some alone (H-5b). */
  reasons?: Record<string, Text>;
  /** The company begins it itself: the customer gets no list of requirements and hands in nothing. */
  byCompany?: boolean;
}

/** An entry of `applicationStages`. `by` holds roles or role groups. */
export interface ApplicationStage extends ListEntry {
  clause: string;
  by: string[];
  act?: (typeof stageActs)[number];
  /** Begins once the customer has handed these in. */
  papers?: string[];
  /** Begins once the cause of stopping supply is gone (W-22.2). */
  waitsForCause?: boolean;
  needs?: Partial<Record<StageNeed, string>>;
  /** Not by the person who passed that stage (four eyes). */
  notSamePersonAs?: string;
  /** Not sooner after that stage than this. */
  notBefore?: { stage: string; limit: Limit };
  /** Only for cases like this. */
  when?: Condition;
  /** The published price, in cents: fixed, or for each square metre. */
  priceCents?: number;
  priceCentsPerSquareMetre?: number;
  contracts?: string[];
  /** By class of meter: how far it may be out, in per cent either way. */
  tolerancesPercent?: Record<string, number>;
}

/** The type of the application; a fault where the rulebook the case is pinned to has none such. */
export function applicationTypeOf(facts: Record<string, Scalar>, rulebook: Rulebook): ApplicationType {
  return listEntry(rulebook, 'applicationTypes', String(facts['applicationType'])) as ApplicationType;
}

export function applicationStageOf(rulebook: Rulebook, id: string): ApplicationStage {
  return listEntry(rulebook, 'applicationStages', id) as ApplicationStage;
}

/** What a list calls one of its ids. */
export function listEntryName(rulebook: Rulebook, list: string, id: string): Text {
  return listEntry(rulebook, list, id).name;
}

/** The stages of a case with these facts, in order. */
export function stagesOfApplication(facts: Record<string, Scalar>, rulebook: Rulebook): string[] {
  return applicationTypeOf(facts, rulebook).stages.filter((id) =>
    meetsCondition(applicationStageOf(rulebook, id).when, facts),
  );
}

/** Ids kept together in one fact. */
export function splitIds(fact: Scalar | undefined): string[] {
  return typeof fact === 'string' && fact ? fact.split(',') : [];
}

/** Those of the papers that are not handed in. */
export function missingPapers(wanted: string[] | undefined, facts: Record<string, Scalar>): string[] {
  const here = splitIds(facts['papers']);
  return (wanted ?? []).filter((paper) => !here.includes(paper));
}

/** The published price of a stage in cents, where it can be computed: rounded to the cent. */
export function stagePrice(
  { priceCents, priceCentsPerSquareMetre }: ApplicationStage,
  { areaSquareMetres }: CaseState['facts'],
): number | undefined {
  if (priceCents !== undefined) return priceCents;
  return priceCentsPerSquareMetre !== undefined && typeof areaSquareMetres === 'number'
    ? Math.round(areaSquareMetres * priceCentsPerSquareMetre)
    : undefined;
}

/**
 * W-21.7: within tolerance (the figure included) the customer pays the test and the bill stands; outside it the company
 * pays and the bill is put right. `correctionCents` is what a meter that runs `errorPercent` too fast billed too much;
 * below 0 is what is still owed.
 */
export function meterVerdict(
  errorPercent: number,
  tolerancePercent: number,
  billedCents: number,
): { testPayer: 'customer' | 'company'; correctionCents: number } {
  if (Math.abs(errorPercent) <= tolerancePercent) return { testPayer: 'customer', correctionCents: 0 };
  return { testPayer: 'company', correctionCents: Math.round((billedCents * errorPercent) / (100 + errorPercent)) };
}

type ReportProblem = (path: string[], zh: string, en: string) => void;

/** What types and stages of a rulebook name that is not there, and what W-19.2 asks of the ways to pay. */
export function validateApplicationRules(
  rulebook: Pick<Rulebook, 'lists' | 'clauses'> & RoleGroupRules,
  problem: ReportProblem,
): void {
  if (!rulebook.kinds['application']) return;
  const lists = rulebook.lists ?? {};
  const has = (list: string, id: string) => Object.hasOwn(lists[list] ?? {}, id);
  const among = (list: string, ids: string[] | undefined, path: string[]) => {
    for (const id of ids ?? [])
      if (!has(list, id))
        problem(
          path,
          `${list} 中没有“${id}”，请更正或补充。`,
          `There is no '${id}' in ${list}: correct it, or add it there.`,
        );
  };
  for (const [id, type] of Object.entries((lists['applicationTypes'] ?? {}) as Record<string, ApplicationType>)) {
    const path = ['lists', 'applicationTypes', id];
    if (!type.stages?.length)
      problem(path, `申请类型“${id}”没有环节，请填写 stages。`, `The type '${id}' has no stages: add stages.`);
    among('applicationStages', type.stages, [...path, 'stages']);
    among('papers', type.papers, [...path, 'papers']);
  }
  for (const [id, stage] of Object.entries((lists['applicationStages'] ?? {}) as Record<string, ApplicationStage>)) {
    const path = ['lists', 'applicationStages', id];
    for (const clause of [stage.clause, ...Object.values(stage.needs ?? {})]) {
      if (!rulebook.clauses[clause])
        problem(
          path,
          `环节“${id}”引用的条款 ${clause} 不在 clauses 中。`,
          `The stage '${id}' cites ${clause}, which is not among the clauses.`,
        );
    }
    for (const role of expandRoleGroups(stage.by ?? [], rulebook, 'application')) {
      if (!rulebook.roles[role])
        problem([...path, 'by'], `没有角色“${role}”，请更正。`, `There is no role or part '${role}': correct it.`);
    }
    if (!stage.by?.length)
      problem(path, `环节“${id}”没有办理人，请填写 by。`, `Nobody does the stage '${id}': add by.`);
    if (stage.act && !stageActs.includes(stage.act))
      problem(
        [...path, 'act'],
        `没有操作“${stage.act}”，可用：${stageActs.join('、')}。`,
        `There is no '${stage.act}': use one of ${stageActs.join(', ')}.`,
      );
    for (const need of Object.keys(stage.needs ?? {})) {
      if (!(stageNeeds as readonly string[]).includes(need))
        problem(
          [...path, 'needs', need],
          `没有“${need}”，可用：${stageNeeds.join('、')}。`,
          `A stage cannot need '${need}': use some of ${stageNeeds.join(', ')}.`,
        );
    }
    among('papers', stage.papers, [...path, 'papers']);
    among('contracts', stage.contracts, [...path, 'contracts']);
    among(
      'applicationStages',
      [stage.notSamePersonAs, stage.notBefore?.stage].filter((stageName) => stageName !== undefined),
      path,
    );
  }
  if (Object.keys(lists['paymentWays'] ?? {}).length < 2)
    problem(
      ['lists'],
      '缴费方式不得少于两种，请在 paymentWays 中补充。',
      'There are at least two ways to pay (W-19.2): add them under paymentWays.',
    );
}

function listEntry(rulebook: Rulebook, list: string, id: string): ListEntry {
  const found = rulebook.lists?.[list]?.[id];
  if (!found) throw new Error(`Rulebook ${rulebook.name} ${rulebook.version} has no '${id}' in ${list}.`);
  return found;
}
