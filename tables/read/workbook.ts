import { styleVisitor } from './date-styles.js';
import { ElementStack } from './element-stack.js';
import { OfficeArchive, type PartRelation, type TableSource, type XmlVisitor } from './office-archive.js';
import { importBounds, TableBoundError, type TableBounds } from './table-bounds.js';

/** What stands in a cell, or what its formula came to. A date is the wall time as if it were UTC. */
export type CellValue = string | number | boolean | Date | CellError | null;

/** An error such as #N/A. */
export interface CellError {
  error: string;
}

/** One row of a worksheet; `cells[0]` is column A. `number` is the row's number in Excel. */
export interface SheetRow {
  number: number;
  cells: CellValue[];
  /** Where the workbook counts its days from 1904 on. */
  date1904: boolean;
}

export interface Sheet {
  name: string;
  hidden: boolean;
  path: string;
}

const dayMs = 86_400_000;
/** The serial number of 1970-01-01, and the first one after the year 9999, where Excel ends. */
const [unixSerial, endSerial] = [25_569, 2_958_466];
/** What 1904-01-01 is in days from 1900. */
const days1904 = 1462;
const maxColumns = 16_384;

/**
 * An .xlsx workbook: its worksheets, and their rows one after another. Only the table of its texts is in memory. Throws
 * an Error for a damaged one.
 */
export class WorkbookReader {
  /** The worksheets in the order of their tabs. */
  readonly sheets: Sheet[] = [];
  private date1904 = false;
  private texts: string[] = [];
  /** For each style of a cell: whether it shows a number as a date. */
  private dateStyles: boolean[] = [];

  private readonly counted = { rows: -1, cells: 0, characters: 0, sharedCharacters: 0 };

  private constructor(
    private readonly parts: OfficeArchive,
    private readonly bounds: TableBounds,
  ) {}

  /**
   * Opens a workbook; the caller closes it. One that is no workbook has no sheets. Throws a TableBoundError where it
   * goes beyond a bound.
   */
  static async open(source: TableSource, bounds: TableBounds = importBounds): Promise<WorkbookReader> {
    const book = new WorkbookReader(await OfficeArchive.open(source, bounds), bounds);
    try {
      await book.readOutline();
    } catch (error) {
      book.close();
      throw error;
    }
    return book;
  }

  close(): void {
    this.parts.close();
  }

  /** The rows of a sheet that have an element of their own, empty ones too. */
  async *rows({ path }: Sheet): AsyncGenerator<SheetRow> {
    let found: SheetRow[] = [];
    const visitor = this.rowVisitor((row) => found.push(row));
    for await (const _ of this.parts.walk(path, visitor)) {
      yield* found;
      found = [];
    }
  }

  private check(bound: keyof TableBounds, counted: number): void {
    if (counted > this.bounds[bound]) throw new TableBoundError(bound, this.bounds);
  }

  private async readOutline(): Promise<void> {
    const main = (await this.parts.relationsOf('')).find(({ type }) => type === 'officeDocument');
    if (!main) return;
    const relations = await this.parts.relationsOf(main.path);
    await this.parts.visit(main.path, {
      open: (name, attributes) => {
        if (name === 'workbookPr') this.date1904 = isTrue(attributes['date1904']);
        if (name === 'sheet') this.addSheet(attributes, relations);
      },
    });
    const [strings, styles] = ['sharedStrings', 'styles'].map((wanted) =>
      relations.find(({ type }) => type === wanted),
    );
    if (strings)
      await this.parts.visit(
        strings.path,
        textVisitor(this.texts, (added) => this.countShared(added)),
      );
    if (styles) await this.parts.visit(styles.path, styleVisitor(this.dateStyles));
  }

  private countShared(characters: number): void {
    this.check('sharedTexts', this.texts.length);
    this.check('sharedCharacters', (this.counted.sharedCharacters += characters));
  }

  private addSheet(attributes: Record<string, string>, relations: PartRelation[]): void {
    const id = Object.keys(attributes).find((name) => name.endsWith(':id')) ?? '';
    const target = relations.find((relation) => relation.id === attributes[id]);
    // A sheet may also be a chart, a dialog or a macro.
    if (target?.type !== 'worksheet') return;
    this.check('sheets', this.sheets.length + 1);
    this.sheets.push({
      name: attributes['name'] ?? '',
      hidden: (attributes['state'] ?? 'visible') !== 'visible',
      path: target.path,
    });
  }

  private rowVisitor(done: (row: SheetRow) => void): XmlVisitor {
    const { date1904 } = this;
    let row: SheetRow = { number: 0, cells: [], date1904 };
    let cell = { column: 0, type: 'n', style: 0, raw: '' };
    const inside = new ElementStack();
    return {
      open: (name, { r: place, t: type = 'n', s: style = '0' }) => {
        // A button on the sheet has a 'row' too: where it stands.
        if (name === 'row' && inside.is('sheetData')) {
          row = { number: place === undefined ? row.number + 1 : Number(place), cells: [], date1904 };
          cell.column = 0;
        } else if (name === 'c' && inside.is('row')) {
          this.check('cells', (this.counted.cells += 1));
          cell = {
            column: place === undefined ? cell.column + 1 : columnOf(place),
            type,
            style: Number(style),
            raw: '',
          };
        }
        inside.open(name);
      },
      text: (text) => {
        if (!inside.isText() && !inside.is('v')) return;
        cell.raw += text;
        this.check('tokenCharacters', cell.raw.length);
      },
      close: (name) => {
        inside.close();
        if (name === 'row' && inside.is('sheetData')) {
          if (row.cells.length > 0) this.check('rows', (this.counted.rows += 1));
          done(row);
        }
        if (name !== 'c' || !inside.is('row')) return;
        const value = this.valueOf(cell.type, cell.raw, cell.style);
        if (value === null) return;
        this.check('columns', cell.column);
        this.check('characters', (this.counted.characters += typeof value === 'string' ? value.length : 0));
        while (row.cells.length < cell.column - 1) row.cells.push(null);
        row.cells[cell.column - 1] = value;
      },
    };
  }

  private valueOf(type: string, raw: string, style: number): CellValue {
    if (type === 'str' || type === 'inlineStr' || type === 'd') return raw === '' ? null : raw;
    const word = raw.trim();
    if (word === '') return null;
    if (type === 'b') return isTrue(word);
    if (type === 'e') return { error: word };
    const number = Number(word);
    if (type === 's') return this.texts[number] ?? fail(`shared text ${word} is missing`);
    if (Number.isNaN(number)) return { error: word };
    const isDate = this.dateStyles[style] === true && number >= 0 && number < endSerial;
    return isDate ? new Date(Math.round((number + (this.date1904 ? days1904 : 0) - unixSerial) * dayMs)) : number;
  }
}

function textVisitor(texts: string[], count: (characters: number) => void): XmlVisitor {
  const inside = new ElementStack();
  let whole = '';
  return {
    open(name) {
      inside.open(name);
      if (name === 'si') whole = '';
    },
    text(text) {
      if (!inside.isText()) return;
      whole += text;
      count(text.length);
    },
    close(name) {
      inside.close();
      if (name !== 'si') return;
      texts.push(whole);
      count(0);
    },
  };
}

/** B of B7 is 2. */
function columnOf(place: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{1,3}(?=\d+$)/i.exec(place)?.[0].toUpperCase() ?? '')
    column = column * 26 + letter.charCodeAt(0) - 64;
  return column > 0 && column <= maxColumns ? column : fail(`'${place}' is no cell`);
}

function isTrue(word: string | undefined): boolean {
  return word === '1' || word === 'true';
}

function fail(words: string): never {
  throw new Error(words);
}
