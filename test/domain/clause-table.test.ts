// The table that `npm run clauses` prints.
import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import { names, titlesIn, clauseRows, missing } from '../runner/clauses.js';

test('the clause table matches exact ids only and names what is missing', () => {
  assert.ok(names('P-4.3.10.3a: an answer in two days', 'P-4.3.10.3a'));
  assert.ok(
    !names('P-4.3.10.3a an answer', 'P-4.3.10.3') &&
      !names('P-4.3.10.3 b', 'P-4.3.10') &&
      !names('X-13 quiet hours', 'X-1') &&
      names('see X-1.', 'X-1'),
  );
  const source = "it('Z-3.1 one', () => {}); test.skip('Z-3.2 two', () => {});\ntest(\n  `Z-3.3 three`, () => {});";
  assert.deepEqual(
    titlesIn(source, 'a').map(({ title }) => title),
    ['Z-3.1 one', 'Z-3.3 three'],
  );
  const words = { 'zh-CN': '甲', en: 'a' };
  const rows = clauseRows(
    {
      kinds: {},
      clauses: {
        'Z-3.1': { text: words, carriedBy: ['log:cases'] },
        'Z-3.2': { text: words },
        'Z-5': { text: words, notYet: true },
      },
    },
    titlesIn(source, 'a'),
  );
  assert.deepEqual(rows.map(missing), [undefined, 'nothing carries it, no test', undefined]);
});
