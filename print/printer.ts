import { ThreadPool, type ThreadLimits } from '../threads/thread-pool.js';
import type { PdfDocument } from './document.js';

/**
 * Papers wait their turn; a font of 10 MB and a long table take a second of a processor, and no other request may wait
 * for that.
 */
const limits: ThreadLimits = { threads: 1, waiting: 50, waitMs: 120_000, workMs: 60_000, memoryMb: 768 };

/**
 * Prints papers as PDF in a thread of its own, which ends when nothing has been printed for a minute. One a process;
 * who creates it closes it. Throws `ThreadsBusyError` where too many wait, `ThreadEndedError` for a paper that takes
 * too much.
 */
export class PdfPrinter {
  private readonly threads: ThreadPool;

  constructor(own: Partial<ThreadLimits> = {}) {
    this.threads = new ThreadPool(new URL('./thread.js', import.meta.url), { ...limits, ...own });
  }

  async print(paper: PdfDocument): Promise<Uint8Array> {
    return (await this.threads.run(paper)) as Uint8Array;
  }

  async close(): Promise<void> {
    await this.threads.close();
  }
}
