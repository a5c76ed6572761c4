import { describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { planDeliveries, type RecipientSettings } from '../../domain/notices/delivery.js';
import { nextTimeOfDay, quietUntil } from '../../domain/notices/quiet-hours.js';

/** Independent of the code: what a wall clock shows, by the machine's own tables of zones. */
const wallClock = (atMs: number, timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(atMs);
const isQuiet = (wall: string, from: string, until: string) =>
  from < until ? from <= wall && wall < until : wall >= from || wall < until;
const time = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);
const zone = fc.constantFrom(
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'UTC',
  'America/St_Johns',
);
/** Half of them within a day of a change of clocks. */
const instant = fc
  .oneof(
    fc.integer({ min: Date.UTC(2026, 0, 1) / 60_000, max: Date.UTC(2027, 0, 1) / 60_000 }),
    fc
      .tuple(
        fc.constantFrom(
          '2026-03-29T01:00Z',
          '2026-10-25T01:00Z',
          '2026-03-08T07:00Z',
          '2026-11-01T06:00Z',
          '2026-04-04T15:00Z',
          '2026-10-03T15:30Z',
        ),
        fc.integer({ min: -1440, max: 1440 }),
      )
      .map(([at, by]) => Date.parse(at) / 60_000 + by),
  )
  .map((minutes) => minutes * 60_000);

const at = '2026-11-23T15:30:00.000Z'; // 23:30 in Shanghai
const wishes = (more: Partial<RecipientSettings> = {}): RecipientSettings => ({
  kinds: {},
  ofRole: {},
  quiet: { from: '22:00', until: '07:00', timeZone: 'Asia/Shanghai' },
  digestAt: '08:00',
  timeZone: 'Asia/Shanghai',
  reachable: ['mail', 'sms'],
  ...more,
});

describe('X-13 quiet hours', () => {
  it('end at the first minute the wall clock shows outside them, over midnight and changes of clocks', () => {
    fc.assert(
      fc.property(instant, zone, time, time, (atMs, timeZone, from, until) => {
        fc.pre(from !== until);
        const end = quietUntil(new Date(atMs).toISOString(), { from, until, timeZone });
        if (!isQuiet(wallClock(atMs, timeZone), from, until)) return assert.equal(end, undefined);
        let expected = atMs;
        while (isQuiet(wallClock(expected, timeZone), from, until)) expected += 60_000;
        return assert.equal(end, new Date(expected).toISOString());
      }),
      // Found by chance: the end is the very moment at which the clocks go back, and it is quiet for an hour more.
      { numRuns: 60, examples: [[Date.parse('2026-11-01T05:59:00Z'), 'America/New_York', '00:00', '02:00']] },
    );
  });

  it('hold back what can wait until they end', () => {
    for (const kind of ['inform', 'warn', 'urge', 'decided', 'propose', 'violation'] as const) {
      assert.deepEqual(planDeliveries(kind, wishes(), at), [
        { channel: 'mail', state: 'held', digest: false, dueAt: '2026-11-23T23:00:00.000Z' },
      ]);
    }
  });

  it('never hold back a breach, an escalation or an approval, and no digest swallows them', () => {
    for (const kind of ['breach', 'escalate', 'approve'] as const) {
      const now = [{ channel: 'mail', state: 'waiting', digest: false, dueAt: at }];
      assert.deepEqual(planDeliveries(kind, wishes(), at), now);
      assert.deepEqual(
        planDeliveries(kind, wishes({ kinds: { [kind]: { channels: ['mail'], when: 'digest' } } }), at),
        now,
      );
    }
  });

  it('an escalation cannot be silenced: by no preference, for no role, through no channel that is away', () => {
    for (const silent of [
      { kinds: { escalate: { channels: [], when: 'at-once' as const } } },
      { ofRole: { escalate: { channels: [], when: 'at-once' as const } } },
      { kinds: { escalate: { channels: ['chat' as const], when: 'at-once' as const } } },
    ]) {
      assert.deepEqual(
        planDeliveries('escalate', wishes(silent), at).map(({ channel, state }) => [channel, state]),
        [['mail', 'waiting']],
      );
    }
    assert.deepEqual(planDeliveries('escalate', wishes({ reachable: [] }), at), []);
  });
});

describe('what is wished', () => {
  it('of a person goes before what is set for the role', () => {
    const both = wishes({
      quiet: null,
      kinds: { urge: { channels: ['sms'], when: 'at-once' } },
      ofRole: { urge: { channels: ['mail'], when: 'at-once' }, inform: { channels: [], when: 'at-once' } },
    });
    assert.deepEqual(
      planDeliveries('urge', both, at).map(({ channel }) => channel),
      ['sms'],
    );
    assert.deepEqual(planDeliveries('inform', both, at), []);
  });

  it('a digest waits for the time of the day in the zone of the person', () => {
    const daily = wishes({
      kinds: { inform: { channels: ['mail'], when: 'digest' } },
      digestAt: '09:15',
      timeZone: 'Europe/Berlin',
    });
    assert.deepEqual(planDeliveries('inform', daily, at), [
      { channel: 'mail', state: 'held', digest: true, dueAt: '2026-11-24T08:15:00.000Z' },
    ]);
    assert.equal(nextTimeOfDay('2026-11-24T08:15:00.000Z', '09:15', 'Europe/Berlin'), '2026-11-25T08:15:00.000Z');
    // skipped: moved on by the gap
    assert.equal(nextTimeOfDay('2026-03-28T12:00:00.000Z', '02:30', 'Europe/Berlin'), '2026-03-29T01:30:00.000Z');
  });
});
