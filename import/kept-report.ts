import type { Text } from '../domain/text.js';
import type { ImportMapping } from './mapping.js';
import type { ImportReport } from './report.js';

/**
 * A report as it may be kept: who stands in the table is not known from it. Of what a sentence quotes, headings that the
 * mapping names and dates stay; any other cell is `…`, and row, column and code say where it stands. Nor is it kept what
 * the file is called.
 */
export function keptReport(report: ImportReport, { columns }: ImportMapping): Omit<ImportReport, 'file'> {
  const headings = new Set(
    Object.values(columns).flatMap((column) => (typeof column === 'string' ? [column] : [column.date, column.time])),
  );
  const { file: _, ...kept } = report;
  const bare = (text: Text): Text => withoutCells(text, headings);
  return {
    ...kept,
    results: report.results.map(({ reason, notes, ...result }) => ({
      ...result,
      ...(reason ? { reason: { ...reason, text: bare(reason.text) } } : {}),
      ...(notes ? { notes: notes.map(bare) } : {}),
    })),
  };
}

/** The sentences without what they quote, but for what is `known` and dates. */
export function withoutCells(text: Text, known: ReadonlySet<string>): Text {
  return {
    en: withoutQuoted(text.en, /(?<![\p{L}\p{N}])'(.*?)'(?![\p{L}\p{N}])/gsu, known),
    'zh-CN': withoutQuoted(text['zh-CN'], /“(.*?)”/gsu, known),
  };
}

/** A date, a time or a span of them, and nothing else; no phone hides in it. */
function isDateAlone(said: string): boolean {
  const digits = /^(?:19|20)\d{2}[-/.年]\d{1,2}(?!\d)[\d\s:：T时点分秒月日半年Z+\-–—~至到/.上下午]{0,40}$/u;
  return digits.test(said) && !/\d{3}/.test(said.replace(/(?<!\d)(?:19|20)\d{2}(?=[-/.年])/g, ''));
}

/** A cell may have quotes of its own: from the first that is not known on, all up to the last quote goes. */
function withoutQuoted(text: string, quoted: RegExp, known: ReadonlySet<string>): string {
  const cell = [...text.matchAll(quoted)].find(([, said]) => !known.has(said!) && !isDateAlone(said!));
  if (!cell) return text;
  return `${text.slice(0, cell.index + 1)}…${text.slice(text.lastIndexOf(cell[0].at(-1)!))}`;
}
