import { describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import type { CaseState } from '../../domain/case/case.js';
import { viewOf } from '../../domain/clocks/view.js';
import { statusAllows, type ActTable } from '../../domain/deciding/act.js';
import { kinds, statusesOf } from '../../domain/kinds/kinds.js';
import { missingClocks, stepOf, type CourseStep } from '../../workflows/course.js';
import { courses } from '../../workflows/courses.js';
import * as workflows from '../../workflows/index.js';
import { coverageGoalOf } from '../support/act-matrix/coverage-goal.js';
import { walk } from '../support/act-matrix/act-walk.js';
import { shipped } from '../support/shipped.js';

const at = '2026-11-23T01:00:00.000Z';
const withoutClauses = (text: string): string => text.replaceAll(/\([^)]*\)/g, '');

describe('the course of every kind', () => {
  it('there is one, which its workflow follows', () => {
    assert.deepEqual(courses.map(({ kind }) => kind).sort(), Object.keys(kinds).sort());
    for (const { kind } of courses) assert.ok(kind in workflows, kind);
  });

  for (const course of courses) {
    const { kind, steps } = course;
    const table = kinds[kind] as ActTable;
    const inForce = shipped.filter((rulebook) => kind in rulebook.kinds);

    it(`${kind}: each status but the last has its step, and no step is there in vain`, () => {
      const statuses = statusesOf(kind).filter((status) => status !== 'closed');
      const named = steps.flatMap((step) => step.in);
      assert.deepEqual([...new Set(named)].sort(), statuses.sort());
      const seen = new Set<CourseStep | undefined>();
      for (const rulebook of inForce)
        for (const state of statesOf(kind, rulebook.name))
          seen.add(
            stepOf(
              course,
              viewOf(state, false, (time) => time),
            ),
          );
      // Appeals need the case of somebody else: test/workflow/appeal.test.ts plays them.
      if (kind === 'appeal') return;
      const vain = steps
        .filter((step) => !seen.has(step))
        .map(({ in: status, tier, until }) => ({ status, tier, until }));
      assert.deepEqual(vain, []);
    });

    it(`${kind}: the acts it waits for are possible then, and its words name clauses but no figure`, () => {
      for (const { in: status, acts, waitsFor } of steps) {
        assert.ok(acts.length > 0);
        for (const act of acts) {
          assert.ok(table[act], `${kind} has no act '${act}'`);
          for (const one of [status].flat())
            assert.ok(
              [status].flat().length > 1 || statusAllows(table[act], { status: one }),
              `'${act}' is not possible while '${one}'`,
            );
          assert.ok(
            [status].flat().some((one) => statusAllows(table[act]!, { status: one })),
            act,
          );
        }
        assert.doesNotMatch(withoutClauses(waitsFor), /\d|\b(one|two|five|ten|twenty) (minutes?|hours?|days?)\b/);
      }
    });

    for (const rulebook of inForce) {
      it(`${kind} of ${rulebook.name}: the rulebook has the clocks it names, under those clauses`, () => {
        const rules = rulebook.kinds[kind]!.clocks;
        for (const step of steps)
          for (const [rule, clause] of Object.entries(step.clocks?.[rulebook.name] ?? {}))
            assert.equal(rules.find(({ id }) => id === rule)?.clause, clause, `${rule} while ${step.in}`);
      });

      it(`${kind} of ${rulebook.name}: wherever acts lead, the clocks of the step are there, tier by tier`, () => {
        for (const state of statesOf(kind, rulebook.name)) {
          const view = viewOf(state, false, (time) => time);
          assert.deepEqual(missingClocks(stepOf(course, view), view), [], `${state.status} ${state.tier}`);
        }
      });
    }
  }
});

const walked = new Map<string, CaseState[]>();

/** States that a kind comes to in many turns of its acts, by people of every role. */
function statesOf(kind: string, name: string): CaseState[] {
  const key = `${kind} ${name}`;
  if (!walked.has(key) && kind !== 'appeal') {
    const ground = { kind, rulebook: shipped.find((rulebook) => rulebook.name === name)!, at };
    const states: CaseState[] = [];
    walk(ground, 3_500, { ...coverageGoalOf(ground), acts: ['go on'] }, (state) => states.push(state));
    walked.set(key, states);
  }
  return walked.get(key) ?? [];
}
