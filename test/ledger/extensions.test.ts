// More time: asked before the limit has run out, given by the role the clause names, the original deadline kept beside
// it.
import { afterAll, beforeAll, beforeEach, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { driveComplaint, type Tier } from '../support/scenarios/drive.js';
import { actorIn } from '../support/actors.js';
import { clockOf, TestLedger } from '../support/test-ledger.js';
import { shanghaiTime, inShanghai } from '../support/deadline.js';

describe('more time', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());
  beforeEach(() => desk.time.set(shanghaiTime('11-23 09:00')));

  const inHand = async (tier: Tier = 'minor') => (await driveComplaint(desk, 'in-hand', { tier })).number;
  const ask = (number: string, until: string, clock = 'solve-minor', by: Parameters<TestLedger['act']>[1] = 'p08') =>
    desk.act(number, by, 'request-extension', { clock, until: shanghaiTime(until), reason: '缺配件' });
  const askedInVain = (number: string, until: string, clock = 'solve-minor') =>
    desk.refused(number, 'p08', 'request-extension', { clock, until: shanghaiTime(until), reason: '缺配件' });
  const said = ({ code, clause }: { code: string; clause?: string }) => [code, clause];
  const breaches = async (number: string, clock: string) =>
    (await desk.entries(number))
      .filter(({ act, facts }) => act === 'breach' && facts['clock'] === clock)
      .map(({ at }) => inShanghai(at));

  /** More time is asked for and given by `person`; nobody of `others` could. */
  const isGivenBy = async (approver: string, tier: Tier, due: string, person: string, others: string[]) => {
    const number = await inHand(tier);
    await ask(number, '11-30 17:00', `solve-${tier}`);
    for (const other of others)
      assert.equal(
        (await desk.refused(number, other, 'grant-extension', { clock: `solve-${tier}` })).code,
        'role-may-not',
        other,
      );
    desk.time.set(shanghaiTime('11-23 10:30'));
    const clock = clockOf(
      await desk.act(number, person, 'grant-extension', { clock: `solve-${tier}` }),
      `solve-${tier}`,
    );
    assert.deepEqual(
      [inShanghai(clock.due), inShanghai(clock.originalDue), clock.breachedAt],
      ['11-30 17:00', due, null],
    );
    assert.deepEqual(clock.extensions, [
      {
        askedAt: shanghaiTime('11-23 09:00'),
        askedBy: 'p08',
        approver,
        until: shanghaiTime('11-30 17:00'),
        decidedAt: shanghaiTime('11-23 10:30'),
        decidedBy: person,
        granted: true,
      },
    ]);
    await desk.at(shanghaiTime('11-30 17:00'), number);
    assert.deepEqual(await breaches(number, `solve-${tier}`), []);
    await desk.at(shanghaiTime('11-30 17:00:01'), number);
    assert.deepEqual(await breaches(number, `solve-${tier}`), ['11-30 17:00']);
  };

  test('less may be granted than was asked for: never more, never before the present limit', async () => {
    const number = await inHand();
    await ask(number, '11-30 17:00');
    const grant = (until: string) => ({ clock: 'solve-minor', until: shanghaiTime(until) });
    for (const until of ['11-30 17:01', '11-25 09:00', '11-23 08:00']) {
      assert.deepEqual(
        said(await desk.refused(number, 'p04', 'grant-extension', grant(until))),
        ['bad-time', 'X-8'],
        until,
      );
    }
    const clock = clockOf(await desk.act(number, 'p04', 'grant-extension', grant('11-27 12:00')), 'solve-minor');
    assert.deepEqual(
      [inShanghai(clock.due), clock.extensions[0]!.until, clock.extensions[0]!.grantedUntil],
      ['11-27 12:00', shanghaiTime('11-30 17:00'), shanghaiTime('11-27 12:00')],
    );
    await desk.at(shanghaiTime('11-27 12:00:01'), number);
    assert.deepEqual(await breaches(number, 'solve-minor'), ['11-27 12:00']);
  });

  test('P-4.3.10.1 minor: longer than 2 days needs the office director of the site', () =>
    isGivenBy('office-director', 'minor', '11-25 09:00', 'p04', ['p03', 'p05', 'p06', 'p07', 'p08']));

  test('P-4.3.10.2 important: longer than 3 days needs the company manager', () =>
    isGivenBy('company-manager', 'important', '11-26 09:00', 'p07', ['p03', 'p04', 'p06', 'p08']));

  test('X-8 where nothing was asked there is nothing to grant', async () => {
    for (const person of ['p04', 'p07'])
      assert.deepEqual(said(await desk.refused(await inHand(), person, 'grant-extension', { clock: 'solve-minor' })), [
        'role-may-not',
        'X-8',
      ]);
  });

  for (const [clock, clause] of [
    ['solve-major', 'P-4.3.10.3b'],
    ['answer-major', 'P-4.3.10.3a'],
  ] as const) {
    test(`${clause} major: the clause names nobody, so there is no extension of ${clock}`, async () => {
      assert.deepEqual(said(await askedInVain(await inHand('major'), '12-20 09:00', clock)), ['no-extension', clause]);
    });
  }

  test('P-4.3.10.3b P-4.3.10.3a raised to major, an extension still undecided is void: the new limits cannot be extended', async () => {
    const number = await inHand();
    await ask(number, '11-30 17:00');
    await desk.act(number, 'p03', 'raise-tier', { tier: 'major', cause: 'grew', reason: 'x' });
    assert.equal((await desk.refused(number, 'p04', 'grant-extension', { clock: 'solve-minor' })).code, 'role-may-not');
    assert.equal(clockOf(await desk.state(number), 'solve-minor').next, null);
  });

  test('X-8 asked in time but undecided at the due second: the breach is entered, and a later grant does not erase it', async () => {
    const number = await inHand();
    desk.time.set(shanghaiTime('11-25 08:59'));
    await ask(number, '11-27 09:00');
    await desk.at(shanghaiTime('11-25 09:00:01'), number);
    assert.deepEqual(await breaches(number, 'solve-minor'), ['11-25 09:00']);
    desk.time.set(shanghaiTime('11-25 15:00'));
    const clock = clockOf(await desk.act(number, 'p04', 'grant-extension', { clock: 'solve-minor' }), 'solve-minor');
    assert.deepEqual(
      [clock.breachedAt, inShanghai(clock.due), inShanghai(clock.originalDue)],
      [shanghaiTime('11-25 09:00'), '11-27 09:00', '11-25 09:00'],
    );
    desk.time.set(shanghaiTime('11-26 09:00'));
    const done = clockOf(await desk.act(number, 'p08', 'finish', { done: '已修' }), 'solve-minor');
    assert.deepEqual([done.breachedAt, done.metAt], [shanghaiTime('11-25 09:00'), shanghaiTime('11-26 09:00')]);
  });

  test('X-8 once the limit has run out it is too late to ask', async () => {
    const number = await inHand();
    desk.time.set(shanghaiTime('11-25 09:00:01'));
    assert.deepEqual(said(await askedInVain(number, '11-30 09:00')), ['too-late-to-ask', 'X-8']);
  });

  test('X-8 at the due second it can still be asked (X-3)', async () => {
    const number = await inHand();
    desk.time.set(shanghaiTime('11-25 09:00'));
    await ask(number, '11-30 09:00');
  });

  test('X-8 nobody decides what they asked for themselves', async () => {
    const number = await inHand();
    await ask(number, '11-30 09:00', 'solve-minor', 'p04'); // the office director asks
    assert.deepEqual(said(await desk.refused(number, 'p04', 'grant-extension', { clock: 'solve-minor' })), [
      'not-your-own-request',
      'X-8',
    ]);
    await desk.act(number, actorIn('office-director', { site: 'sunshine', id: 'deputy' }), 'grant-extension', {
      clock: 'solve-minor',
    });
  });

  test('X-8 leave that comes after the time it was asked for is no leave: it can only be refused', async () => {
    const number = await inHand();
    await ask(number, '11-26 09:00');
    desk.time.set(shanghaiTime('11-26 09:00'));
    assert.deepEqual(said(await desk.refused(number, 'p04', 'grant-extension', { clock: 'solve-minor' })), [
      'bad-time',
      'X-8',
    ]);
    await desk.act(number, 'p04', 'refuse-extension', { clock: 'solve-minor' });
  });

  test('X-8 refused, the limit stays as it was, and it can be asked once more', async () => {
    const number = await inHand();
    await ask(number, '11-30 09:00');
    assert.deepEqual(said(await askedInVain(number, '11-28 09:00')), ['already-done', 'X-8']);
    const refused = clockOf(
      await desk.act(number, 'p04', 'refuse-extension', { clock: 'solve-minor', reason: '可按时' }),
      'solve-minor',
    );
    assert.deepEqual(
      [inShanghai(refused.due), refused.extensions.map(({ granted }) => granted)],
      ['11-25 09:00', [false]],
    );
    desk.time.set(shanghaiTime('11-23 10:00'));
    await ask(number, '11-27 09:00');
    const granted = clockOf(await desk.act(number, 'p04', 'grant-extension', { clock: 'solve-minor' }), 'solve-minor');
    assert.deepEqual(
      [inShanghai(granted.due), granted.extensions.map(({ granted: one }) => one)],
      ['11-27 09:00', [false, true]],
    );
  });

  test('X-8 the new time lies after the present limit, and the clock must run', async () => {
    const number = await inHand();
    assert.deepEqual(said(await askedInVain(number, '11-25 09:00')), ['bad-time', 'X-8']);
    assert.deepEqual(said(await askedInVain(number, '11-30 09:00', 'solve-important')), ['bad-input', 'X-8']);
    await ask(number, '11-30 09:00');
    await desk.act(number, 'p08', 'finish', { done: '已修' });
    assert.equal((await desk.refused(number, 'p04', 'grant-extension', { clock: 'solve-minor' })).code, 'role-may-not');
    assert.equal(clockOf(await desk.state(number), 'solve-minor').next, null); // done is done
  });

  test("X-6 P-4.3.10.1 P-4.3.4c the customer's own time takes the place of the 2 days, earlier or later, without anybody's leave", async () => {
    const earlier = await driveComplaint(desk, 'in-hand', { input: { customerTime: shanghaiTime('11-24 12:00') } });
    assert.equal(inShanghai(clockOf(earlier, 'solve-minor').due), '11-24 12:00');
    const number = await inHand();
    const later = clockOf(
      await desk.act(number, 'p01', 'customer-time', {
        customerTime: shanghaiTime('12-05 18:00'),
        words: '出差回来再修',
      }),
      'solve-minor',
    );
    assert.deepEqual([inShanghai(later.due), inShanghai(later.originalDue)], ['12-05 18:00', '11-25 09:00']);
    await desk.at(shanghaiTime('12-05 18:00'), number);
    assert.deepEqual(await breaches(number, 'solve-minor'), []);
    const [entry] = await desk.database.source.query(
      `SELECT said_of(number, input->'words') AS words FROM entries WHERE number = $1 AND act = 'customer-time'`,
      [number],
    );
    assert.equal(entry.words, '出差回来再修'); // the wish is on record
  });

  test('X-6 for minor complaints only: an important one keeps its 3 days', async () => {
    const number = await inHand('important');
    assert.deepEqual(
      said(
        await desk.refused(number, 'p01', 'customer-time', { customerTime: shanghaiTime('12-05 18:00'), words: 'x' }),
      ),
      ['missing-step', 'X-6'],
    );
    assert.equal(inShanghai(clockOf(await desk.state(number), 'solve-important').due), '11-26 09:00');
    assert.deepEqual(
      said(
        await desk.refused(number, 'p01', 'customer-time', { customerTime: shanghaiTime('11-23 09:00'), words: 'x' }),
      ),
      ['bad-time', 'X-6'],
    );
  });
});
