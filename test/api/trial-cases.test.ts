import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { ApiClient } from '../../demo/api-client.js';
import { demoPeople } from '../../demo/people.js';
import { fillTrialDesk } from '../../demo/trial-cases.js';
import { TestApi } from '../support/api-desk.js';

describe('a trial desk begins with a working day', () => {
  let api: TestApi;
  // Its cases are of the last hours: by the clock of the machine.
  beforeAll(async () => void (api = await TestApi.start({ at: new Date().toISOString() })));
  afterAll(() => api.stop());

  it('every act of it is taken; filled again nothing is added', async () => {
    const desk = new ApiClient(api.url, Object.fromEntries(demoPeople.map(({ id }) => [id, `token-${id}`])));
    const count = async () => Number((await api.desk.database.source.query('SELECT count(*) FROM entries'))[0].count);
    await fillTrialDesk(desk);
    const filled = await count();
    assert.ok(filled > 60, `${filled} entries`);
    await fillTrialDesk(desk);
    assert.equal(await count(), filled);
    const { tasks } = (await api.get('p04', '/v1/tasks')).body;
    assert.ok(
      tasks.some(({ request }: { request: unknown }) => request !== null),
      'the director has an extension to decide',
    );
  });
});
