// Voltage judged by level, each limit itself and a millivolt beyond it; worked out by hand from the clause.
import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import {
  isOfLevel,
  judgeVoltage,
  type VoltageLevel,
  type VoltageReading,
  type VoltageVerdict,
} from '../../domain/acts/voltage.js';

const judged = (
  level: VoltageLevel,
  nominalVolts: number,
  lowestVolts: number,
  highestVolts: number,
  more: Partial<VoltageReading> = {},
): VoltageVerdict => judgeVoltage({ level, nominalVolts, lowestVolts, highestVolts, ...more });

test('W-8 220 V: up to 7 % above, up to 10 % below, exactly', () => {
  assert.deepEqual(
    [judged('220v', 220, 198, 235.4), judged('220v', 220, 198, 235.401), judged('220v', 220, 197.999, 235.4)],
    ['within', 'outside', 'outside'],
  );
});

test('W-8 three-phase at 10 kV and below: 7 % either way', () => {
  assert.deepEqual(
    [
      judged('10kv-and-below', 10_000, 9_300, 10_700),
      judged('10kv-and-below', 10_000, 9_299.999, 10_000),
      judged('10kv-and-below', 380, 380, 406.601),
    ],
    ['within', 'outside', 'outside'],
  );
  assert.equal(judged('10kv-and-below', 380, 353.4, 406.6), 'within');
});

test('W-8 35 kV and above: the absolute deviations up and down together at most 10 %', () => {
  assert.deepEqual(
    [
      judged('35kv-and-above', 35_000, 33_000, 36_500),
      judged('35kv-and-above', 35_000, 33_000, 36_500.001),
      judged('35kv-and-above', 110_000, 110_000, 121_000),
      judged('35kv-and-above', 110_000, 103_000, 115_000),
    ],
    ['within', 'outside', 'within', 'outside'],
  );
});

test('W-8 readings on one side of nominal have no deviation on the other', () => {
  assert.deepEqual(
    [
      judged('35kv-and-above', 35_000, 36_000, 38_500),
      judged('35kv-and-above', 35_000, 36_000, 38_500.001),
      judged('220v', 220, 230, 231),
    ],
    ['within', 'outside', 'within'],
  );
});

test('W-8 in an abnormal state 10 % either way for every level', () => {
  const abnormal = { abnormal: true };
  assert.deepEqual(
    [
      judged('220v', 220, 198, 242, abnormal),
      judged('220v', 220, 198, 242.001, abnormal),
      judged('10kv-and-below', 10_000, 9_000, 11_000, abnormal),
    ],
    ['within', 'outside', 'within'],
  );
  assert.deepEqual(
    [
      judged('35kv-and-above', 35_000, 31_500, 38_500, abnormal),
      judged('35kv-and-above', 35_000, 31_499, 35_000, abnormal),
    ],
    ['within', 'outside'],
  );
});

test('W-8 no limit holds where the power factor is too low', () => {
  assert.equal(judged('220v', 220, 100, 300, { powerFactorTooLow: true }), 'not-judged');
});

test('W-8 a nominal voltage belongs to one level', () => {
  assert.deepEqual(
    [
      isOfLevel('220v', 220),
      isOfLevel('220v', 230),
      isOfLevel('10kv-and-below', 10_000),
      isOfLevel('10kv-and-below', 35_000),
      isOfLevel('35kv-and-above', 35_000),
      isOfLevel('35kv-and-above', 10_000),
    ],
    [true, false, true, false, true, false],
  );
});
