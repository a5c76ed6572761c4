import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { ApiClient } from '../../demo/api-client.js';
import { demoPeople } from '../../demo/people.js';
import { demoTeamPeople, seedDemoTeams } from '../../demo/teams.js';
import { fillTrialDesk } from '../../demo/trial-cases.js';
import { TestApi } from '../support/api-desk.js';

describe('the working day a trial desk begins with', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start({ at: new Date().toISOString() });
    // As a trial desk has them: work at an address of theirs is given to them by the desk itself.
    for (const { id, organisation, posts } of demoTeamPeople)
      for (const [role, site, department] of posts) await api.hire(id, role, site, department, organisation);
    await seedDemoTeams(api.desk.database.source, ['sunshine', 'north-town-heat', 'river-county-power']);
  });
  afterAll(() => api.stop());

  it('is entered whole, at any time of day, and once', async () => {
    const tokens = Object.fromEntries(demoPeople.map(({ id }) => [id, `token-${id}`]));
    const desk = new ApiClient(api.url, tokens);
    await fillTrialDesk(desk);
    const { source } = api.desk.database;
    const cases = () => source.query(`SELECT kind, count(*)::integer AS n FROM cases GROUP BY kind ORDER BY kind`);
    const day = await cases();
    assert.deepEqual(
      day.map(({ kind }: { kind: string }) => kind),
      ['complaint', 'fault-repair', 'heating-complaint', 'inquiry', 'outage', 'repair', 'suggestion'],
    );
    await fillTrialDesk(desk);
    assert.deepEqual(await cases(), day);
  });
});
