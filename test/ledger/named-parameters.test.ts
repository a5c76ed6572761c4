import { describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { checkParameters, withNumberedParameters } from '../../ledger/named-parameters.js';

describe('named parameters of a statement', () => {
  test('are numbered in the order in which they are first named; casts and ends of lists are left alone', () => {
    assert.deepEqual(withNumberedParameters('SELECT :b::text, roles[2:], :a, :b::text[], (:longName)'), {
      text: 'SELECT $1::text, roles[2:], $2, $1::text[], ($3)',
      names: ['b', 'a', 'longName'],
    });
  });

  test('a parameter without a value, and a value without a parameter, are errors that name it', () => {
    assert.doesNotThrow(() => checkParameters(['SELECT :a', 'SELECT :b, :a'], ['a', 'b']));
    assert.throws(() => checkParameters(['SELECT :a, :wrong'], ['a']), /parameters wrong\.$/);
    assert.throws(() => checkParameters(['SELECT :a'], ['a', 'left']), /parameters left\.$/);
  });
});
