import { describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { FileError } from '../../tables/read/sheet.js';
import { handedInBounds, TableBoundError, type BoundName, type TableBounds } from '../../tables/read/table-bounds.js';
import { bookParts, makeBook, makeTable, messages, rowsOf } from '../support/import-file.js';

/** Reads all of a table within these bounds; how many rows it has. */
async function read(source: string | Uint8Array, bounds: Partial<TableBounds>): Promise<number> {
  return (await rowsOf(source, undefined, { ...handedInBounds, ...bounds })).length;
}

const row = (number: number, cells: string) => `<row r="${number}">${cells}</row>`;
const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const rows = (count: number) => Array.from({ length: count }, (_, i) => row(i + 1, cell('x'))).join('');
const shared = (count: number) => Array.from({ length: count }, (_, i) => `<si><t>text${i}</t></si>`).join('');
const twoSheets = (parts: Record<string, string>) => ({
  ...parts,
  'xl/workbook.xml': parts['xl/workbook.xml']!.replace(
    '</sheets>',
    '<sheet name="Sheet2" sheetId="2" r:id="rId1"/></sheets>',
  ),
});
const withDoctype = (parts: Record<string, string>, doctype: string) => ({
  ...parts,
  'xl/sharedStrings.xml': doctype + parts['xl/sharedStrings.xml'],
});

/** A table for each bound: what is counted in it, and the parts that have so much of it. */
const tables: [bound: keyof TableBounds, counted: number, parts: Record<string, string>][] = [
  ['parts', 6, bookParts(rows(2))],
  ['sheets', 2, twoSheets(bookParts(rows(2)))],
  ['depth', 12, bookParts(row(1, `${'<x>'.repeat(9)}${'</x>'.repeat(9)}`))],
  ['attributes', 30, bookParts(row(1, `<c ${Array.from({ length: 30 }, (_, i) => `a${i}="1"`).join(' ')}/>`))],
  ['tokenCharacters', 3_001, bookParts(row(1, cell('y'.repeat(3_000))))],
  ['sharedTexts', 20, bookParts(row(1, '<c t="s"><v>0</v></c>'), { texts: shared(20) })],
  ['sharedCharacters', 50, bookParts(row(1, '<c t="s"><v>0</v></c>'), { texts: shared(10) })],
  ['rows', 40, bookParts(rows(41))],
  ['columns', 27, bookParts(row(1, '<c r="AA1"><v>1</v></c>'))],
  ['cells', 12, bookParts(row(1, '<c/>'.repeat(12)))],
  ['characters', 60, bookParts(row(1, '<c t="s"><v>0</v></c>'.repeat(6)), { texts: '<si><t>ten letter</t></si>' })],
];

describe('tables: what goes beyond a bound is refused whole, with the bound and what to do', () => {
  it.each(tables)('%s', async (bound, counted, parts) => {
    const file = await makeBook(parts);
    assert.ok((await read(file, { [bound]: counted })) >= 1, 'as much as is allowed is read');
    for (const source of [file, await readFile(file)])
      await assert.rejects(read(source, { [bound]: counted - 1 }), (error) => isBeyond(error, bound));
  });

  it.each<[string, string]>([
    ['attribute', `<row r="1"><c z="${'w'.repeat(3_000)}"><v>1</v></c></row>`],
    ['name', `<row r="1"><c${'w'.repeat(3_000)}/></row>`],
    ['comment', `<row r="1"><!--${'w'.repeat(3_000)}--></row>`],
    ['text of many runs', row(1, `<c t="inlineStr"><is>${`<r><t>${'w'.repeat(100)}</t></r>`.repeat(30)}</is></c>`)],
  ])('an %s that is too long', async (_, xml) => {
    const file = await makeBook(bookParts(xml));
    assert.equal(await read(file, { tokenCharacters: 3_100 }), 1);
    await assert.rejects(read(file, { tokenCharacters: 2_900 }), (error) => isBeyond(error, 'tokenCharacters'));
  });

  it('a text that never ends is given up at the bound, not at its end', async () => {
    const endless = bookParts(`<row r="1"><c t="inlineStr"><is><t>${'v'.repeat(200_000)}`);
    await assert.rejects(read(await makeBook(endless), { tokenCharacters: 1_000 }), (error) =>
      isBeyond(error, 'tokenCharacters'),
    );
  });

  it('elements of all parts, and bytes of all parts, are counted together', async () => {
    const file = await makeBook(bookParts(rows(10), { texts: shared(10) }));
    // 5 outline parts, 40 in the rows, 20 in the texts; each alone is within the bound.
    await assert.rejects(read(file, { elements: 60 }), (error) => isBeyond(error, 'elements'));
    assert.equal(await read(file, { elements: 90 }), 10);
    const bytes = Object.values(bookParts(rows(10), { texts: shared(10) })).join('').length;
    assert.equal(await read(file, { unzippedBytes: bytes }), 10);
    await assert.rejects(read(file, { unzippedBytes: bytes - 1 }), (error) => isBeyond(error, 'unzippedBytes'));
  });

  it('what unfolds to more than its size allows', async () => {
    const same = Array.from({ length: 4_000 }, (_, i) => ({
      ...messages(1)[0]!,
      id: i,
      description: '长'.repeat(200),
    }));
    const file = await makeTable(same, { inline: true });
    assert.ok((await read(file, {})) > 4_000);
    await assert.rejects(read(file, { ratio: 5 }), (error) => isBeyond(error, 'ratio'));
  });

  it('the file itself', async () => {
    const file = await makeTable(messages(3));
    const { length } = await readFile(file);
    assert.equal(await read(file, { zippedBytes: length }), 4);
    for (const source of [file, await readFile(file)])
      await assert.rejects(read(source, { zippedBytes: length - 1 }), (error) => isBeyond(error, 'zippedBytes'));
  });

  it('a size in the headers that is not true is not believed', async () => {
    const file = await makeTable(messages(300));
    const bytes = await readFile(file);
    // The list of contents: whatever the size of a part, it is 20 bytes now.
    for (let at = bytes.indexOf('504b0102', 0, 'hex'); at >= 0; at = bytes.indexOf('504b0102', at + 4, 'hex'))
      bytes.writeUInt32LE(20, at + 24);
    await writeFile(file, bytes);
    await assert.rejects(read(file, {}), (error) => error instanceof FileError && /damaged/.test(error.message));
  });

  it.each([
    ['a DOCTYPE', '<!DOCTYPE sst>'],
    ['entities of its own', '<!DOCTYPE sst [<!ENTITY a "text">]>'],
    ['entities from elsewhere', '<!DOCTYPE sst [<!ENTITY a SYSTEM "file:///nothing">]>'],
  ])('%s', async (_, doctype) => {
    const file = await makeBook(withDoctype(bookParts(rows(2)), doctype));
    await assert.rejects(read(file, {}), (error) => isBeyond(error, 'doctype'));
  });

  it('a name of an entity that nothing declares is a fault of the file', async () => {
    await assert.rejects(read(await makeBook(bookParts(row(1, cell('&a;')))), {}), FileError);
  });
});

function isBeyond(error: unknown, bound: BoundName): boolean {
  assert.ok(error instanceof TableBoundError, String(error));
  assert.equal(error.bound, bound);
  assert.match(error.text.en, /[:,] .+\.$/);
  assert.match(error.text['zh-CN'], /，.+。$/);
  return true;
}
