import { formatVisitor, type CellFormat } from './cell-formats.js';
import { ElementStack } from './element-stack.js';
import { OfficeArchive, type PartRelation, type TableSource, type XmlVisitor } from './office-archive.js';
import type { SheetRow } from './sheet-rows.js';
import { isTrue, sheetVisitor, type SheetFacts } from './sheet-visitor.js';
import { importBounds, TableBoundError, type TableBounds } from './table-bounds.js';

export type { CellError, CellValue, SheetRow } from './sheet-rows.js';

/** A worksheet; its facts are known once its rows have been read to the end. */
export interface Sheet extends SheetFacts {
  name: string;
  hidden: boolean;
  path: string;
}

/**
 * An .xlsx workbook: its worksheets, and their rows one after another. Only the table of its texts is in memory. Throws
 * an Error for a damaged one.
 */
export class WorkbookReader {
  /** The worksheets in the order of their tabs. */
  readonly sheets: Sheet[] = [];
  private date1904 = false;
  private texts: string[] = [];
  /** How each style of a cell shows a number. */
  private formats: CellFormat[] = [];

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

  /**
   * The rows of a sheet that have an element of their own, empty ones too, as they stand in the file: nothing is filled
   * into merged cells, which are known only at its end. `again`: it has been read, and counted, before.
   */
  async *rows(sheet: Sheet, again = false): AsyncGenerator<SheetRow> {
    let found: SheetRow[] = [];
    const facts: SheetFacts = { merged: [], hiddenColumns: [] };
    const { texts, formats, date1904 } = this;
    const bounds = {
      count: (bound: 'rows' | 'cells' | 'characters', more: number) => {
        if (!again) this.check(bound, (this.counted[bound] += more));
      },
      check: (bound: keyof TableBounds, counted: number) => this.check(bound, counted),
    };
    const visitor = sheetVisitor({ texts, formats, date1904 }, facts, bounds, (row) => found.push(row));
    Object.assign(sheet, facts);
    for await (const _ of this.parts.walk(sheet.path, visitor, again)) {
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
    if (styles) await this.parts.visit(styles.path, formatVisitor(this.formats));
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
      merged: [],
      hiddenColumns: [],
    });
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
