import { describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { searchTerms, telltales } from '../../ledger/search-words.js';

describe('the terms a text is found by', () => {
  it('Chinese is cut into pairs of neighbouring characters, Latin words and numbers stay whole', () => {
    assert.deepEqual(searchTerms('楼道灯 Light-3号'), ['楼道', '道灯', 'light', '3', '号']);
  });
  it('a word of Latin script is found where Chinese follows without a space', () => {
    assert.deepEqual(searchTerms('WiFi路由器'), ['wifi', '路由', '由器']);
  });
  it('full-width letters are found as plain ones, a single character stands for itself', () => {
    assert.deepEqual(searchTerms('ＡＢ１ 水'), ['ab1', '水']);
  });
  it('a text is compared by three characters side by side and by words of Latin script; a short one by two', () => {
    assert.deepEqual(telltales('楼道灯不亮 WiFi'), [['楼道', '道灯'], ['道灯', '灯不'], ['灯不', '不亮'], ['wifi']]);
    assert.deepEqual(telltales('电梯困人'), [['电梯'], ['梯困'], ['困人']]);
    assert.deepEqual(telltales('停水，停水！'), [['停水']], 'once');
    assert.deepEqual(telltales('，'), []);
  });
});
