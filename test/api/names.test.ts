import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { kinds, statusesOf } from '../../domain/kinds/kinds.js';
import { must, TestApi } from '../support/api-desk.js';

describe('GET /v1/names', () => {
  let api: TestApi;
  beforeAll(async () => void (api = await TestApi.start({ at: '2026-11-23T01:00:00Z' })));
  afterAll(() => api.stop());

  it('anybody who is signed in reads what every id is called, in both languages; nobody else does', async () => {
    assert.equal((await api.request('GET', '/v1/names')).status, 401);
    const names = must(await api.get('p09', '/v1/names'), 200);
    for (const [kind, rows] of Object.entries(kinds)) {
      assert.deepEqual(Object.keys(names.kinds[kind].acts), Object.keys(rows), kind);
      for (const status of statusesOf(kind)) assert.ok(names.statuses[status], status);
    }
    assert.deepEqual(names.violations['answered-late'], { 'zh-CN': '电话接听超时', en: 'call answered late' });
    assert.deepEqual(names.rulebooks.property.roles['office-director'].en, 'office director');
    assert.equal(names.rulebooks.property.tiers.important['zh-CN'], '重要');
    assert.equal(names.rulebooks.power.channels.phone['zh-CN'], '电话');
    const texts = JSON.stringify(names).match(/"zh-CN":"[^"]*"/g) ?? [];
    assert.ok(texts.length > 500);
    assert.deepEqual(
      texts.filter((text) => !/\p{Script=Han}/u.test(text)),
      [],
      'a Chinese name is Chinese',
    );
  });

  it('figures and counts that are taken apart say what each part is called', async () => {
    await api.complaint();
    await api.repair();
    const zh = { 'accept-language': 'zh' };
    const figures = must(await api.get('p07', '/v1/figures?rulebook=property&by=kind', zh), 200).figures;
    const groups = figures.flatMap((one: { groups: { key: string; name: string }[] }) => one.groups);
    assert.deepEqual(
      [...new Set(groups.map(({ key, name }: { key: string; name: string }) => `${key} ${name}`))].sort(),
      ['complaint 投诉', 'repair 报修'],
    );
    api.desk.time.set('2026-11-23T03:00:00Z');
    await api.desk.ledger.catchUp(
      (await api.desk.ledger.source.query(`SELECT number FROM cases WHERE kind = 'repair'`))[0].number,
    );
    const { counts } = must(await api.get('p07', '/v1/figures/late/counts?by=site', zh), 200);
    assert.deepEqual(
      counts.map(({ key, name }: { key: string; name: string }) => `${key} ${name}`),
      ['sunshine 阳光小区'],
    );
  });
});
