// What a button says it may do: held against every decision in every status that every kind can be brought to.
import { describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { nextActs } from '../../domain/deciding/next-acts.js';
import { kinds } from '../../domain/kinds/kinds.js';
import { isRefusal } from '../../domain/refusal.js';
import { inputOf, randomNumbers, type WalkSetting } from '../support/act-matrix/act-inputs.js';
import { matrixAt } from '../support/act-matrix/act-matrix-of.js';
import { walk } from '../support/act-matrix/act-walk.js';
import { coverageGoalOf } from '../support/act-matrix/coverage-goal.js';
import { actorOf, decideStep } from '../support/act-matrix/step.js';
import { shipped } from '../support/shipped.js';

/** What depends on what is written, by its nature. */
const ofInput = ['bad-input', 'bad-time'];

for (const rulebook of shipped) {
  describe(`the next acts of ${rulebook.name}`, () => {
    for (const kind of Object.keys(rulebook.kinds).filter((name) => name !== 'appeal')) {
      test(`X-10 ${kind}: what is 'yours' is not refused whatever one writes, and what is not always is, for that reason`, () => {
        const ground: WalkSetting = { kind, rulebook, at: matrixAt };
        const walked = walk(ground, 20_000, coverageGoalOf(ground));
        const random = randomNumbers(7);
        const wrong: string[] = [];
        let reasons = 0;
        for (const [status, { state, at }] of walked.places) {
          const now = { ...ground, at };
          for (const role of Object.keys(rulebook.roles)) {
            const actor = actorOf(role, ground);
            for (const { act, because } of nextActs(state, kinds[kind]!, actor, rulebook, at)) {
              const known = walked.inputs.get(`${status} ${act}`);
              const inputs = [
                ...(known ? [known.input] : []),
                ...[0, 1, 2, 0, 1, 2].map((way) =>
                  inputOf(kinds[kind]![act]!.fields ?? {}, state, now, random, way as 0 | 1 | 2),
                ),
              ];
              const answers = inputs.map((input) => decideStep(state, { act, role, input }, now));
              const said = new Set(answers.map((answer) => (isRefusal(answer) ? answer.text.en : '')));
              const [first] = answers;
              if (because) {
                reasons += 1;
                // What is wrong in the input may be said first.
                const always = answers.every(
                  (answer) => isRefusal(answer) && (answer.code === because.code || ofInput.includes(answer.code)),
                );
                if (!always) wrong.push(`${status}: ${act} by ${role} is said to be refused (${because.code})`);
              } else if (known && said.size === 1 && first && isRefusal(first) && !ofInput.includes(first.code))
                wrong.push(`${status}: ${act} by ${role} is always refused: ${first.code}`);
            }
          }
        }
        assert.deepEqual(wrong, []);
        assert.ok(reasons > 0);
      });
    }
  });
}
