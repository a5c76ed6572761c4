import type { Text } from '../../domain/text.js';

/**
 * A file or mapping that cannot be used: the sentence says what to do. Nothing has been taken then. `kept`: the same
 * without anything that stands in the table.
 */
export class FileError extends Error {
  constructor(
    readonly text: Text,
    readonly kept: Text = text,
  ) {
    super(text.en);
  }
}

/**
 * How large a table may be, and how deep what it unfolds to. A zip archive of a few kilobytes may hold gigabytes, so
 * everything is counted while it is read; what its headers say is believed by nobody.
 */
export interface TableBounds {
  /** Bytes of the file. */
  zippedBytes: number;
  /** Bytes of all parts that are read, unzipped. */
  unzippedBytes: number;
  /** How many times its own size it may unfold to, beyond the first megabyte. */
  ratio: number;
  /** Parts of the archive. */
  parts: number;
  /** Worksheets. */
  sheets: number;
  /** Elements of XML within each other. */
  depth: number;
  /** Elements of XML in all parts that are read. */
  elements: number;
  /** Attributes of one element. */
  attributes: number;
  /** Characters of one name, attribute, text or comment in the XML. */
  tokenCharacters: number;
  /** Entries in the table of texts that cells share. */
  sharedTexts: number;
  /** Characters of all of them. */
  sharedCharacters: number;
  /** Rows with anything in them, below the first. */
  rows: number;
  /** The last column with anything in it. */
  columns: number;
  /** Cells, empty ones too. */
  cells: number;
  /** Characters of all cells: one shared text may stand in each of them. */
  characters: number;
}

const MiB = 1024 * 1024;

/** For tables that people hand in: more rows than a company has duties in a year belong in several tables. */
export const handedInBounds: TableBounds = {
  zippedBytes: 5 * MiB,
  unzippedBytes: 64 * MiB,
  ratio: 200,
  parts: 1_000,
  sheets: 100,
  depth: 64,
  elements: 2_000_000,
  attributes: 100,
  tokenCharacters: 100_000,
  sharedTexts: 200_000,
  sharedCharacters: 8 * MiB,
  rows: 5_000,
  columns: 256,
  cells: 500_000,
  characters: 4 * MiB,
};

/** For an import, which a person at the machine starts and which reads row by row: as much as Excel itself takes. */
export const importBounds: TableBounds = {
  ...handedInBounds,
  zippedBytes: 200_000_000,
  unzippedBytes: 4_096 * MiB,
  elements: 200_000_000,
  sharedTexts: 4_000_000,
  sharedCharacters: 256 * MiB,
  rows: 1_048_576,
  columns: 16_384,
  cells: 100_000_000,
  characters: 4_096 * MiB,
};

/** What a refusal names: a bound, or a declaration that no spreadsheet program writes. */
export type BoundName = keyof TableBounds | 'doctype';

/** Beyond a bound: refused whole, never cut. `text` names the bound and what to do. */
export class TableBoundError extends FileError {
  constructor(
    readonly bound: BoundName,
    bounds: TableBounds,
  ) {
    super(boundText(bound, bounds));
  }
}

const anew: Text = {
  en: 'copy the cells that are needed into a new workbook and save it as .xlsx.',
  'zh-CN': '请将所需单元格复制到新工作簿，另存为 .xlsx 后重试。',
};
const divide: Text = { en: 'divide its rows among several files.', 'zh-CN': '请将行拆分到多个文件。' };

function boundText(bound: BoundName, bounds: TableBounds): Text {
  const say = (en: string, zh: string, todo: Text): Text => ({
    en: `${en}: ${todo.en}`,
    'zh-CN': `${zh}，${todo['zh-CN']}`,
  });
  const most = bound === 'doctype' ? 0 : bounds[bound];
  const megabytes = Math.floor(most / 1_000_000);
  switch (bound) {
    case 'zippedBytes':
      return say(
        `The table has more than ${megabytes} MB (pictures in it count too)`,
        `表格超过 ${megabytes} MB（含其中图片）`,
        divide,
      );
    case 'unzippedBytes':
      return say(`Unzipped, the table has more than ${megabytes} MB`, `表格解压后超过 ${megabytes} MB`, anew);
    case 'ratio':
      return say(`The table unfolds to more than ${most} times its size`, `表格解压后超过自身大小的 ${most} 倍`, anew);
    case 'parts':
      return say(`The file is made of more than ${most} parts`, `文件包含超过 ${most} 个部分`, anew);
    case 'sheets':
      return say(`The workbook has more than ${most} sheets`, `工作簿超过 ${most} 个工作表`, anew);
    case 'depth':
      return say(`The XML of the table is nested deeper than ${most}`, `表格的 XML 嵌套超过 ${most} 层`, anew);
    case 'elements':
      return say(`The XML of the table has more than ${most} elements`, `表格的 XML 超过 ${most} 个元素`, anew);
    case 'attributes':
      return say(
        `An element in the XML of the table has more than ${most} attributes`,
        `表格的 XML 中有元素超过 ${most} 个属性`,
        anew,
      );
    case 'tokenCharacters':
      return say(
        `A text or attribute of the table has more than ${most} characters`,
        `表格中有文本或属性超过 ${most} 个字符`,
        { en: 'shorten it.', 'zh-CN': '请缩短。' },
      );
    case 'sharedTexts':
      return say(`The table has more than ${most} different texts`, `表格中不同的文本超过 ${most} 条`, divide);
    case 'sharedCharacters':
    case 'characters':
      return say(`The texts of the table have more than ${most} characters`, `表格文本总计超过 ${most} 个字符`, divide);
    case 'rows':
      return say(`The table has more than ${most} rows`, `表格超过 ${most} 行`, divide);
    case 'columns':
      return say(`The table has more than ${most} columns`, `表格超过 ${most} 列`, {
        en: 'leave out those that are not needed.',
        'zh-CN': '请删去不需要的列。',
      });
    case 'cells':
      return say(`The table has more than ${most} cells`, `表格超过 ${most} 个单元格`, divide);
    case 'doctype':
      return say(
        'The XML of the table has a DOCTYPE, which no spreadsheet program writes',
        '表格的 XML 含有 DOCTYPE 声明，电子表格软件不会写入',
        anew,
      );
  }
}
