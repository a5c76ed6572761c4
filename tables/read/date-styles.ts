import { ElementStack } from './element-stack.js';
import type { XmlVisitor } from './office-archive.js';

/** Excel takes 255. */
const maxFormatCharacters = 1_000;

/** `dateStyles` gets one entry for each style a cell can have. */
export function styleVisitor(dateStyles: boolean[]): XmlVisitor {
  const inside = new ElementStack();
  const codes = new Map<number, string>();
  return {
    open(name, { numFmtId, formatCode = '' }) {
      const format = Number(numFmtId ?? 0);
      if (formatCode.length > maxFormatCharacters) throw new Error('a number format is too long');
      if (name === 'numFmt' && inside.is('numFmts')) codes.set(format, formatCode);
      if (name === 'xf' && inside.is('cellXfs')) dateStyles.push(showsDate(format, codes.get(format)));
      inside.open(name);
    },
    close: () => inside.close(),
  };
}

/** Excel's own formats have no code in the file; 27-36 and 50-58 are those of East Asia. */
function showsDate(format: number, code: string | undefined): boolean {
  if (code === undefined)
    return [
      [14, 22],
      [27, 36],
      [45, 47],
      [50, 58],
    ].some(([first, last]) => format >= first! && format <= last!);
  const letters = code.split(';')[0]!.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '');
  return /[ymdhs]/i.test(letters);
}
