import { move } from 'piscina';
import type { Paper } from './paper.js';
import { pdfOf } from './pdf.js';

/** What the thread of `printer.ts` does. The bytes are handed over, not copied. */
export default async function print(paper: Paper): Promise<unknown> {
  return move(new Uint8Array(await pdfOf(paper)));
}
