import type { Actor } from '../actor.js';
import type { EntryDraft } from '../case/case.js';
import type { CustodyHistory, Custody } from './custody.js';
import { rolesInGroup, rolesAbove } from '../rulebook/role-groups.js';
import { latenessOfClock, type ClockLateness } from './responsibility.js';
import type { Rulebook } from '../rulebook/rulebook.js';

/**
 * Who is held responsible for a lateness: a person; a department as long as nobody in it had taken the case; or a role in
 * the same way.
 */
export const attributionTargets = {
  person: ['个人', 'a person'],
  department: ['部门', 'a department'],
  role: ['岗位角色', 'a role'],
} as const;
export type AttributionTarget = keyof typeof attributionTargets;

/** What is on record of the case whose clock ran out, with its custody history. */
export interface CaseRecord {
  entries: readonly EntryDraft[];
  course: CustodyHistory;
  rulebook: Rulebook;
}

/** What is appealed against: a late clock of a case, as far as it was put down to one of them. */
export interface Attribution {
  course: CustodyHistory;
  late: ClockLateness;
  custody: Custody;
  /** Hundredths of a point that were given. */
  points: number;
  /** They had it in hand when it ran out: without them it counts as in time. */
  heldAtBreach: boolean;
  /** Who has decided anything about the case before. */
  deciders: string[];
}

const decisions = [
  'grant-extension',
  'refuse-extension',
  'confirm-tier',
  'decline-tier',
  'excuse',
  'uphold',
  'dismiss',
];

/** What share of a late clock that has ended was attributed to the one named; undefined where nothing was. */
export function attributionOf(
  { course, entries, rulebook }: CaseRecord,
  clockId: string,
  target: AttributionTarget,
  targetId: string,
): Attribution | undefined {
  const clock = course.state.clocks.find(
    ({ id, breachedAt, metAt, stoppedAt }) => id === clockId && breachedAt && (metAt ?? stoppedAt),
  );
  if (!clock) return undefined;
  const late = latenessOfClock(clock, course, rulebook, course.at);
  const matching = [...late.held, ...late.points]
    .filter(({ custody }) => isCustodyOf(custody, target, targetId))
    .map(({ custody }) => custody);
  if (matching.length === 0) return undefined;
  const points = late.points
    .filter(({ custody }) => isCustodyOf(custody, target, targetId))
    .reduce((sum, { amount }) => sum + amount, 0);
  const atBreach =
    course.clocks[clock.id]!.findLast(({ from }) => from < clock.breachedAt!) ?? course.clocks[clock.id]![0]!;
  const deciders = entries.filter(({ act }) => decisions.includes(act)).map(({ actor }) => actor);
  return {
    course,
    late,
    custody: matching[0]!,
    points,
    heldAtBreach: isCustodyOf(atBreach.custody, target, targetId),
    deciders: [...new Set(deciders)],
  };
}

function isCustodyOf(
  { person, actedFor, department, role }: Custody,
  target: AttributionTarget,
  targetId: string,
): boolean {
  if (target === 'person') return person === targetId || actedFor === targetId;
  if (person !== null || role === null) return false;
  return target === 'department' ? department === targetId : department === null && role === targetId;
}

/**
 * True where the actor may appeal for the one concerned: the person, anybody of the department, a holder of the role.
 */
export function mayAppealFor({ id, posts }: Actor, target: AttributionTarget, targetId: string): boolean {
  if (target === 'person') return id === targetId;
  return posts.some(({ department, role }) => (target === 'department' ? department === targetId : role === targetId));
}

/** The role group that decides appeals. */
export const appealDeciderGroup = 'appeal-decider';

/**
 * The role that decides: the nearest above the one concerned that decides appeals; the highest of them where none is.
 */
export function appealDeciderRole(role: string | null, rulebook: Rulebook): string {
  const deciders = rolesInGroup(appealDeciderGroup, rulebook, 'appeal')!;
  const above = role ? rolesAbove(role, rulebook) : [];
  return above.find((candidate) => deciders.includes(candidate)) ?? deciders.at(-1)!;
}
