// What somebody with curl sees of an application, and the stories of the demo played over the API.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { ApiClient } from '../../demo/api-client.js';
import { applicationStories } from '../../demo/stories/application.js';
import { demoPeople } from '../../demo/people.js';
import { allTold } from '../support/scenarios/applications.js';
import { must, TestApi } from '../support/api-desk.js';

describe('applications over the API', () => {
  let api: TestApi;
  beforeAll(async () => (api = await TestApi.start()));
  afterAll(() => api.stop());

  const body = {
    kind: 'application',
    rulebook: 'power',
    site: 'river-county-power',
    channel: 'counter',
    applicationType: 'low-voltage',
    applicant: 'organisation',
    papers: ['identity', 'premises', 'load-list'],
    subject: '商铺用电',
    customer: '陈六',
    phone: '13400000000',
  };

  it('W-18.1d a low-voltage plan is refused and explained: progress is shown, order and papers are asked for in sentences', async () => {
    const { number } = must(await api.post('w05', '/v1/cases', body), 201);
    assert.match(number, /^WA-2026-/);
    await api.acted('w05', number, 'tell-requirements', allTold);
    const taken = await api.acted('w05', number, 'accept');
    assert.deepEqual(
      [taken.status, taken.facts.stage, taken.facts.stagesLeft.split(',').length],
      ['in-course', 'supply-plan', 6],
    );
    const clock = taken.clocks.find((one: { id: string }) => one.id === 'plan-low-voltage');
    assert.deepEqual([clock.clause, clock.due], ['W-18.1a', '2026-12-03T09:00:00+08:00']);
    const early = await api.act('w09', number, 'pass-stage', { stage: 'connection', outcome: '已送电' });
    assert.deepEqual([early.status, early.body.code, early.body.clause], [409, 'missing-step', 'W-18.3']);
    assert.match(early.body.detail, /First comes .supply-plan. \(answer with the supply plan\)/);
    const unnamed = await api.act('w12', number, 'fail-stage', {
      stage: 'supply-plan',
      reason: '容量不足',
      remedy: '降低容量',
    });
    assert.deepEqual([unnamed.status, unnamed.body.code, unnamed.body.clause], [422, 'bad-input', 'W-17.1']);
    const failed = await api.acted('w12', number, 'fail-stage', {
      stage: 'supply-plan',
      reason: '容量不足',
      remedy: '降低容量',
      namedNobody: true,
    });
    assert.equal(failed.status, 'remedy');
    assert.equal((await api.act('w12', number, 'refuse', { reason: '容量不足' })).body.errors[0].field, 'wayForward');
    assert.equal(
      (await api.acted('w12', number, 'refuse', { reason: '容量不足', wayForward: '可报高压' })).status,
      'closed',
    );
    const read = (await api.get('w05', `/v1/cases/${number}`)).body;
    assert.deepEqual([read.facts.outcome, read.facts.stage], ['refused', 'supply-plan']);
  });

  it('an unknown type and an unknown applicant are told what there is', async () => {
    const type = await api.post('w05', '/v1/cases', { ...body, applicationType: 'solar' });
    assert.deepEqual([type.status, type.body.code], [422, 'bad-input']);
    assert.match(type.body.detail, /low-voltage-home/);
    assert.equal(
      (await api.post('w05', '/v1/cases', { ...body, applicant: 'ghost' })).body.errors[0].field,
      'applicant',
    );
  });

  for (const story of applicationStories) {
    it(`the demo plays: ${story.title}`, async () => {
      const desk = new ApiClient(api.url, Object.fromEntries(demoPeople.map(({ id }) => [id, `token-${id}`])));
      const { time } = api.desk;
      const number = await story.play(
        {
          desk,
          wait: async (hours, from) =>
            void time.set(new Date(Date.parse(from ?? time.iso) + hours * 3_600_000).toISOString()),
          inHours: (hours) => new Date(Date.parse(time.iso) + hours * 3_600_000).toISOString(),
          say: () => undefined,
          watch: () => {},
        },
        story,
      );
      assert.equal((await desk.read(number.startsWith('W') ? 'w05' : 'h01', number)).status, 'closed');
    });
  }
});
