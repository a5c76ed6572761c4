import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { Ledger } from '../../ledger/ledger.js';
import { RulebookStore } from '../../ledger/versions/rulebooks.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { accepted, clockOf, TestLedger } from '../support/test-ledger.js';
import { actorOf } from '../support/actors.js';
import { property } from '../support/shipped.js';
import { shanghaiTime, inShanghai } from '../support/deadline.js';

/** The shipped rules with half the time for a minor complaint. */
const stricter = (version: string): Rulebook => {
  const copy = structuredClone(property);
  for (const clock of copy.kinds['complaint']!.clocks)
    if (clock.id.startsWith('solve-minor')) clock.limit = { amount: 1, unit: 'days' };
  return { ...copy, version };
};

describe('X-1 versions of a rulebook', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start({ at: shanghaiTime('11-23 09:00') });
  });
  afterAll(() => desk.stop());

  const sort = { valid: true, grounds: ['slight-inconvenience'], department: 'engineering' };

  test('X-1 a case keeps the version it started under, a new one starts under the newest; a ledger that knows only the new one finds the old', async () => {
    const { number } = await desk.complaint();
    const rulebooks = new RulebookStore(desk.database.source);
    await rulebooks.register([stricter('004.1')]);
    const ledger = new Ledger(desk.database.source, rulebooks, { time: desk.time });
    const old = accepted(await ledger.append(actorOf('p01'), { number, act: 'sort', input: sort }, 'a')).state;
    assert.deepEqual([old.version, inShanghai(clockOf(old, 'solve-minor').due)], [property.version, '11-25 09:00']);
    const opened = accepted(
      await ledger.open(
        actorOf('p01'),
        {
          kind: 'complaint',
          rulebook: 'property',
          site: 'sunshine',
          input: { channel: 'phone', words: { subject: '楼道灯不亮' } },
        },
        'b',
      ),
    ).state;
    const fresh = accepted(
      await ledger.append(actorOf('p01'), { number: opened.number, act: 'sort', input: sort }, 'c'),
    ).state;
    assert.deepEqual([fresh.version, inShanghai(clockOf(fresh, 'solve-minor').due)], ['004.1', '11-24 09:00']);
  });

  test('X-1 a version that cases may be pinned to cannot come with another text', async () => {
    await assert.rejects(
      new RulebookStore(desk.database.source).register([stricter(property.version)]),
      /has changed since cases were started under it: give the changed text a new version/,
    );
  });

  test('a shipped holiday table that has grown stops no desk: the version keeps the one it was recorded with', async () => {
    const grown: Rulebook = structuredClone(property);
    const office = grown.calendars['office-hours']!;
    office.exceptions!.unshift({ date: '2027-01-01', kind: 'holiday', name: { 'zh-CN': '元旦', en: 'x' }, open: [] });
    office.publishedYears!.push(2027);
    const rulebooks = new RulebookStore(desk.database.source);
    await rulebooks.register([grown]);
    for (const store of [rulebooks, new RulebookStore(desk.database.source)])
      assert.deepEqual((await store.get('property', property.version)).calendars, property.calendars);
    office.exceptions!.push({ date: '2027-01-04', kind: 'half-day', open: [] });
    await assert.rejects(new RulebookStore(desk.database.source).register([grown]), /has changed since cases/);
  });

  test('a version that is not on record is a fault', async () => {
    await assert.rejects(
      new RulebookStore(desk.database.source).get('property', '999'),
      /property 999 is not on record/,
    );
  });
});
