import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createActivities, type Activities } from '../../activities/activities.js';
import { DeliveryService } from '../../activities/delivery.service.js';
import { WorkbookReader, type CellValue } from '../../tables/read/workbook.js';
import { FileStore } from '../../ledger/files/file-store.js';
import { PdfPrinter } from '../../print/printer.js';
import { displayedValue } from '../../reports/sections.js';
import type { ReportFigure } from '../../reports/report.js';
import { fontsOf, pagesOf } from '../support/pdf.js';
import { must, TestApi } from '../support/api-desk.js';
import { signature } from '../support/engine-keys.js';

const round = {
  rulebook: 'property',
  site: 'sunshine',
  every: { month: 22 },
  opensAt: '08:30',
  timeZone: 'Asia/Shanghai',
};

describe('P-3.3, P-4.2.9.3, P-4.3.5.1c the report of the month', () => {
  let api: TestApi;
  let activities: Activities;
  const printer = new PdfPrinter();
  let folder: string;
  beforeAll(async () => {
    api = await TestApi.start({ at: '2026-10-12T01:00:00Z' });
    folder = await mkdtemp(join(tmpdir(), 'banjie-reports-'));
    activities = createActivities({
      signature,
      ledger: api.desk.ledger,
      deliveries: new DeliveryService(api.desk.ledger, {}),
      reports: { files: new FileStore(api.folder), printer },
    });
    // October: three complaints, of which one is solved in time and one is late; a repair reported and not yet taken.
    const [good, bad] = [await api.complaint({ subject: '按时办结的' }), await api.complaint({ subject: '超时的' })];
    await api.complaint({ site: 'riverside', subject: '另一项目的' });
    for (const { number } of [good, bad]) {
      await api.acted('p01', number, 'sort', {
        valid: true,
        grounds: ['slight-inconvenience'],
        department: 'engineering',
      });
      await api.acted('p08', number, 'sign');
    }
    await api.acted('p08', good.number, 'finish', { done: '已处理' });
    await api.acted('p08', good.number, 'return-form');
    await api.acted('p01', good.number, 'revisit', { outcome: 'satisfied', channel: 'phone' });
    await api.acted('p01', good.number, 'close');
    api.desk.time.advance({ days: 5 });
    await api.desk.ledger.catchUp(bad.number);
    await api.acted('p08', bad.number, 'finish', { done: '迟到的处理' });
    api.desk.time.set('2026-11-22T00:30:00Z');
    for (const { number } of [good, bad]) await api.desk.ledger.catchUp(number);
  });
  afterAll(async () => {
    await printer.close();
    await api.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const address = '/v1/reports/property/sunshine/2026-10';
  async function fetched(as: string, path: string, language = 'zh-CN'): Promise<{ type: string; bytes: Uint8Array }> {
    const response = await fetch(api.url + path, {
      headers: { authorization: `Bearer token-${as}`, 'accept-language': language },
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    assert.equal(response.status, 200, Buffer.from(bytes).toString());
    return { type: response.headers.get('content-type')!, bytes };
  }

  /** Every sheet of a workbook by its name. */
  async function sheets(bytes: Uint8Array): Promise<Record<string, CellValue[][]>> {
    const file = join(folder, 'report.xlsx');
    await writeFile(file, bytes);
    const book = await WorkbookReader.open(file);
    try {
      const found: Record<string, CellValue[][]> = {};
      for (const sheet of book.sheets) {
        found[sheet.name] = [];
        for await (const { cells } of book.rows(sheet)) found[sheet.name]!.push(cells);
      }
      return found;
    } finally {
      book.close();
    }
  }

  it('JSON, page, workbook and paper say the same numbers as GET /v1/figures', async () => {
    const report = must(await api.get('p03', address), 200);
    const figures = must(
      await api.get('p03', '/v1/figures?rulebook=property&site=sunshine&from=2026-10-01&until=2026-11-01'),
      200,
    ).figures as { id: string; value: number | null; of: number }[];
    assert.ok(figures.length > 5);
    for (const { id, value, of } of figures) {
      const own = (report.figures as ReportFigure[]).find((one) => one.id === id)!;
      assert.deepEqual([own.value, own.of], [value, of], id);
    }
    const received = report.byKind.find((row: { key: string }) => row.key === 'complaint');
    assert.deepEqual([received.of, received.before], [2, 0]);
    assert.ok(
      report.lateByClause.some((row: { key: string; late: number }) => row.key === 'P-4.3.10.1' && row.late === 1),
      JSON.stringify(report.lateByClause),
    );

    const book = await sheets((await fetched('p03', `${address}?format=xlsx`)).bytes);
    const html = Buffer.from((await fetched('p03', `${address}?format=html`)).bytes).toString();
    const { bytes } = await fetched('p03', `${address}?format=pdf`);
    const paper = (await pagesOf(bytes)).join('');
    for (const figure of report.figures as ReportFigure[]) {
      const name = figure.name['zh-CN'];
      const row = book['指标']!.find(([title]) => title === name)!;
      const shown = displayedValue(figure.unit, figure.value);
      assert.equal(row[2] ?? null, shown, name);
      assert.ok(html.includes(`<td>${name}</td>`) && html.includes(`<td class="n">${shown ?? '—'}</td>`), name);
      assert.ok(paper.includes(name.replace(/\s/g, '')) && (shown === null || paper.includes(String(shown))), name);
    }
    assert.ok(paper.includes('物业服务公司') && paper.includes('2026年10月') && paper.includes('阳光小区'));
    assert.ok((await fontsOf(bytes)).every(({ embedded, lacks }) => embedded && !lacks));
    assert.match(html, /@media print/);
    assert.doesNotMatch(html, /<script|src=|href=/);
  });

  it('X-4 the desk produces it when the duty comes round, once, and keeps it with the case: later changes leave it as it was signed', async () => {
    const { number } = await activities.openDuty(
      { ...round, duty: 'complaint-statistics' },
      '2026-11-22T00:30:00.000Z',
    );
    assert.equal(await activities.produceReport(number!), '2026-10');
    assert.equal(await activities.produceReport(number!), '2026-10', 'tried again it is the same one');
    const entries = (await api.desk.entries(number!)).filter(({ act }) => act === 'attach-report');
    assert.equal(entries.length, 1);
    const files = must(await api.get('p04', `/v1/cases/${number}/files`), 200).files as {
      id: string;
      type: string;
      uploadedBy: string;
    }[];
    assert.deepEqual(files.map(({ type }) => type).sort(), [
      'application/json',
      'application/pdf',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ]);
    const pdf = files.find(({ type }) => type === 'application/pdf')!;
    assert.match(
      (await pagesOf((await fetched('p04', `/v1/files/${pdf.id}`)).bytes)).join(''),
      /投诉事件月度统计分析并上报/,
    );
    const path = `${address}?duty=complaint-statistics`;
    const before = must(await api.get('p03', path), 200);
    assert.equal(before.produced.number, number);
    assert.deepEqual([...before.produced.files].sort(), files.map(({ id }) => id).sort());
    assert.ok(
      before.figures.every((figure: { id: string }) => !figure.id.startsWith('repair')),
      'of complaints alone',
    );
    // Its places are renamed, and time goes on: what was produced stays.
    await api.desk.database.source.query(
      `UPDATE sites SET name = '{"zh-CN": "改名后的小区", "en": "Renamed"}' WHERE id = 'sunshine'`,
    );
    api.desk.time.advance({ days: 1 });
    assert.deepEqual(must(await api.get('p03', path), 200), before);
    await api.desk.database.source.query(
      `UPDATE sites SET name = '{"zh-CN": "阳光小区", "en": "Sunshine Estate"}' WHERE id = 'sunshine'`,
    );
    // The person who signs has it before them.
    await api.acted('p03', number!, 'report', { findings: '投诉减少' });
    await api.acted('p04', number!, 'sign-off', { words: '同意' });
    assert.deepEqual(must(await api.get('p03', path), 200), before);
    assert.equal(await activities.produceReport(number!), null, 'a closed duty asks for none');
  });

  it('a duty without a report is left alone, and so is any other case', async () => {
    assert.equal(await activities.produceReport((await api.complaint()).number), null);
    assert.equal(await activities.produceReport('PD-2026-999999'), null);
  });

  it('reports are for the staff of the organisation, of months that are over', async () => {
    await api.hire('stranger', 'agent', null, null, 'heating-company');
    const asked = async (as: string, path: string) => {
      const { status, body } = await api.get(as, path);
      return [status, body.code, body.errors?.[0]?.field ?? null];
    };
    assert.deepEqual(await asked('stranger', address), [404, 'unknown-report', null]);
    assert.deepEqual(await asked('p03', '/v1/reports/nonsense/sunshine/2026-10'), [404, 'unknown-report', null]);
    assert.deepEqual(await asked('p03', '/v1/reports/property/heating-company/2026-10'), [404, 'unknown-report', null]);
    assert.deepEqual(await asked('p03', '/v1/reports/property/sunshine/2026-11'), [422, 'bad-input', 'month']);
    assert.deepEqual(await asked('p03', '/v1/reports/property/sunshine/2026-13'), [422, 'bad-input', 'month']);
    assert.deepEqual(await asked('p03', `${address}?duty=nonsense`), [422, 'bad-input', 'duty']);
    assert.deepEqual(await asked('p03', `${address}?format=docx`), [422, 'bad-input', 'format']);
    const whole = must(await api.get('p03', '/v1/reports/property/property-company/2026-10'), 200);
    assert.equal(
      whole.byKind.find((row: { key: string }) => row.key === 'complaint').of,
      3,
      'the organisation is all its sites',
    );
    assert.deepEqual(
      await asked('p04', '/v1/reports/property/property-company/2026-10'),
      [404, 'unknown-report', null],
      'for those who may read them all',
    );
  });
});
