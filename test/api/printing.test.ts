import { afterEach, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { crc32, deflateSync } from 'node:zlib';
import type { PdfDocument } from '../../print/document.js';
import { isPrintablePicture } from '../../print/picture.js';
import { PdfPrinter } from '../../print/printer.js';
import { ThreadEndedError } from '../../threads/thread-pool.js';
import { fontsOf, pagesOf } from '../support/pdf.js';

const paper = (value: string, image?: string): PdfDocument => ({
  language: 'zh-CN',
  organisation: '公司',
  title: '表',
  subtitles: ['一'],
  foot: '第一条',
  blocks: [
    { type: 'fields', rows: [[{ label: '内容', value, ...(image ? { image } : {}) }]] },
    { type: 'table', columns: [{ title: '甲' }, { title: '乙' }], rows: [[value, value]], empty: '无' },
  ],
});

const chunk = (type: string, data: Buffer): Buffer => {
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type), data]);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};
/** A PNG that says it has `side` × `side` pixels, with alpha, and holds `bytes` of them. */
const png = (side: number, bytes: number): string => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side);
  header.writeUInt32BE(side, 4);
  header.set([8, 6], 8);
  const parts = [
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(bytes))),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return `data:image/png;base64,${Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts]).toString('base64')}`;
};

describe('printing within limits', () => {
  let printer: PdfPrinter;
  afterEach(() => printer?.close());

  it('a word of 4000 letters is printed whole, at once, and without boxes', async () => {
    printer = new PdfPrinter({ workMs: 20_000 });
    const word = Array.from({ length: 4_000 }, (_, i) => 'abcdefghij'[i % 10]).join('');
    const bytes = await printer.print(paper(word));
    const all = (await pagesOf(bytes)).join('');
    assert.ok((await fontsOf(bytes)).every(({ lacks }) => !lacks));
    assert.equal(all.match(/[a-j]/g)?.length, 3 * word.length, 'in three places, whole');
    await printer.print(paper('y'.repeat(20_000)));
  });

  it('a paper that takes too long is given up; the next is printed', async () => {
    printer = new PdfPrinter({ workMs: 1 });
    await assert.rejects(printer.print(paper('长')), ThreadEndedError);
    await printer.close();
    printer = new PdfPrinter();
    assert.ok((await printer.print(paper('长'))).length > 1_000);
  });

  it('a picture that unfolds to more than it may, or is damaged, is not drawn', async () => {
    assert.ok(isPrintablePicture(png(4, 4 * 17)));
    assert.ok(!isPrintablePicture(png(4, 65 * 1024 * 1024)), 'whatever its header says');
    assert.ok(!isPrintablePicture(png(60_000, 68)), 'whatever it holds');
    assert.ok(!isPrintablePicture('data:image/png;base64,AAAA'));
    printer = new PdfPrinter();
    assert.ok((await printer.print(paper('', png(4, 4 * 17)))).length > 1_000);
    await assert.rejects(printer.print(paper('', png(60_000, 68))), /picture cannot be drawn/);
  });
});
