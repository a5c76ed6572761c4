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

test('a word that is an old key elsewhere is left alone', () => {
  const faults = checkRulebook([{ file: 'rulebook.yaml', text: rulebookWith('figures.[].target', 'atMost') }]);
  expect(faults.filter(({ message }) => message.en.includes('is now called'))).toEqual([]);
});
