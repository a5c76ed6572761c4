import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { createActivities } from '../../activities/activities.js';
import { DeliveryService } from '../../activities/delivery.service.js';
import { signature } from '../support/engine-keys.js';
import { TestApi } from '../support/api-desk.js';

describe('alarms of the desk', () => {
  let api: TestApi;

  beforeAll(async () => {
    api = await TestApi.start();
    await api.hire('admin', 'administrator');
  });
  afterAll(() => api.stop());

  it('X-9 tell administrators of missing clocks and refused signals of their sites, and nobody else', async () => {
    const { desk } = api;
    const { number } = await desk.complaint();
    await desk.act(number, 'desk', 'refuse-signal', { act: 'close', code: 'role-may-not' });
    assert.equal(
      (await desk.refused(number, 'desk', 'raise-alarm', { rule: 'record', clause: 'P-4.3.3.1' })).code,
      'bad-input',
    );
    await desk.database.source.query(
      `UPDATE cases SET state = jsonb_set(state, '{clocks}', '[]'), last_hash = 'read it again' WHERE number = $1`,
      [number],
    );
    const alarm = { rule: 'record', clause: 'P-4.3.3.1' };
    await desk.act(number, 'desk', 'raise-alarm', alarm);
    assert.equal((await desk.refused(number, 'desk', 'raise-alarm', alarm)).code, 'already-done');
    assert.equal(
      (await desk.refused(number, 'desk', 'raise-alarm', { ...alarm, rule: 'solve-minor' })).code,
      'bad-input',
    );

    const { status, body } = await api.get('admin', '/v1/alarms');
    assert.equal(status, 200);
    assert.deepEqual(
      body.alarms.map(({ number: of, alarm: kind, what, why }: Record<string, string>) => [of, kind, what, why]),
      [
        [number, 'missing-clock', 'record', 'P-4.3.3.1'],
        [number, 'refused-signal', 'close', 'role-may-not'],
      ],
    );
    assert.equal((await api.get('p01', '/v1/alarms')).status, 403);
  });

  it('X-9 a clock is missed at the same entry of two cases: both get their alarm', async () => {
    const { desk } = api;
    const { reportMissingClock } = createActivities({
      ledger: desk.ledger,
      signature,
      deliveries: new DeliveryService(desk.ledger),
    });
    for (const { number } of [await desk.complaint(), await desk.complaint()]) {
      await desk.database.source.query(
        `UPDATE cases SET state = jsonb_set(state, '{clocks}', '[]'), last_hash = 'read it again' WHERE number = $1`,
        [number],
      );
      await reportMissingClock(number, 'record', 'P-4.3.3.1', 1);
      assert.ok(
        (await desk.entries(number)).some(({ act }) => act === 'raise-alarm'),
        number,
      );
    }
  });
});
