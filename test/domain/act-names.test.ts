import { describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { kinds } from '../../domain/kinds/kinds.js';

/** What fits on a button and in a row of My work. */
const longest = 28;

describe('names of acts', () => {
  it('an English name is a label of at most 28 characters, and no other act of the kind has it', () => {
    for (const [kind, table] of Object.entries(kinds)) {
      const names = Object.values(table).map(({ name }) => name.en);
      assert.deepEqual(
        names.filter((name) => name.length > longest || /[.:;]$|[^\x20-\x7e]/.test(name)),
        [],
        kind,
      );
      assert.deepEqual(
        names.filter((name, index) => names.indexOf(name) !== index),
        [],
        kind,
      );
    }
  });
});
