// What lists say of a case in words and names: no more than its reader gets in the case itself.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { must, repairBody, TestApi } from '../support/api-desk.js';

const zh = { 'accept-language': 'zh-CN' };
const shownWords = ['subject', 'place', 'customer', 'phone'] as const;
type Shown = { number: string } & Record<(typeof shownWords)[number], string | null>;

describe('words and names in lists', () => {
  let api: TestApi;
  const numbers: Record<string, string> = {};
  const power = { rulebook: 'power', site: 'river-county-power', channel: 'hotline', customer: '张三' };
  const told = { place: '地下车库二区', customer: '王五', phone: '13712345678', subject: '车库积水没过脚面' };
  beforeAll(async () => {
    api = await TestApi.start();
    const record = async (as: string, body: object) =>
      must(await api.post(as, '/v1/cases', body), 201).number as string;
    const report = {
      ...power,
      ...told,
      kind: 'report',
      thanked: true,
      description: '索要好处',
      leftChannel: 'message',
    };
    numbers['open'] = (await api.complaint(told)).number;
    numbers['anonymous'] = (await api.complaint({ ...told, anonymous: true })).number;
    numbers['about'] = (await api.complaint({ ...told, aboutPerson: 'p08' })).number;
    numbers['secret'] = await record('p01', {
      ...told,
      kind: 'inquiry',
      rulebook: 'property',
      site: 'sunshine',
      channel: 'phone',
      secret: true,
    });
    numbers['repair'] = await record('p01', { ...repairBody, ...told, subject: '水管漏水' });
    numbers['shielded'] = await record('w01', report);
    numbers['unmasked'] = await record('w01', report);
    await api.acted('w04', numbers['unmasked']!, 'unmask', { reason: '核实情况' });
    await api.acted('p01', numbers['open']!, 'sort', { valid: true, tier: 'important', department: 'engineering' });
  });
  afterAll(() => api.stop());

  const listed = async (as: string, path: string, of: 'cases' | 'tasks'): Promise<Shown[]> =>
    must(await api.get(as, path, zh), 200)[of];
  const wordsOf = (shown: Partial<Shown> | null) => shownWords.map((name) => shown?.[name] ?? null);
  const all = wordsOf(told);
  const likeness = new URLSearchParams({ subject: told.subject, place: told.place, phone: told.phone, limit: '20' });

  it('X-12 W-33 P-4.5.4 P-4.3.5.1 a list, tasks and likenesses say to each reader what the case itself says to them, and null else', async () => {
    let compared = 0;
    for (const as of [
      'p01',
      'p03',
      'p04',
      'p06',
      'p07',
      'p08',
      'p09',
      'p12',
      'w01',
      'w03',
      'w04',
      'w06',
      'w12',
      'w14',
    ]) {
      const rows = [
        ...(await listed(as, '/v1/cases?limit=200', 'cases')),
        ...(await listed(as, '/v1/tasks?limit=200', 'tasks')),
        ...(await listed(as, `/v1/cases/similar?${likeness}`, 'cases')),
      ];
      assert.ok(rows.length > 0, as);
      for (const row of rows) {
        const { words } = must(await api.get(as, `/v1/cases/${row.number}`), 200);
        assert.deepEqual(wordsOf(row), wordsOf(words), `${as} ${row.number}`);
        compared += 1;
      }
    }
    assert.ok(compared > 60, `${compared} rows`);
  });

  it('X-12 the centre gets all of an anonymous customer, a head of department the matter and the place alone', async () => {
    const inList = async (as: string, which: string) =>
      wordsOf((await listed(as, '/v1/cases?limit=200', 'cases')).find(({ number }) => number === numbers[which])!);
    assert.deepEqual(await inList('p01', 'anonymous'), all);
    assert.deepEqual(await inList('p08', 'anonymous'), [told.subject, told.place, null, null]);
    assert.deepEqual(await inList('p08', 'open'), all);
    assert.deepEqual(await inList('p08', 'about'), [null, null, null, null], 'P-4.3.5.1: it is about them');
    assert.deepEqual(await inList('p01', 'secret'), [null, null, null, null], 'P-4.5.4');
    assert.deepEqual(await inList('p03', 'secret'), ['车库积水没过脚面', told.place, told.customer, told.phone]);
    assert.deepEqual(await inList('w06', 'shielded'), [told.subject, null, null, null], 'W-33');
    assert.deepEqual(await inList('w04', 'unmasked'), all, 'W-33: whoever said why they must know');
    assert.deepEqual(await inList('w06', 'unmasked'), [told.subject, null, null, null]);
  });

  it('ids have names beside them in the language of the caller', async () => {
    const item = async (language: string) => {
      const { body } = await api.get('p01', '/v1/cases?tier=important', { 'accept-language': language });
      const { kindName, statusName, tierName, departmentName, nextDue } = body.cases[0];
      return [kindName, statusName, tierName, departmentName, nextDue.whoName];
    };
    assert.deepEqual((await item('zh-CN')).slice(0, 4), ['投诉', '已界定', '重要', '工程维修部']);
    assert.deepEqual((await item('en')).slice(0, 2), ['complaint', 'sorted']);
    const { tasks } = must(await api.get('p08', '/v1/tasks', zh), 200);
    const task = tasks.find(({ number }: { number: string }) => number === numbers['open']);
    assert.deepEqual(
      [task.roleName, task.departmentName, task.statusName, task.kindName, task.tierName],
      ['责任部门负责人', '工程维修部', '已界定', '投诉', '重要'],
    );
  });

  it('the kinds of a rulebook name their statuses and every list that a field takes its ids from', async () => {
    for (const { name, version } of must(await api.get('p01', '/v1/rulebooks'), 200).rulebooks) {
      const { kinds, lists } = must(await api.get('p01', `/v1/rulebooks/${name}/${version}/kinds`), 200);
      type Field = { list?: string; of?: Field[] };
      const named = (fields: Field[]): string[] =>
        fields.flatMap(({ list, of = [] }) => [...(list ? [list] : []), ...named(of)]);
      const asked = kinds.flatMap(({ acts, facts }: { acts: { fields: Field[] }[]; facts: Field[] }) => [
        ...acts.flatMap(({ fields }) => named(fields)),
        // Of the lists that facts are from, those that this rulebook has.
        ...named(facts).filter((list) => list in lists),
      ]);
      assert.deepEqual(Object.keys(lists), [...new Set(asked)].sort());
      for (const [list, entries] of Object.entries(lists) as [string, { id: string; name: Record<string, string> }[]][])
        assert.ok(
          (entries.length > 0 || list === 'repairTypes') &&
            entries.every((entry) => entry.id && entry.name['zh-CN'] && entry.name['en']),
          list,
        );
      for (const { kind, statuses } of kinds) {
        assert.equal(statuses.at(-1).status, 'closed', kind);
        for (const { status, name: text } of statuses)
          assert.ok(text['zh-CN'] !== status && text.en, `${kind} ${status}`);
      }
      if (name === 'property')
        assert.deepEqual(
          lists.departments.find(({ id }: { id: string }) => id === 'engineering').name['zh-CN'],
          '工程维修部',
        );
    }
  });
});
