// The documented stories of the power company, played over the API by the demo people, with time turned forward.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { createActivities } from '../../activities/activities.js';
import { DeliveryService } from '../../activities/delivery.service.js';
import { ApiClient } from '../../demo/api-client.js';
import { demoPeople } from '../../demo/people.js';
import { faultRepairStory } from '../../demo/stories/fault-repair.js';
import { powerComplaintStory } from '../../demo/stories/power-complaint.js';
import type { DemoStage, DemoStory } from '../../demo/stage.js';
import { shanghaiTime } from '../support/deadline.js';
import { TestApi } from '../support/api-desk.js';
import { signature } from '../support/engine-keys.js';

describe('the stories of the power company over the API', () => {
  let api: TestApi;
  beforeAll(async () => (api = await TestApi.start()));
  afterAll(() => api.stop());

  const play = async (story: DemoStory) => {
    const { time } = api.desk;
    time.set(shanghaiTime('11-23 09:00'));
    const watched: string[] = [];
    const stage: DemoStage = {
      desk: new ApiClient(api.url, Object.fromEntries(demoPeople.map(({ id }) => [id, `token-${id}`]))),
      wait: async (hours, from) => time.set(new Date(Date.parse(from ?? time.iso) + hours * 3_600_000).toISOString()),
      inHours: (hours) => new Date(Date.parse(time.iso) + hours * 3_600_000).toISOString(),
      say: () => undefined,
      watch: (_story, number) => void watched.push(number),
    };
    const number = await story.play(stage, story);
    assert.deepEqual(watched, [number]);
    await stage.desk.read(story.reader!, number);
    return api.desk.state(number);
  };

  it('W-20.4 W-25 a fault in a typhoon, the crew delayed, the repair paid', async () => {
    const { status, facts, clocks, violations } = await play(faultRepairStory);
    assert.deepEqual(
      [status, facts['paidCents'], violations, clocks.filter(({ breachedAt }) => breachedAt).map(({ id }) => id)],
      ['closed', 19_313, [], []],
    );
  });

  it('W-8 W-31 W-29b voltage too low, handed back twice, answered in time', async () => {
    const { status, facts, department, clocks } = await play(powerComplaintStory);
    assert.deepEqual([status, facts['voltageVerdict'], department], ['closed', 'outside', 'operations']);
    assert.equal(clocks.find(({ rule }) => rule === 'answer')?.breachedAt, null);
  });

  it('W-33 who an anonymous customer is, is shown to the centre alone, on the complaint and on the fault repair opened for it', async () => {
    const client = new ApiClient(api.url, Object.fromEntries(demoPeople.map(({ id }) => [id, `token-${id}`])));
    const { number } = await client.record('w01', {
      rulebook: 'power',
      site: 'river-county-power',
      kind: 'power-complaint',
      category: 'supply-quality',
      thanked: true,
      anonymous: true,
      subject: '线路老化',
      place: '江边',
      customer: '不愿具名者',
      phone: '13712345678',
    });
    await client.act('w01', number, 'open-fault-repair', { area: 'town' });
    const activities = createActivities({
      signature,
      ledger: api.desk.ledger,
      deliveries: new DeliveryService(api.desk.ledger),
    });
    const [child] = (await activities.openAsked(number, 'fault-repair-1')).view.children;
    for (const one of [number, child!]) {
      const seenBy = async (who: string) =>
        JSON.stringify([await client.read(who, one), await client.timeline(who, one)]);
      assert.match(await seenBy('w01'), /13712345678/);
      for (const who of ['w12', 'w09', 'w14']) assert.doesNotMatch(await seenBy(who), /13712345678|不愿具名者/, who);
    }
  });
});
