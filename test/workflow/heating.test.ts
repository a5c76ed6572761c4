import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { eventually } from '../support/eventually.js';
import { AttendedLedger } from '../support/workflow/attended-ledger.js';

const words = { subject: 'not warm', place: 'building three', customer: 'Zhang San', phone: '13800000000' };
const here = { rulebook: 'heating', site: 'north-town-heat' };

describe('heating, as the desk attends to it', () => {
  let desk: AttendedLedger;
  beforeAll(async () => {
    desk = await AttendedLedger.start();
  });
  afterAll(() => desk.stop());

  const repaired = async (repair: string) => {
    await desk.act('h09', repair, 'order', { district: 'east-district' });
    await desk.act('h10', repair, 'arrive', { photos: ['photo-1'], papersShown: true });
    await desk.act('h10', repair, 'finish', { result: 'vented', photos: ['photo-2'] });
    await desk.act('h01', repair, 'lift');
    await desk.act('h02', repair, 'revisit', { outcome: 'satisfied', channel: 'phone' });
    await desk.act('h01', repair, 'close');
  };
  const child = async (number: string, at: number) => {
    await desk.settled();
    await eventually(
      async () => (await desk.state(number)).links.filter(({ relation }) => relation === 'child')[at]?.state === 'open',
    );
    return (await desk.state(number)).links.filter(({ relation }) => relation === 'child')[at]!.number!;
  };
  const heard = (number: string) =>
    eventually(async () => (await desk.state(number)).links.every(({ state }) => state === 'ended'));

  it("H-proc2 H-9b H-flow2 not warm from the mayor's line: the desk opens the repair and hears of it, again after 'not solved', and warns before both clocks", async () => {
    const start = Date.parse(await desk.now());
    const authorityDueAt = new Date(start + 5 * 86_400_000).toISOString();
    const number = await desk.record('h01', {
      kind: 'heating-complaint',
      ...here,
      input: { channel: 'mayors-line', authorityDueAt, words },
    });
    await desk.act('h04', number, 'sort', { category: 'not-warm', finding: 'so' });
    await desk.act('h01', number, 'report-up');
    await desk.act('h06', number, 'instruct', { words: 'at once' });
    await desk.act('h01', number, 'pass-on');
    await desk.act('h13', number, 'accept', { responsible: 'h13' });
    const first = await child(number, 0);
    assert.match(first, /^HR-/);
    await repaired(first);
    await desk.settled();
    await heard(number);
    await desk.act('h13', number, 'finish', { done: 'vented' });
    await desk.act('h02', number, 'revisit', { outcome: 'not-satisfied', channel: 'phone' });
    await repaired(await child(number, 1));
    await desk.settled();
    await heard(number);
    await desk.sleepUntil(new Date(start + 5 * 86_400_000 - 3_600_000).toISOString());
    await eventually(async () =>
      (await desk.entries(number)).some(({ act, clock }) => act === 'warn' && clock === 'authority-reply'),
    );
    const { clocks } = await desk.state(number);
    assert.equal(clocks.find(({ rule }) => rule === 'authority-reply')!.breachedAt, null);
    await desk.act('h13', number, 'finish', { done: 'vented again' });
    await desk.act('h01', number, 'feed-back', { words: 'told' });
    await desk.act('h01', number, 'reply-to-authority', { answer: 'warm again' });
    await desk.act('h02', number, 'revisit', { outcome: 'satisfied', channel: 'phone' });
    await desk.act('h01', number, 'close');
    await desk.settled();
    for (const one of [number, first])
      await eventually(async () => (await desk.engine.handle(one).describe()).status.name === 'COMPLETED');
  }, 120_000);

  it('H-3a X-9 a repair nobody goes to is breached with the sixteenth minute and climbs to the responsible leader', async () => {
    const number = await desk.record('h01', { kind: 'heating-repair', ...here, input: { channel: 'hotline', words } });
    await desk.act('h09', number, 'order', { district: 'east-district' });
    const { due } = (await desk.state(number)).clocks.find(({ rule }) => rule === 'arrive')!;
    await desk.sleepUntil(new Date(Date.parse(due) + 31 * 60_000).toISOString());
    await eventually(
      async () =>
        (await desk.entries(number)).filter(({ clock, act }) => clock === 'arrive' && act === 'escalate').length === 2,
    );
    const entries = (await desk.entries(number)).filter(({ clock }) => clock === 'arrive');
    assert.deepEqual(
      entries.slice(0, 4).map(({ act, told }) => [act, ...told]),
      [
        ['warn', 'district-maintenance'],
        ['breach', 'district-maintenance', 'repair-lead'],
        ['escalate', 'heating-deputy-manager'],
        ['escalate', 'heating-responsible-leader'],
      ],
    );
    assert.equal(entries.find(({ act }) => act === 'breach')!.at, due);
    await desk.act('h01', number, 'withdraw', { reason: 'end of the test' });
  }, 60_000);
});
