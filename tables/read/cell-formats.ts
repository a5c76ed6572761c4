import { formatValue } from 'hucre';
import { ElementStack } from './element-stack.js';
import type { XmlVisitor } from './office-archive.js';

/** Excel takes 255. */
const maxFormatCharacters = 1_000;

/** How a style shows a number: as a date, or by the code of a format; neither where it shows the number itself. */
export interface CellFormat {
  date: boolean;
  code?: string;
}

/** `formats` gets one entry for each style a cell can have. */
export function formatVisitor(formats: CellFormat[]): XmlVisitor {
  const inside = new ElementStack();
  const codes = new Map<number, string>();
  return {
    open(name, { numFmtId, formatCode = '' }) {
      const format = Number(numFmtId ?? 0);
      if (formatCode.length > maxFormatCharacters) throw new Error('a number format is too long');
      if (name === 'numFmt' && inside.is('numFmts')) codes.set(format, formatCode);
      if (name === 'xf' && inside.is('cellXfs')) formats.push(formatOf(format, codes.get(format)));
      inside.open(name);
    },
    close: () => inside.close(),
  };
}

function formatOf(id: number, written: string | undefined): CellFormat {
  if (showsDate(id, written)) return { date: true };
  const code = plainCode(written ?? ownCodes[id] ?? '');
  return code === '' ? { date: false } : { date: false, code };
}

/** Excel's own formats have no code in the file; 27-36 and 50-58 are those of East Asia. */
function showsDate(id: number, code: string | undefined): boolean {
  if (code === undefined)
    return [
      [14, 22],
      [27, 36],
      [45, 47],
      [50, 58],
    ].some(([first, last]) => id >= first! && id <= last!);
  const letters = code.split(';')[0]!.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '');
  return /[ymdhs]/i.test(letters.replace(/general/i, ''));
}

const ownCodes: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
};

/**
 * A code without colours, places and Chinese numerals; '' where it shows the digits as they are. Scientific notation
 * and fractions count for nothing: they hide digits of a phone.
 */
function plainCode(code: string): string {
  const plain = code.replace(/\[\$([^\]-]*)[^\]]*\]|\[(?:DBNum|Color|颜色)\d+\]|\[(?!<|>|=)[^\]]*\]/gi, '$1');
  const digits = plain.replace(/"[^"]*"|\\./g, '');
  if (/general|通用格式|@|E[+-]|\?\/[?\d]/i.test(digits) || !/[0#?]/.test(digits)) return '';
  return plain;
}

/** The digits of a number that a cell shows: `000123` for 123 in the format `000000`. */
export function shownNumber(value: number, { code }: CellFormat): string {
  const plain = digitsOf(value);
  if (code === undefined) return plain;
  try {
    return formatValue(value, code).trim() || plain;
  } catch {
    return plain;
  }
}

/** All digits of a number, none of them an artefact: 0.3, not 0.30000000000000004; 1000000000000000000000, not 1e21. */
function digitsOf(value: number): string {
  const exact = Number(value.toPrecision(15));
  const text = String(exact);
  return /e\+/.test(text) && Number.isFinite(exact) ? BigInt(exact).toString() : text;
}
