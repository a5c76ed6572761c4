import type { CaseView } from './messages.js';

/** A clock that a course names: the id of its rule and the clause. Its limit and who may extend it are the rulebook's. */
export interface NamedClock {
  rule: string;
  clause: string;
}

/** Where a case of some kind stands, and what it then waits for. */
export interface CourseStep {
  in: string | readonly string[];
  /** Only in these tiers. */
  tier?: string | readonly string[];
  /** Only until this act has been done. */
  until?: string;
  /** Only once this act has been done, or this came about. */
  once?: string;
  /** The acts it waits for: any of them leads on. */
  acts: readonly string[];
  /** What an administrator reads, with the clauses; what is due when is shown from the view. */
  waitsFor: string;
  /**
   * By rulebook: rules of clocks that must be running, paused or met meanwhile, each with its clause. In a later round the
   * rule of that name with `-again` stands for it.
   */
  clocks?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** How cases of a kind go, as the system attends to them. The first step that fits is where a case stands. */
export interface Course {
  kind: string;
  steps: readonly CourseStep[];
}

/** Where a case stands in its course; undefined where the course does not name its status. */
export function stepOf({ steps }: Course, { status, tier, done }: Pick<CaseView, 'status' | 'tier' | 'done'>) {
  return steps.find(
    (step) =>
      [step.in].flat().includes(status) &&
      (step.tier === undefined || [step.tier].flat().includes(tier ?? '')) &&
      (step.until === undefined || !done.includes(step.until)) &&
      (step.once === undefined || done.includes(step.once)),
  );
}

/** Clocks that the step names and the view lacks. A view from before 0.4.0 tells of no clocks, and lacks none. */
export function missingClocks(
  step: Pick<CourseStep, 'clocks'> | undefined,
  { rulebook = '', clocks }: Pick<CaseView, 'rulebook' | 'clocks'>,
): NamedClock[] {
  if (!clocks) return [];
  return Object.entries(step?.clocks?.[rulebook] ?? {})
    .map(([rule, clause]) => ({ rule, clause }))
    .filter(({ rule }) => !clocks.some((clock) => clock.rule === rule || clock.rule === `${rule}-again`));
}
