import { transferableSymbol, valueSymbol } from 'piscina';
import type { Paper } from './paper.js';
import { pdfOf } from './pdf.js';

/** What the thread of `printer.ts` does. */
export default async function print(paper: Paper): Promise<unknown> {
  const bytes = new Uint8Array(await pdfOf(paper));
  return { [transferableSymbol]: [bytes.buffer], [valueSymbol]: bytes };
}
