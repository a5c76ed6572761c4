// Figures, points and appeals of a rulebook: what is asked, and what makes no sense.
import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import { isTargetMet, measures, emptyTotals, measureUnit, figureValue } from '../../domain/rulebook/figures.js';
import { checkRulebook } from '../../rulebooks/check.js';
import { rulebookFolder } from '../../rulebooks/load.js';
import { rulebookFiles } from '../../rulebooks/fragments.js';
import { join } from 'node:path';

/** The first fault of a shipped rulebook in which a text was changed. */
function faultOf(rulebook: string, from: string, to: string): string {
  const files = rulebookFiles(join(rulebookFolder, rulebook));
  assert.ok(
    files.some(({ text }) => text.includes(from)),
    `no '${from}' in ${rulebook}`,
  );
  return checkRulebook(files.map((file) => ({ ...file, text: file.text.replace(from, to) })))[0]?.message.en ?? 'sound';
}

for (const [what, rulebook, from, to, says] of [
  [
    'a figure of a kind that is not there',
    'property',
    'measure: handling-time\n    kinds: [repair]',
    'measure: handling-time\n    kinds: [repairs]',
    /no kind of case 'repairs'/,
  ],
  [
    'a figure of a clock that is not there',
    'heating',
    'clocks: [track, lift]',
    'clocks: [track, lifted]',
    /no clock 'lifted'/,
  ],
  [
    'a figure of clocks that counts none',
    'heating',
    'measure: clocks-on-time\n    kinds: [heating-repair]',
    'measure: rework\n    kinds: [heating-repair]',
    /does not count clocks/,
  ],
  ['a figure twice', 'heating', 'id: repairs-followed', 'id: satisfaction', /'satisfaction' is used twice/],
  ['a figure of an area that is not there', 'power', 'areas: [town]', 'areas: [city]', /no area 'city'/],
  [
    'W-9.1 a line whose customers nobody knows',
    'power',
    'area: town, customers: 2400',
    'area: town',
    /needs customers and area of the line 'chengdong-1'/,
  ],
  ['a clause that is not there', 'power', 'clause: W-9.1\n    name', 'clause: W-9.9\n    name', /W-9\.9 is cited/],
  [
    'points to a role that is not there',
    'property',
    '{ to: department-head, points: 1 }',
    '{ to: department-boss, points: 1 }',
    /no role 'department-boss'/,
  ],
  [
    'points of less than a hundredth',
    'property',
    '{ to: department-head, points: 1 }',
    '{ to: department-head, points: 0.001 }',
    /points/,
  ],
  [
    'appeals without a time in which one may appeal',
    'power',
    'appeals:\n  within: { amount: 10, unit: days }\n  clause: W-32\n',
    '',
    /say under appeals/,
  ],
  [
    'a clause carried by a figure that is not there',
    'power',
    'figure:reliability-town',
    'figure:reliability-city',
    /no 'figure:reliability-city'/,
  ],
] as const) {
  test(`the check of a rulebook finds ${what}, and says what to do`, () =>
    assert.match(faultOf(rulebook, from, to), says));
}

test('every measure has a value of its unit, and none where there was nothing to count', () => {
  for (const measure of measures) {
    const { value } = figureValue(measure, emptyTotals);
    assert.equal(value, ['count', 'points'].includes(measureUnit(measure)) ? 0 : null, measure);
  }
});

test('P-4.2.9.2 the figure itself is good enough: at least and at most include it', () => {
  assert.deepEqual(
    [
      isTargetMet({ target: { atMost: 0.01 } }, 0.01),
      isTargetMet({ target: { atMost: 0.01 } }, 0.0101),
      isTargetMet({ target: { atLeast: 1 } }, 1),
      isTargetMet({ target: { atLeast: 1 } }, null),
      isTargetMet({}, 1),
    ],
    [true, false, true, null, null],
  );
});
