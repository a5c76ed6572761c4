import { Piscina } from 'piscina';
import type { PdfDocument } from './document.js';

/** A paper that cannot be printed now: too many wait before it. */
export class PrinterBusyError extends Error {}

/**
 * Papers wait their turn; a font of 10 MB and a long table take a second of a processor, and no other request
 * may wait for that.
 */
const maxQueueSize = 50;

/**
 * Prints papers as PDF in a thread of its own, which ends when nothing has been printed for a minute. One a process;
 * who creates it closes it.
 */
export class PdfPrinter {
  private readonly thread = new Piscina({
    filename: new URL('./thread.js', import.meta.url).href,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 60_000,
    maxQueue: maxQueueSize,
  });

  async print(paper: PdfDocument): Promise<Uint8Array> {
    if (this.thread.queueSize >= maxQueueSize) throw new PrinterBusyError();
    return (await this.thread.run(paper)) as Uint8Array;
  }

  async close(): Promise<void> {
    await this.thread.close({ force: true });
  }
}
