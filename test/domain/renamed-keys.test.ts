import { expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { checkRulebook } from '../../rulebooks/check.js';
import { renamedKeys } from '../../rulebooks/renamed-keys.js';

/** A rulebook of nothing but this key, at the place where it once stood. */
function rulebookWith(where: string, key: string): string {
  const steps = where === '' ? [] : where.split('.');
  return stringify(
    steps.reduceRight<object>((inner, step) => (step === '[]' ? [inner] : { [step === '*' ? 'some' : step]: inner }), {
      [key]: {},
    }),
  );
}

test.each(renamedKeys)('a rulebook with the old key: %s.%s is refused with its new name, %s', (where, old, now) => {
  const faults = checkRulebook([{ file: 'rulebook.yaml', text: rulebookWith(where, old) }]);
  expect(faults.map(({ message }) => message.en)).toContain(`'${old}' is now called '${now}': rename it.`);
  expect(faults.map(({ message }) => message['zh-CN'])).toContain(`“${old}”已改名，请改为“${now}”。`);
});

test('the old value of who is given points is refused with its new name, at its line', () => {
  const text = 'points:\n  - penalties:\n      - { to: head, points: 1 }\n      - to: hands\n        points: 2\n';
  expect(checkRulebook([{ file: 'figures.yaml', text }])).toEqual([
    {
      file: 'figures.yaml',
      line: 4,
      message: { 'zh-CN': '“hands”已改名，请改为“custodian”。', en: `'hands' is now called 'custodian': rename it.` },
    },
  ]);
  const old = checkRulebook([{ file: 'figures.yaml', text: text.replace('penalties', 'gives') }]);
  expect(old.map(({ line }) => line)).toEqual([2, 4]);
});

test('a word that is an old value elsewhere is left alone', () => {
  const faults = checkRulebook([{ file: 'figures.yaml', text: 'points:\n  - id: hands\n    penalties: [to: head]\n' }]);
  expect(faults.filter(({ message }) => message.en.includes('is now called'))).toEqual([]);
});

test('a word that is an old key elsewhere is left alone', () => {
  const faults = checkRulebook([{ file: 'rulebook.yaml', text: rulebookWith('figures.[].target', 'atMost') }]);
  expect(faults.filter(({ message }) => message.en.includes('is now called'))).toEqual([]);
});
