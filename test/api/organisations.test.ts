import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { TokenRow } from '../../database/entities/organisation.js';
import {
  otherOrganisation,
  setUpOtherOrganisation,
  personPostedAtOtherSite,
} from '../support/scenarios/other-organisation.js';
import { complaintBody, must, TestApi, type Answered } from '../support/api-desk.js';

// A property company manager holds a post at all sites: of the property company.
describe('organisations side by side: what the API keeps apart', () => {
  let api: TestApi;
  let theirs: string;
  let ours: string;
  const agent = otherOrganisation.person('cs-agent');
  const body = {
    ...complaintBody,
    rulebook: otherOrganisation.rulebook,
    site: otherOrganisation.site,
    subject: '隔壁的暖气不热',
    anonymous: true,
  };
  const numbers = ({ body: page }: Answered) => page.cases.map((one: { number: string }) => one.number);

  beforeAll(async () => {
    api = await TestApi.start();
    const { source } = api.desk.database;
    await setUpOtherOrganisation(source, api.desk.ledger.rulebooks, ['cs-agent', 'cs-supervisor', 'department-head']);
    await personPostedAtOtherSite(source, 'stray', 'cs-agent');
    for (const id of [agent, 'stray'])
      await source
        .getRepository(TokenRow)
        .insert({ personId: id, hash: createHash('sha256').update(`token-${id}`).digest('hex') });
    theirs = must(await api.post(agent, '/v1/cases', body), 201).number;
    ours = (await api.complaint()).number;
  });
  afterAll(() => api.stop());

  const outsiders = ['p07', 'p01', 'stray'];

  it('/v1/me names the organisation and only its sites, with the rulebooks that hold there', async () => {
    const me = (await api.get('p07', '/v1/me')).body;
    assert.deepEqual(
      [me.organisation, me.sites.map((site: { id: string }) => site.id)],
      ['property-company', ['riverside', 'sunshine']],
    );
    assert.deepEqual(me.sites[0].rulebooks, ['property']);
    assert.deepEqual(
      (await api.get(agent, '/v1/me')).body.sites.map((site: { id: string }) => site.id),
      [otherOrganisation.site],
    );
    assert.deepEqual((await api.get('stray', '/v1/me')).body.sites, []);
  });

  it('a case of another organisation is not read, explained or acted on: there is none', async () => {
    for (const who of outsiders) {
      for (const path of ['', '/timeline', '/clocks/sort/explanation', '/history'])
        assert.equal((await api.get(who, `/v1/cases/${theirs}${path}`)).status, 404, `${who} ${path}`);
      for (const [act, input] of [
        ['note', { words: 'x' }],
        ['sort', { valid: true, tier: 'minor', department: 'engineering' }],
        ['withdraw', { reason: 'x' }],
      ] as const) {
        const { status, body: answer } = await api.act(who, theirs, act, input);
        assert.deepEqual([status, answer.code], [404, 'unknown-case'], `${who} ${act}`);
      }
    }
    assert.equal((await api.get(agent, `/v1/cases/${ours}`)).status, 404);
    assert.equal(
      (await api.get(agent, `/v1/cases/${theirs}`)).body.words.phone,
      complaintBody.phone,
      'their own centre sees who it is',
    );
  });

  it('it is neither listed, searched nor counted', async () => {
    for (const who of outsiders) {
      for (const query of [
        '',
        `?site=${otherOrganisation.site}`,
        `?rulebook=${otherOrganisation.rulebook}`,
        `?q=${encodeURIComponent('暖气不热')}`,
        `?q=${theirs}`,
        `?q=${complaintBody.phone}`,
      ]) {
        assert.equal(numbers(await api.get(who, `/v1/cases${query}`)).includes(theirs), false, `${who} ${query}`);
      }
      for (const by of ['site', 'status', 'kind'])
        assert.deepEqual(
          (await api.get(who, `/v1/cases/counts?by=${by}&rulebook=${otherOrganisation.rulebook}`)).body.counts,
          [],
          who,
        );
    }
    assert.deepEqual(numbers(await api.get(agent, '/v1/cases')), [theirs]);
    assert.deepEqual(
      (await api.get(agent, '/v1/cases/counts?by=site')).body.counts.map((one: { value: string }) => one.value),
      [otherOrganisation.site],
    );
  });

  it('nor recorded, nor joined into', async () => {
    for (const who of outsiders)
      assert.deepEqual([(await api.post(who, '/v1/cases', body)).body.code], ['bad-input'], who);
    assert.equal((await api.act('p01', ours, 'join', { into: theirs })).status, 404);
    const wrong = await api.post('p01', '/v1/cases', { ...complaintBody, rulebook: otherOrganisation.rulebook });
    assert.deepEqual([wrong.status, wrong.body.code], [422, 'bad-input']);
    assert.match(wrong.body.detail, /'neighbourly' does not hold at 'sunshine': use property/);
  });

  it('nobody else is told of it or has it to do, and a notice that reached them all the same is not shown', async () => {
    const { source } = api.desk.database;
    await source.query(
      `INSERT INTO notices (number, seq, role, person_id, kind, clause, text, created_at) VALUES ($1, 1, 'x', 'p07', 'inform', 'P-2', '{"zh-CN":"x","en":"x"}', now())`,
      [theirs],
    );
    for (const who of outsiders) {
      const inbox = (await api.get(who, '/v1/notices')).body;
      assert.equal(
        inbox.notices.some((notice: { number: string }) => notice.number === theirs),
        false,
        who,
      );
      assert.equal(inbox.unread, inbox.notices.length);
      assert.equal(
        (await api.get(who, '/v1/tasks')).body.tasks.some((task: { number: string }) => task.number === theirs),
        false,
        who,
      );
    }
    assert.ok(
      (await api.get(agent, '/v1/tasks')).body.tasks.some((task: { number: string }) => task.number === theirs),
    );
  });

  it('people, contacts and figures are of one’s own organisation', async () => {
    const people = (await api.get('p07', '/v1/people')).body.people.map((one: { id: string }) => one.id);
    assert.equal(
      people.some((id: string) => id.startsWith('next-')),
      false,
    );
    assert.deepEqual((await api.get('p07', `/v1/people?site=${otherOrganisation.site}`)).body.people, []);
    const contact = { site: otherOrganisation.site, kind: 'supplier', name: '维保', phone: '110' };
    const { id } = must(await api.post(agent, '/v1/contacts', contact), 201);
    for (const who of ['p01', 'stray']) {
      assert.deepEqual((await api.get(who, `/v1/contacts?site=${otherOrganisation.site}`)).body.contacts, []);
      assert.notEqual((await api.post(who, '/v1/contacts', contact)).status, 201);
      assert.notEqual((await api.post(who, `/v1/contacts/${id}/end`)).status, 204);
    }
    assert.equal((await api.get(agent, '/v1/contacts')).body.contacts.length, 1);
    const range = 'from=2026-11-01T00:00:00Z&until=2026-12-31T00:00:00Z';
    assert.equal((await api.get('p07', `/v1/figures/repairs?${range}&site=${otherOrganisation.site}`)).body.filed, 0);
  });

  it('nobody of another organisation is given a revisit or complained of', async () => {
    const { status, body: answer } = await api.post(agent, '/v1/cases', { ...body, aboutPerson: 'p03' });
    assert.deepEqual([status, answer.errors?.[0]?.field], [422, 'aboutPerson']);
  });

  it('an administrator of the installation reads histories of all, one of an organisation those of its sites; neither reads a case', async () => {
    await api.hire('our-admin', 'administrator');
    // The engine is away here: 503 is for those who may read a history.
    const history = async (who: string, number: string) => (await api.get(who, `/v1/cases/${number}/history`)).status;
    const answers = await Promise.all([
      history('p13', ours),
      history('p13', theirs),
      history('our-admin', ours),
      history('our-admin', theirs),
    ]);
    assert.deepEqual(answers, [503, 503, 503, 404]);
    for (const who of ['p13', 'our-admin']) assert.equal((await api.get(who, `/v1/cases/${ours}`)).status, 404);
    // Whoever keeps the teams of an organisation finds its people, and nobody else's.
    assert.deepEqual((await api.get('p13', '/v1/people')).body.people, []);
    const found = (await api.get('our-admin', '/v1/people')).body.people.map(({ id }: { id: string }) => id);
    assert.ok(found.includes('p01') && found.every((id: string) => /^(p\d\d|our-\w+)$/.test(id)), found.join());
  });
});
