// What stands out from what is usual, and what does not.
import { describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { emergingGroups, type ComparedCase } from '../../domain/emerging/emerging.js';
import { sameHours, wholeWeeksBetween } from '../../domain/emerging/hours.js';
import { chanceOfAtLeast, unusualBelow, usualNumber } from '../../domain/emerging/unusual.js';
import { whyEmerging } from '../../domain/emerging/why.js';

let made = 0;
const some = (count: number, of: Partial<ComparedCase> = {}): ComparedCase[] =>
  Array.from({ length: count }, () => {
    made += 1;
    return {
      number: `FR-${made}`,
      kind: 'fault-repair',
      matter: null,
      weeksAgo: 0,
      caller: `${made}`,
      place: null,
      station: null,
      line: null,
      ...of,
    };
  });
const found = (cases: ComparedCase[], { weeks = 6, hasMatter = false } = {}) =>
  emergingGroups(cases, weeks, () => hasMatter).map(
    ({ matter, level, place, callers }) => `${callers} ${matter ?? 'any'} ${level} ${place}`,
  );

describe('what is emerging', () => {
  test('the chance of so many is that of Poisson, to its last digits', () => {
    assert.ok(Math.abs(chanceOfAtLeast(1, 1) - (1 - Math.exp(-1))) < 1e-12);
    assert.ok(Math.abs(chanceOfAtLeast(3, 1) - (1 - 2.5 * Math.exp(-1))) < 1e-12);
    assert.equal(chanceOfAtLeast(0, 5), 1);
    const rare = chanceOfAtLeast(20, 0.1);
    assert.ok(Math.abs(rare / 3.74e-39 - 1) < 0.01, String(rare));
    assert.ok(chanceOfAtLeast(900, 800) < 0.001 && chanceOfAtLeast(810, 800) > 0.3);
  });

  test('where it is quiet three callers stand out, two do not; where nothing is known yet it takes six', () => {
    assert.ok(chanceOfAtLeast(3, usualNumber(0, 6)) < unusualBelow);
    assert.deepEqual(found(some(3, { place: '8号楼' })), ['3 any building 8号楼']);
    assert.deepEqual(found(some(2, { place: '8号楼' })), []);
    assert.deepEqual(found(some(5, { place: '8号楼' }), { weeks: 0 }), []);
    assert.deepEqual(found(some(6, { place: '8号楼' }), { weeks: 0 }), ['6 any building 8号楼']);
  });

  test('a busy ordinary hour does not', () => {
    const usual = [1, 2, 3, 4, 5, 6].flatMap((weeksAgo) => some(8, { weeksAgo, line: 'chengdong-1' }));
    assert.deepEqual(found([...usual, ...some(12, { line: 'chengdong-1' })]), []);
    assert.deepEqual(found([...usual, ...some(25, { line: 'chengdong-1' })]), ['25 any line chengdong-1']);
  });

  test('somebody who calls five times is one caller', () =>
    assert.deepEqual(found(some(5, { place: '8号楼', caller: 'same' })), []));

  test('kinds and matters stay apart; where the matter is known only later, all of a kind are compared too', () => {
    const mixed = ['lift', 'plumbing', 'lift'].flatMap((matter) => some(1, { matter, place: '8号楼' }));
    assert.deepEqual(found(mixed, { hasMatter: true }), []);
    assert.deepEqual(found(mixed), ['3 any building 8号楼']);
    assert.deepEqual(found(some(3, { matter: 'lift', place: '8号楼' })), ['3 lift building 8号楼']);
    const kinds = ['inquiry', 'repair', 'complaint'].flatMap((kind) => some(1, { kind, place: '8号楼' }));
    assert.deepEqual(found(kinds), []);
  });

  test('of building and line that are the same calls the more unusual is left', () => {
    const lineIsBusy = [1, 2, 3, 4, 5, 6].flatMap((weeksAgo) => some(2, { weeksAgo, line: 'l1' }));
    const building = some(6, { place: '8号楼', line: 'l1' });
    assert.deepEqual(found([...lineIsBusy, ...building]), ['6 any building 8号楼']);
    const spread = ['1栋', '2栋', '3栋', '4栋', '5栋', '6栋'].flatMap((place) => some(1, { place, line: 'l1' }));
    assert.deepEqual(found(spread), ['6 any line l1']);
    assert.deepEqual(found(some(3, { station: 'east-district' })), ['3 any station east-district']);
  });

  test('the same hours are those of the clock on the wall, also where it is set forward in between', () => {
    assert.deepEqual(sameHours('2026-03-30T08:00:00.000Z', 2, 1, 'Europe/Berlin'), [
      { weeksAgo: 0, from: '2026-03-30T06:00:00.000Z', before: '2026-03-30T08:00:00.000Z' },
      { weeksAgo: 1, from: '2026-03-23T07:00:00.000Z', before: '2026-03-23T09:00:00.000Z' },
    ]);
    assert.equal(wholeWeeksBetween('2026-11-01T00:00:00Z', '2026-11-20T00:00:00Z', 6), 2);
    assert.equal(wholeWeeksBetween('2020-11-01T00:00:00Z', '2026-11-20T00:00:00Z', 6), 6);
  });

  test('it is explained in a sentence', () => {
    const group = { numbers: ['a', 'b', 'c'], callers: 3, callersBefore: 1, usual: 0.29, chance: 0.0032 };
    assert.deepEqual(whyEmerging(group, 3, 6), {
      'zh-CN':
        '最近 3 小时有 3 位来电人的 3 件案件；此处同一时段通常 0.3 位（前 6 周同一时段共 1 位）。按平时情况偶然出现的可能性约为 300 分之一。',
      en: '3 cases of 3 callers in the last 3 hours; 0.3 are usual here (1 in the same hours of the 6 weeks before). The chance that so many come by accident is about 1 in 300.',
    });
    assert.match(whyEmerging({ ...group, chance: 1e-12 }, 3, 0).en, /no weeks before .* 1 in a million or less/);
  });
});
