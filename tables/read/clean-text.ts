import { plainText } from '../../domain/words/plain-text.js';

/**
 * A cell's text as it is kept: whole, without what nobody can see. Excel's `_x000D_` escapes are undone, line ends
 * become \n, every kind of space (tab, no-break, full-width) one space, and control characters (NUL among them),
 * zero-width and bidi marks go. A lone surrogate, which PostgreSQL cannot store, becomes U+FFFD. Line breaks stay, at
 * most one empty line in a row.
 */
export function cleanText(raw: string): string {
  return plainText(raw.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))))
    .replace(/\p{Cs}/gu, '\uFFFD')
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/(?!\n)\p{Cc}/gu, '')
    .replace(/ *\n */g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** The same on one line: names, numbers, headings. */
export function cleanLine(raw: string): string {
  return cleanText(raw).replace(/\s*\n\s*/g, ' ');
}

/** What two texts have in common when they say the same: width, case and white space set aside. */
export function comparableText(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
}
