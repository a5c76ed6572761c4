import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import { isRefusal, refuse } from '../../domain/refusal.js';
import { thing } from '../support/tiny-rulebook.js';

test('a refusal is data: a code, a sentence in both languages and the clause where a rule refuses', () => {
  assert.deepEqual(refuse('too-soon', 'Later.', '稍后。', 'P-3.1'), {
    code: 'too-soon',
    clause: 'P-3.1',
    text: { en: 'Later.', 'zh-CN': '稍后。' },
  });
  assert.deepEqual(Object.keys(refuse('unknown-act', 'None.', '没有。')), ['code', 'text']);
});

test('a refusal is told from everything else the ledger answers with', () => {
  assert.equal(isRefusal(refuse('too-soon', 'a', 'b')), true);
  assert.equal(isRefusal(thing()), false);
  assert.equal(isRefusal({ state: thing(), entries: [], replayed: false, touched: [] }), false);
});
