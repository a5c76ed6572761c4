// Which names of time zones may be written, at every door that takes one.
import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import { inZone, isZone, readableZone, zoneFault, zoneOf } from '../../domain/time/zone.js';
import { validateCalendar } from '../../domain/time/validate-calendar.js';
import { withReadableZones } from '../../domain/rulebook/zones.js';
import { faultOf, rulebook } from '../support/rulebook-fault.js';

const names = ['Asia/Shanghai', 'Asia/Chongqing', 'Asia/Urumqi', 'Asia/Kolkata', 'Etc/GMT-8', 'UTC', 'PRC', 'ROC'];
const none = ['+08:00', '+8', 'asia/shanghai', 'ASIA/SHANGHAI', 'utc', 'CST', 'BST', 'GMT+8', 'Asia/Shanghai ', ''];

test('a zone is a name of the tz database, spelt exactly', () => {
  for (const name of names) assert.ok(isZone(name), name);
  for (const name of [...none, undefined, null, 8]) assert.ok(!isZone(name), String(name));
});

test('a name spelt otherwise is refused with its spelling, any other with an example, in both languages', () => {
  assert.equal(zoneFault('UTC'), undefined);
  assert.deepEqual(zoneFault('asia/urumqi'), {
    'zh-CN': '“asia/urumqi”不是时区：须为时区数据库（tz）中的名称，拼写和大小写一致，如 Asia/Urumqi',
    en: "'asia/urumqi' is not a time zone: it must be a name of the tz database, spelt exactly, such as Asia/Urumqi",
  });
  assert.match(zoneFault('CST')!.en, /such as Asia\/Shanghai$/);
});

test('what was let pass before keeps the times it had, whatever the version of Node.js', () => {
  for (const [written, readAs] of [
    ['asia/shanghai', 'Asia/Shanghai'],
    ['+08:00', 'Etc/GMT-8'],
    ['-03:00', 'Etc/GMT+3'],
    ['+00:00', 'UTC'],
    ['CST', 'America/Chicago'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
  ] as const)
    assert.equal(readableZone(written), readAs);
  for (const name of ['+05:30', '+15:00', 'Beijing', '']) assert.equal(readableZone(name), undefined);
  assert.equal(inZone('2026-07-01T00:00:00Z', '+08:00'), '2026-07-01T08:00:00+08:00');
  assert.equal(inZone('2026-07-01T00:00:00Z', '+05:30'), '2026-07-01T05:30:00+05:30');
  assert.throws(() => zoneOf('Beijing'), RangeError);
});

test('a rulebook with such names is the same object where none has to be read otherwise', () => {
  assert.equal(withReadableZones(rulebook), rulebook);
  assert.equal(withReadableZones({ ...rulebook, timeZone: 'asia/shanghai' }).timeZone, 'Asia/Shanghai');
});

for (const zone of ['+08:00', 'asia/shanghai', 'CST'])
  test(`a rulebook or calendar in ${zone} does not pass the check`, () => {
    const { message, zh } = faultOf('timeZone: Asia/Shanghai', `timeZone: '${zone}'`);
    assert.match(message, /is not a time zone: it must be a name of the tz database.* Asia\/Shanghai. Correct it/);
    assert.match(zh, /不是时区/);
    assert.deepEqual(
      validateCalendar({ timeZone: zone, week: { mon: [['09:00', '17:00']] } }).map(({ path }) => path),
      ['timeZone'],
    );
  });
