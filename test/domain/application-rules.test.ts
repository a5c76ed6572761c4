import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import {
  validateApplicationRules,
  stagesOfApplication,
  meterVerdict,
  missingPapers,
  stagePrice,
  type ApplicationStage,
} from '../../domain/rulebook/application-rules.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { shipped } from '../support/shipped.js';

const rulebooks = shipped.filter(({ kinds }) => kinds['application']);
const problemsOf = (change: (rulebook: Rulebook) => void): string[] => {
  const rulebook = structuredClone(rulebooks.find(({ name }) => name === 'power')!);
  change(rulebook);
  const found: string[] = [];
  validateApplicationRules(rulebook, (path, _zh, en) => found.push(`${path.join('.')}: ${en}`));
  return found;
};
const entry = (rulebook: Rulebook, list: string, id: string) =>
  rulebook.lists![list]![id] as unknown as Record<string, unknown>;

test('W-21.7 within tolerance, either way and the figure included, the customer pays; outside it the company does', () => {
  assert.deepEqual(
    [2, -2, 0].map((error) => meterVerdict(error, 2, 100_000)),
    [2, -2, 0].map(() => ({ testPayer: 'customer', correctionCents: 0 })),
  );
  assert.deepEqual(meterVerdict(2.01, 2, 102_010), { testPayer: 'company', correctionCents: 2_010 });
  assert.deepEqual(meterVerdict(-50, 2, 10_000), { testPayer: 'company', correctionCents: -10_000 });
  assert.deepEqual(meterVerdict(100, 1, 1), { testPayer: 'company', correctionCents: 1 }); // half a cent, rounded up
});

test('HC-fees a price by area is rounded to the cent; without an area there is none', () => {
  const stage = { priceCentsPerSquareMetre: 2_200 } as ApplicationStage;
  assert.deepEqual(
    [
      stagePrice(stage, { areaSquareMetres: 86.457 }),
      stagePrice(stage, { areaSquareMetres: null }),
      stagePrice({ priceCents: 0 } as ApplicationStage, {}),
    ],
    [190_205, undefined, 0],
  );
});

test('HC-apply W-18.2 every type of every rulebook has a course, and everybody in it is there', () => {
  assert.deepEqual(
    rulebooks.map(({ name }) => name),
    ['heating', 'power'],
  );
  for (const rulebook of rulebooks) {
    for (const applicationType of Object.keys(rulebook.lists!['applicationTypes']!))
      assert.ok(stagesOfApplication({ applicationType }, rulebook).length > 0, applicationType);
  }
  assert.deepEqual(missingPapers(['a', 'b'], { papers: 'b,c' }), ['a']);
  assert.deepEqual(missingPapers(undefined, {}), []);
});

test('W-21.7 what follows a test depends on what it found', () => {
  const power = rulebooks.find(({ name }) => name === 'power')!;
  assert.deepEqual(stagesOfApplication({ applicationType: 'meter-test', testPayer: 'company' }, power), [
    'meter-test',
    'bill-correction',
    'meter-resealed',
  ]);
});

test('the checker says what types and stages name that is not there', () => {
  assert.deepEqual(
    problemsOf(() => {}),
    [],
  );
  assert.match(
    problemsOf((rulebook) => (entry(rulebook, 'applicationTypes', 'low-voltage')['stages'] = ['dance']))[0]!,
    /low-voltage\.stages: There is no 'dance' in applicationStages/,
  );
  assert.match(
    problemsOf((rulebook) => (entry(rulebook, 'applicationTypes', 'low-voltage')['stages'] = []))[0]!,
    /has no stages/,
  );
  assert.match(
    problemsOf((rulebook) => (entry(rulebook, 'applicationStages', 'stop')['by'] = ['nobody']))[0]!,
    /no role or part 'nobody'/,
  );
  assert.match(
    problemsOf((rulebook) => (entry(rulebook, 'applicationStages', 'stop')['clause'] = 'W-99'))[0]!,
    /cites W-99/,
  );
  assert.match(
    problemsOf((rulebook) => (entry(rulebook, 'applicationStages', 'stop')['needs'] = { luck: 'W-22.1' }))[0]!,
    /cannot need 'luck'/,
  );
  assert.match(
    problemsOf((rulebook) => (entry(rulebook, 'applicationStages', 'stop')['act'] = 'guess'))[0]!,
    /no 'guess': use one of pay/,
  );
});

test('W-19.2 a rulebook with one way to pay is not sound', () => {
  assert.match(
    problemsOf(
      (rulebook) => (rulebook.lists!['paymentWays'] = { cash: { name: { 'zh-CN': '现金', en: 'cash' } } }),
    ).join(),
    /at least two ways to pay \(W-19\.2\)/,
  );
});
