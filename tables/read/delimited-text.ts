import { detectDelimiter, streamCsvRows } from 'hucre/csv';
import { FileError, TableBoundError, type TableBounds } from './table-bounds.js';
import type { SheetRow } from './sheet-rows.js';

/**
 * The rows of csv or of pasted cells (tabs between them): the encodings and marks in which Excel and WPS write them.
 * Every cell is text. Throws a FileError for what is no table.
 */
export function* delimitedRows(bytes: Uint8Array, bounds: TableBounds): Generator<SheetRow> {
  const [, own, text] = /^sep=(.)\r?\n(.*)$/s.exec(decoded(bytes)) ?? [undefined, undefined, decoded(bytes)];
  const delimiter = own ?? (text!.split('\n', 1)[0]!.includes('\t') ? '\t' : detectDelimiter(text!));
  const counted = { rows: -1, cells: 0, characters: 0 };
  const check = (bound: keyof TableBounds, count: number): void => {
    if (count > bounds[bound]) throw new TableBoundError(bound, bounds);
  };
  let number = 0;
  for (const fields of streamCsvRows(text!, { delimiter, unescapeFormulae: true })) {
    number += 1;
    check('cells', (counted.cells += fields.length));
    const cells = fields.map((field) => textOf(field === null ? '' : String(field)));
    while (cells.length > 0 && cells.at(-1) === null) cells.pop();
    if (cells.length > 0) check('rows', (counted.rows += 1));
    check('columns', cells.length);
    for (const cell of cells) {
      check('tokenCharacters', cell?.length ?? 0);
      check('characters', (counted.characters += cell?.length ?? 0));
    }
    yield { number, cells, date1904: false };
  }
}

/** `="000123"` is how some write a text that Excel is to leave alone. */
function textOf(field: string): string | null {
  const text = /^="(.*)"$/s.exec(field)?.[1] ?? field;
  return text.trim() === '' ? null : text;
}

/** UTF-8, UTF-16 with its mark ("Unicode text"), or else GB18030, in which Excel in China saves csv. */
function decoded(bytes: Uint8Array): string {
  const mark = `${bytes[0]},${bytes[1]}`;
  if (mark === '255,254') return new TextDecoder('utf-16le').decode(bytes);
  if (mark === '254,255') return new TextDecoder('utf-16be').decode(bytes);
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      continue;
    }
  }
  throw new FileError({
    en: 'The text is neither UTF-8 nor GB18030: save the table as .xlsx.',
    'zh-CN': '文本既不是 UTF-8 也不是 GB18030 编码，请另存为 .xlsx。',
  });
}
