// Whatever JSON comes as the input of whatever act: the rules decide or refuse, and never throw.
import { describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ActField, ActFields } from '../../domain/case/fields.js';
import { checkInput, checkOpeningInput, type InputSource } from '../../domain/case/check-input.js';
import { sizeProblem } from '../../domain/case/input-size.js';
import { fieldsFrom } from '../../domain/deciding/check-request.js';
import { admitAct } from '../../domain/deciding/decide.js';
import { openCase } from '../../domain/deciding/open-case.js';
import { kinds } from '../../domain/kinds/kinds.js';
import { isRefusal, type Refusal } from '../../domain/refusal.js';
import { matrixAt } from '../support/act-matrix/act-matrix-of.js';
import type { WalkSetting } from '../support/act-matrix/act-inputs.js';
import { walk } from '../support/act-matrix/act-walk.js';
import { coverageGoalOf } from '../support/act-matrix/coverage-goal.js';
import { actorOf, blankOf, decideStep } from '../support/act-matrix/step.js';
import { shipped } from '../support/shipped.js';

/** Values that have hurt before, beside any JSON. */
const nasty = fc.constantFrom<unknown>(
  null,
  Number.NaN,
  Infinity,
  -0,
  2 ** 53,
  'tomorrow',
  '\u0000',
  '\ud800',
  '\u200b\u2060',
  '\u202egnp.exe',
  'x'.repeat(50_000),
  '2026-02-30T00:00:00Z',
  '+275760-09-13T00:00:00Z',
  [[]],
  [null],
  { toString: 1, valueOf: 1 },
  JSON.parse('{"__proto__": {"valid": true}, "constructor": {"prototype": 1}}'),
  Object.create(null),
);
const value = fc.oneof({ weight: 2, arbitrary: nasty }, { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 4 }) });

/** An input in which some fields are something else, some are gone and some are too many. */
const spoilt = (good: Record<string, unknown>): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 1, arbitrary: value },
    {
      weight: 6,
      arbitrary: fc
        .array(fc.tuple(fc.constantFrom(...Object.keys(good), 'words', '__proto__', 'toString', 'more'), value), {
          minLength: 1,
          maxLength: 3,
        })
        .map((changes) => {
          const input: Record<string, unknown> = Object.assign(Object.create(null), structuredClone(good));
          for (const [name, changed] of changes) {
            if (changed === 'tomorrow' && name in good) delete input[name];
            else input[name] = changed;
          }
          return input;
        }),
    },
  );

function assertNamesFields(refused: Refusal): void {
  assert.equal(refused.code, 'bad-input');
  assert.ok(refused.errors!.length > 0 && refused.errors!.length <= 100);
  for (const { field, text } of refused.errors!) {
    assert.ok(field.length > 0 && field.length <= 200 && !/\p{C}/u.test(field), JSON.stringify(field));
    assert.ok(text.en && text['zh-CN']);
  }
}

for (const rulebook of shipped) {
  describe(`inputs under ${rulebook.name}`, () => {
    for (const kind of Object.keys(rulebook.kinds).filter((name) => name !== 'appeal')) {
      test(`X-10 ${kind}: any JSON as the input of any act is decided or refused, and nothing throws`, () => {
        const ground: WalkSetting = { kind, rulebook, at: matrixAt };
        const { taken } = walk(ground, 600, coverageGoalOf(ground));
        assert.ok(taken.size > 8, `only ${taken.size} acts`);
        for (const [act, { from, step }] of taken) {
          const row = kinds[kind]![act]!;
          const now = { ...ground, at: step.at };
          const decideOn = (input: unknown) => {
            const actor = actorOf(step.role, ground);
            const request = { actor, act, input: input as Record<string, unknown>, at: step.at };
            if (act === 'record') return openCase(blankOf(now), kinds[kind]!, request, rulebook);
            const admitted = admitAct(from.state, kinds[kind]!, request);
            // What is looked up among other cases is asked with what was admitted, as the ledger does.
            return isRefusal(admitted)
              ? admitted
              : decideStep(from.state, { ...step, input: admitted.request.input }, now);
          };
          if (act !== 'record') assert.ok(!isRefusal(decideOn(step.input)), `${act} as it was taken`);
          fc.assert(
            fc.property(spoilt(step.input), (input) => {
              const answer = decideOn(input);
              if (isRefusal(answer) && answer.errors) assertNamesFields(answer);
              if (!isRefusal(answer)) {
                const names = Object.keys(
                  fieldsFrom(row, actorOf(step.role, ground).kind === 'desk' ? 'desk' : 'person'),
                );
                for (const name of Object.keys(answer.entry.input))
                  assert.ok(names.includes(name) || (act === 'record' && name === 'words'), `${act} kept ${name}`);
              }
            }),
            { numRuns: 25 },
          );
        }
      });
    }
  });
}

const text = (max: number) =>
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: Math.min(max, 40) })
    .filter((one) => /[\p{L}\p{N}]/u.test(one) && !/[\p{Cc}\p{Cs}]/u.test(one) && one.trim().length <= max);
const identifier = fc.stringMatching(/^[\w.:-]{1,64}$/);
const moment = fc.date({ min: new Date('1970-01-02'), max: new Date('2199-12-30'), noInvalidDate: true });

/** What the contract has taken ever since for a field of that type. */
function taken(field: ActField): fc.Arbitrary<unknown> {
  const { type, min = 0, max = 20, values = [], of = {} } = field;
  switch (type) {
    case 'words':
      return text(field.max ?? 4000).map((one) => ` ${one}\n`);
    case 'id':
    case 'person':
    case 'case':
      return identifier;
    case 'ids':
    case 'people':
    case 'files':
    case 'standard-answers':
      return fc.uniqueArray(identifier, { minLength: min, maxLength: Math.min(max, min + 3) });
    case 'instant':
      return moment.map((at) => at.toISOString().replace('Z', '+00:00'));
    case 'date':
      return moment.map((at) => at.toISOString().slice(0, 10));
    case 'yes-no':
      return fc.boolean();
    case 'one-of':
      return fc.constantFrom(...values);
    case 'number':
      return fc.double({ min, max: field.max!, noNaN: true });
    case 'cents':
      return fc.integer({ min: 0, max: 2 ** 31 - 1 });
    case 'items':
      return fc.array(inputTaken(of), { minLength: field.min ?? 1, maxLength: Math.min(max, (field.min ?? 1) + 2) });
  }
}

function inputTaken(fields: ActFields): fc.Arbitrary<Record<string, unknown>> {
  const entries = Object.entries(fields);
  return fc.record(Object.fromEntries(entries.map(([name, field]) => [name, taken(field)])), {
    requiredKeys: entries.filter(([, { optional }]) => !optional).map(([name]) => name),
  });
}

test('X-10 what the contract describes is taken for every act, and what was kept is kept as it is', () => {
  for (const table of Object.values(kinds))
    for (const [act, { fields = {} }] of Object.entries(table))
      fc.assert(
        fc.property(inputTaken(fields), (input) => {
          const checked = checkInput(fields, input, 'person');
          assert.ok(!isRefusal(checked), isRefusal(checked) ? `${act}: ${checked.text.en}` : '');
          assert.deepEqual(Object.keys(checked.input).toSorted(), Object.keys(input).toSorted());
          assert.deepEqual(checkInput(fields, checked.input, 'person'), checked);
        }),
        { numRuns: 12 },
      );
});

test('X-10 the check of fields and of size never throws, for whatever source', () => {
  const record = kinds['complaint']!['record']!.fields!;
  const source = fc.constantFrom<InputSource>('person', 'import', 'desk');
  fc.assert(
    fc.property(fc.oneof(value, fc.anything()), source, (input, from) => {
      sizeProblem(input);
      for (const checked of [checkInput(record, input, from), checkOpeningInput(record, input, from)])
        assert.ok(isRefusal(checked), 'nothing of this is a complaint');
    }),
    { numRuns: 2_000 },
  );
});
