import { afterAll, beforeEach, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import type { Actor } from '../../domain/actor.js';
import { driveComplaint } from '../support/scenarios/drive.js';
import { heatingRepair } from '../support/scenarios/heating.js';
import { accepted, TestLedger } from '../support/test-ledger.js';
import { actorOf, hire, actorIn } from '../support/actors.js';
import { away, onDuty, standIn, toldOf } from '../support/scenarios/roster.js';

/** The demo person with, in addition to their own posts, those of another in whose place they act. */
function actingFor(id: string, other: string): Actor {
  const [own, lent] = [actorOf(id), actorOf(other)];
  const forKeys = [other, ...lent.posts.flatMap(({ department }) => (department === null ? [] : [`@${department}`]))];
  return { ...own, posts: [...own.posts, ...lent.posts.map((post) => ({ ...post, for: other, forKeys }))] };
}

describe('standing in, by day and by night', () => {
  let desk: TestLedger;
  beforeEach(async () => {
    await desk?.stop();
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());

  test('H-1 H-3c a breach at 03:00 reaches the one on duty, and then the next', async () => {
    await onDuty(desk, 'h02', 'heating-agent', 'north-town-heat', '2026-12-02T14:00:00Z', '2026-12-03T00:00:00Z');
    await away(desk, 'h05');
    await standIn(desk, 'h05', 'h04');
    desk.time.set('2026-12-02T18:55:00.000Z');
    const { number } = await heatingRepair(desk, { by: 'h02', input: { grave: true } });
    const told = async (act: string, clock: string) => {
      const { seq } = (await desk.entries(number)).find(
        (entry) => entry.act === act && entry.facts['clock'] === clock,
      )!;
      return toldOf(desk, number, seq);
    };
    await desk.at('2026-12-02T19:00:01.000Z', number);
    assert.deepEqual(await told('breach', 'tell-leader-on-duty'), ['h02 breach', 'h04 for h05 breach']);
    await desk.at('2026-12-02T19:05:00.000Z', number);
    assert.deepEqual(await told('escalate', 'tell-leader-on-duty'), ['h06 escalate']);
  });

  test('a moment found late is told to whoever is on now, not to whoever was on then', async () => {
    await onDuty(desk, 'h02', 'heating-agent', 'north-town-heat', '2026-12-02T14:00:00Z', '2026-12-02T20:00:00Z');
    await onDuty(desk, 'h03', 'heating-agent', 'north-town-heat', '2026-12-02T20:00:00Z', '2026-12-03T04:00:00Z');
    desk.time.set('2026-12-02T18:55:00.000Z');
    const { number } = await heatingRepair(desk, { by: 'h02', input: { grave: true } });
    await desk.at('2026-12-02T20:30:00.000Z', number);
    const { seq, at } = (await desk.entries(number)).find(
      (entry) => entry.act === 'breach' && entry.facts['clock'] === 'tell-leader-on-duty',
    )!;
    assert.equal(at.toISOString(), '2026-12-02T19:00:00.000Z');
    assert.deepEqual((await toldOf(desk, number, seq))[0], 'h03 breach');
  });

  test('P-3.4 at night the monitor room on duty is told what the agents would be told', async () => {
    await onDuty(desk, 'p14', 'monitor-room', 'sunshine', '2026-12-02T10:00:00Z', '2026-12-03T00:00:00Z');
    desk.time.set('2026-12-02T18:30:00.000Z');
    const { number } = await desk.complaint({ by: 'p03' });
    await desk.at('2026-12-02T19:00:01.000Z', number);
    const { seq } = (await desk.entries(number)).find(({ act }) => act === 'breach')!;
    assert.deepEqual(await toldOf(desk, number, seq), ['p03 breach', 'p14 breach']);
  });

  test('a role that nobody is on for is reported once a day: to whoever is told instead, and to the administrators', async () => {
    await hire(desk.database.source, actorIn('administrator', { id: 'boss', organisation: 'property-company' }));
    await away(desk, 'p03');
    const { number, seq } = await driveComplaint(desk, 'sorted');
    assert.deepEqual(
      (await toldOf(desk, number, seq)).filter((one) => !one.startsWith('p08')),
      ['boss unheld', 'p04 inform', 'p04 unheld'],
    );
    const again = await driveComplaint(desk, 'sorted');
    assert.deepEqual(
      (await toldOf(desk, again.number, again.seq)).filter((one) => !one.startsWith('p08')),
      ['p04 inform'],
    );
    desk.time.advance({ days: 1 });
    const nextDay = await driveComplaint(desk, 'sorted');
    assert.ok((await toldOf(desk, nextDay.number, nextDay.seq)).includes('boss unheld'));
  });

  test('what is done in another’s place is entered with whom it is for, and only where it is not one’s own', async () => {
    const { number } = await driveComplaint(desk, 'in-hand');
    await desk.act(number, 'p08', 'request-extension', {
      clock: 'solve-minor',
      until: '2026-12-01T00:00:00.000Z',
      reason: 'x',
    });
    const own = accepted(await desk.attempt(number, actingFor('p03', 'p04'), 'note', { words: '已看' }));
    assert.equal(own.entries.at(-1)!.facts['for'], undefined);
    const granted = accepted(
      await desk.attempt(number, actingFor('p03', 'p04'), 'grant-extension', { clock: 'solve-minor' }),
    );
    assert.deepEqual(
      [granted.entries.at(-1)!.actor, granted.entries.at(-1)!.role, granted.entries.at(-1)!.facts['for']],
      ['p03', 'office-director', 'p04'],
    );
    assert.equal(granted.state.marks['grant-extension']!.for, 'p04');
  });

  test('X-8 nobody grants what they asked for: not in another’s place, nor has it granted by whoever stands in for them', async () => {
    const { number } = await driveComplaint(desk, 'in-hand');
    await desk.act(number, 'p08', 'request-extension', {
      clock: 'solve-minor',
      until: '2026-12-01T00:00:00.000Z',
      reason: 'x',
    });
    assert.equal(
      (await desk.refused(number, actingFor('p08', 'p04'), 'grant-extension', { clock: 'solve-minor' })).code,
      'not-your-own-request',
    );
    const other = await driveComplaint(desk, 'in-hand');
    await desk.act(other.number, actingFor('p04', 'p08'), 'request-extension', {
      clock: 'solve-minor',
      until: '2026-12-01T00:00:00.000Z',
      reason: 'x',
    });
    assert.equal(
      (await desk.refused(other.number, 'p04', 'grant-extension', { clock: 'solve-minor' })).code,
      'not-your-own-request',
    );
  });

  test('P-4.3.5.1 no revisit by whoever handled the case: not in another’s place, and not by the handler’s stand-in in theirs', async () => {
    const { number } = await driveComplaint(desk, 'done');
    await desk.act(number, 'p09', 'return-form');
    assert.equal(
      (await desk.refused(number, actingFor('p08', 'p03'), 'revisit', { outcome: 'satisfied', channel: 'phone' })).code,
      'not-by-the-handler',
    );
    await hire(desk.database.source, {
      kind: 'person',
      id: 'both',
      organisation: 'property-company',
      posts: [
        { role: 'department-head', site: null, department: 'engineering' },
        { role: 'cs-agent', site: null, department: null },
      ],
    });
    const [lent] = [
      {
        kind: 'person' as const,
        id: 'helper',
        organisation: 'property-company',
        posts: [
          { role: 'guard', site: null, department: null },
          { role: 'cs-agent', site: null, department: null, for: 'p08', forKeys: ['p08'] },
        ],
      },
    ];
    assert.equal(
      (await desk.refused(number, lent, 'revisit', { outcome: 'satisfied', channel: 'phone' })).code,
      'not-by-the-handler',
    );
  });

  test('P-4.3.5.1 a post held for whoever the case is about does not count in it', async () => {
    const { number } = await desk.complaint({ input: { aboutPerson: 'p04' } });
    await desk.act(number, 'p01', 'sort', { valid: true, grounds: ['service-at-fault'], department: 'engineering' });
    await desk.act(number, 'p09', 'sign');
    await desk.act(number, 'p08', 'request-extension', {
      clock: 'solve-important',
      until: '2026-12-10T00:00:00.000Z',
      reason: 'x',
    });
    for (const who of ['p04', actingFor('p12', 'p04')])
      assert.ok(
        ['role-may-not', 'about-yourself'].includes(
          (await desk.refused(number, who, 'grant-extension', { clock: 'solve-important' })).code,
        ),
      );
  });
});
