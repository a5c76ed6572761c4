// W-35: whoever a case is kept from cannot tell by any number that it is there.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkbookReader } from '../../tables/read/workbook.js';
import { must, TestApi } from '../support/api-desk.js';
import { pagesOf } from '../support/pdf.js';

const power = { rulebook: 'power', site: 'river-county-power' };
const month = 'rulebook=power&from=2026-10-01&until=2026-11-01';
const report = '/v1/reports/power/river-county-power/2026-10';

/** Whatever counts cases, on pages of any kind. */
const counting = [
  `/v1/figures?${month}`,
  ...['kind', 'site', 'department', 'role', 'clause', 'step', 'outcome', 'area', 'month', 'day'].map(
    (by) => `/v1/figures?${month}&by=${by}`,
  ),
  `/v1/figures/received/cases?${month}`,
  '/v1/figures/late',
  ...['department', 'role', 'clause', 'kind', 'site'].map((by) => `/v1/figures/late/counts?by=${by}`),
  '/v1/figures/repairs?from=2026-10-01T00:00:00%2B08:00&until=2026-11-01T00:00:00%2B08:00',
  '/v1/cases',
  '/v1/cases/counts?by=kind',
  '/v1/tasks',
  report,
  `${report}?format=html`,
  `${report}?format=xlsx`,
  `${report}?format=pdf`,
];

describe('W-35 what is kept from somebody is in no number that they see', () => {
  let api: TestApi;
  const [then, now] = ['2026-10-12T01:00:00.000Z', '2026-11-03T01:00:00.000Z'];
  let folder: string;
  beforeAll(async () => {
    api = await TestApi.start({ at: then });
    folder = await mkdtemp(join(tmpdir(), 'banjie-kept-'));
  });
  afterAll(async () => {
    await api.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function read(as: string, path: string): Promise<string> {
    const response = await fetch(api.url + path, { headers: { authorization: `Bearer token-${as}` } });
    const bytes = Buffer.from(await response.arrayBuffer());
    assert.equal(response.status, 200, `${path}: ${bytes.toString()}`);
    if (path.endsWith('pdf')) return (await pagesOf(bytes)).join('\n');
    return path.endsWith('xlsx') ? await cellsOf(bytes) : bytes.toString();
  }
  async function cellsOf(bytes: Buffer): Promise<string> {
    const file = join(folder, 'report.xlsx');
    await writeFile(file, bytes);
    const book = await WorkbookReader.open(file);
    const rows: string[] = [];
    for (const sheet of book.sheets)
      for await (const { cells } of book.rows(sheet)) rows.push(`${sheet.name}: ${JSON.stringify(cells)}`);
    book.close();
    return rows.join('\n');
  }
  const all = async (as: string): Promise<Record<string, string>> => {
    const found: Record<string, string> = {};
    for (const path of counting) found[path] = await read(as, path);
    return found;
  };
  const recorded = async (about: string[]): Promise<string> =>
    must(
      await api.post('w01', '/v1/cases', {
        kind: 'report',
        ...power,
        channel: 'hotline',
        leftChannel: 'message',
        thanked: true,
        subject: '收受红包',
        description: '…',
        ...(about.length ? { about } : {}),
      }),
      201,
    ).number;

  it('figures, reports, late lists, boards and tables read the same with the report about their reader and without', async () => {
    const open = await recorded([]);
    api.desk.time.set(now);
    await api.desk.ledger.catchUp(open);
    const [before, others] = [await all('w12'), await all('w04')];
    api.desk.time.set(then);
    const kept = await recorded(['w12']);
    api.desk.time.set(now);
    await api.desk.ledger.catchUp(kept);
    const after = await all('w12');
    for (const path of counting) assert.equal(after[path], before[path], path);

    // It is there, and late: to others it counts, only not in what everybody reads.
    const theirs = await all('w04');
    const differ = counting.filter((path) => theirs[path] !== others[path]);
    assert.ok(differ.includes(`/v1/figures?${month}`) && differ.includes('/v1/figures/late'), differ.join(' '));
    assert.deepEqual(
      differ.filter((path) => path.startsWith(report)),
      [],
    );
    const said = JSON.parse(after[report]!) as { withoutKept: boolean; byKind: { key: string; of: number }[] };
    assert.deepEqual([said.withoutKept, said.byKind.find(({ key }) => key === 'report')?.of], [true, 1]);
    assert.match(after[`${report}?format=pdf`]!, /caseskeptfromanybodyarenevercountedhere/);
  });
});
