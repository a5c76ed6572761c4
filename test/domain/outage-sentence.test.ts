// What a caller is told about an outage.
import { describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { outageSentence } from '../../domain/acts/outage-sentence.js';

describe('W-14.6 what is read out about an outage', () => {
  const outage = {
    status: 'out',
    line: { 'zh-CN': '城东一线', en: 'line East 1' },
    area: { 'zh-CN': '城区', en: 'town' },
    explanation: '线路遭雷击。',
    endsAt: '2026-11-23T04:00:00.000Z',
  };
  const said = (change: object, at = '2026-11-23T01:00:00.000Z') =>
    outageSentence({ ...outage, ...change }, at, 'Asia/Shanghai');

  test('the reason, the time of the place, an apology', () =>
    assert.deepEqual(said({}), {
      'zh-CN': '城东一线、城区目前停电，原因：线路遭雷击。预计 2026年11月23日 12:00 恢复供电。给您带来不便，敬请谅解。',
      en: 'The supply is off (line East 1, town); the reason: 线路遭雷击. It is expected back by 23 Nov 2026, 12:00. We apologise for it.',
    }));

  test('a time that has passed, or none, is not promised; nor is a reason that nobody has stated', () => {
    for (const text of [said({}, '2026-11-23T05:00:00.000Z'), said({ endsAt: null })])
      assert.match(text['zh-CN'], /恢复时间确定后告知您/);
    assert.match(said({ explanation: null })['zh-CN'], /原因正在核实/);
  });

  test('a caller whose line nobody knows is not said to be on it', () => {
    assert.doesNotMatch(said({})['zh-CN'] + said({}).en, /您所在|where you are/);
    for (const text of Object.values(said({ line: null, area: null })))
      assert.match(text, /您所在的区域|where you are/);
  });

  test('once it is over the caller is asked', () =>
    assert.match(said({ status: 'restored' })['zh-CN'], /已恢复供电，请问/));
});
