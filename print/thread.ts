import { move } from 'piscina';
import type { PdfDocument } from './document.js';
import { renderPdf } from './pdf.js';

/** What the thread of `printer.ts` does. The bytes are handed over, not copied. */
export default async function print(paper: PdfDocument): Promise<unknown> {
  return move(new Uint8Array(await renderPdf(paper)));
}
