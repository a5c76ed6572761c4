import { id, people, yesNo } from '../case/fields.js';
import { refuse, type Refusal } from '../refusal.js';
import type { CaseState } from '../case/case.js';
import type { Scalar } from '../text.js';

/**
 * The people a case is about (W-35): they neither see it nor act on it, and get no notice and no task of it. For the
 * `record` of any kind.
 */
export const subjectFields = {
  about: people('涉及员工', 'Ids of the colleagues it is about, for whom the case is then not there: see /v1/people.', {
    label: 'Whom it is about',
    optional: true,
    max: 20,
    example: ['w12'],
  }),
  aboutUnit: id('涉及部门', 'The department it is about, for whose people the case is then not there.', {
    label: 'Department it is about',
    list: 'departments',
    optional: true,
    example: 'marketing',
  }),
  reprisal: yesNo('打击报复', 'Whether it is about a reprisal against somebody who complained or reported.', {
    optional: true,
  }),
};

interface SubjectInput {
  about?: string[];
  aboutUnit?: string;
  reprisal?: boolean;
}

/** The facts that these fields set. */
export const subjectFacts = ['about', 'aboutUnit', 'reprisal'] as const;

/** As facts: who was named before stays named. */
export function subjectFactsOf(
  { about = [], aboutUnit, reprisal }: SubjectInput,
  before: Record<string, Scalar> = {},
): Record<string, Scalar> {
  const named = [...new Set([...String(before['about'] ?? '').split(','), ...about])].filter(Boolean);
  return {
    about: named.length ? named.join(',') : null,
    aboutUnit: aboutUnit ?? before['aboutUnit'] ?? null,
    reprisal: reprisal ?? before['reprisal'] ?? false,
  };
}

/** A second department would let the first one in again. */
export function subjectProblem(
  state: Pick<CaseState, 'facts'>,
  input: SubjectInput,
  clause: string,
): Refusal | undefined {
  const before = state.facts['aboutUnit'];
  if (before && input.aboutUnit && input.aboutUnit !== before)
    return refuse(
      'already-done',
      'The case is about a department already: name the people of the other one.',
      '案件已涉及一个部门，请逐一填写另一部门的人员。',
      clause,
    );
  if (!input.about?.length && !input.aboutUnit && input.reprisal === undefined)
    return refuse(
      'bad-input',
      'Name the people (about) or the department (aboutUnit).',
      '请填写涉及的人员或部门。',
      clause,
    );
  return undefined;
}
