import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import ExcelJS from 'exceljs';
import { must, TestApi } from '../support/api-desk.js';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

describe('areas and skills as spreadsheets', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
    for (const name of ['东片区维修班', '西片区维修班'])
      must(await api.post('p03', '/v1/teams', { site: 'sunshine', role: 'maintenance', name }), 201);
  });
  afterAll(() => api.stop());

  async function send(path: string, rows: (string | number | null)[][], as = 'p03') {
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet('表').addRows(rows);
    const body = new Uint8Array((await workbook.xlsx.writeBuffer()) as ArrayBuffer);
    return api.request('POST', path, { as, body, headers: { 'content-type': xlsx, 'idempotency-key': randomUUID() } });
  }

  const head = ['项目', '班组', '区域', '地址', '线路', '纬度', '经度'];
  const east = ['阳光小区', '东片区维修班', '东片区', '7-9号楼、解放路', null, 27.83, 113.13];
  const areas = async () =>
    must(await api.get('p03', '/v1/areas'), 200).areas as { name: string; teamName: string; addresses: string[] }[];

  it('a table with wrong rows is refused row by row, an area in two teams naming both, and nothing of it is written', async () => {
    const refused = await send('/v1/areas/table', [
      head,
      east,
      ['sunshine', '没有的班', '甲', '1号楼', null, null, null],
      ['sunshine', '西片区维修班', '西片区', '10号楼，八栋', null, null, null],
      ['nowhere', '西片区维修班', '乙', '2号楼', null, 1, null],
    ]);
    assert.equal(refused.status, 422);
    assert.deepEqual(
      refused.body.errors.map(({ field }: { field: string }) => field),
      ['rows[3].team', 'rows[4].addresses', 'rows[5].site', 'rows[5].latitude'],
    );
    assert.match(refused.body.errors[1].detail, /'八栋' belongs to 东片区维修班 .*西片区维修班/);
    assert.deepEqual(await areas(), []);
    assert.equal((await send('/v1/areas/table', [head, east], 'p09')).status, 403);
  });

  it('what is given is taken back without a change; a line that says otherwise ends the area and begins it anew', async () => {
    const dry = await send('/v1/areas/table?dry=true', [head, east]);
    assert.deepEqual(must(dry, 200), {
      rows: 1,
      added: 1,
      changed: 0,
      unchanged: 0,
      dry: true,
      notes: [
        {
          field: 'rows[2].addresses',
          detail:
            '7-9号楼: every address in 7号楼, 8号楼, 9号楼, whatever community is named; 解放路: every address that says 解放路.',
        },
      ],
    });
    assert.deepEqual(await areas(), []);
    must(await send('/v1/areas/table', [head, east]), 200);
    const response = await fetch(`${api.url}/v1/areas/table`, {
      headers: { authorization: 'Bearer token-p03', 'accept-language': 'zh-CN' },
    });
    const given = new Uint8Array(await response.arrayBuffer());
    const back = await api.request('POST', '/v1/areas/table', {
      as: 'p03',
      body: given,
      headers: { 'content-type': xlsx, 'idempotency-key': randomUUID() },
    });
    assert.deepEqual(must(back, 200), { rows: 1, added: 0, changed: 0, unchanged: 1, dry: false });
    assert.equal(
      must(await send('/v1/areas/table', [head, [...east.slice(0, 3), '7号楼', null, null, null]]), 200).changed,
      1,
    );
    assert.deepEqual(
      (await areas()).map(({ addresses }) => addresses),
      [['7号楼']],
    );
  });

  it('skills by name or id, each wrong row named', async () => {
    const refused = await send('/v1/skills/table', [
      ['工号', '技能'],
      ['p09', '电梯维修作业'],
      ['p09', '杂技'],
      ['h10', 'lift'],
    ]);
    assert.deepEqual(
      [refused.status, refused.body.errors.map(({ field }: { field: string }) => field)],
      [422, ['rows[3].skill', 'rows[4].person']],
    );
    assert.deepEqual(must(await api.get('p03', '/v1/skills'), 200).skills, []);
    assert.equal(
      must(
        await send('/v1/skills/table', [
          ['工号', '技能'],
          ['刘洋', '电梯维修作业'],
        ]),
        200,
      ).added,
      1,
    );
    assert.equal(
      must(
        await send('/v1/skills/table', [
          ['person', 'skill'],
          ['p09', 'lift'],
        ]),
        200,
      ).unchanged,
      1,
    );
  });
});
