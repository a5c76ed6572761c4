import { types } from 'node:util';
import { ThreadPool, type ThreadLimits } from '../threads/thread-pool.js';
import type { TableBounds } from '../tables/read/table-bounds.js';
import type { RulebookReading } from './rulebook-reading.js';
import type { SheetRow } from '../tables/read/sheet-rows.js';
import type { TableReading } from './table-reading.js';

/** What whoever hands something in can wait for; a table within its bounds takes a second or two. */
const limits: ThreadLimits = { threads: 2, waiting: 8, waitMs: 12_000, workMs: 10_000, memoryMb: 256 };

/**
 * Reads what people hand in, which may unfold to anything, in threads with limits on memory and time. One a process;
 * who creates it closes it. Throws `ThreadsBusyError` and `ThreadEndedError`.
 */
export class HandedInReader {
  private readonly threads: ThreadPool;

  constructor(own: Partial<ThreadLimits> = {}) {
    this.threads = new ThreadPool(new URL('./thread.js', import.meta.url), { ...limits, ...own });
  }

  async table(content: Uint8Array, bounds: TableBounds, sheet?: string): Promise<TableReading> {
    const reading = (await this.threads.run({ content, bounds, sheet }, { name: 'table' })) as TableReading;
    if ('table' in reading)
      for (const { head, whole } of reading.table.sheets) [...head, ...whole].forEach(makeDatesOurs);
    return reading;
  }

  async rulebook(text: string): Promise<RulebookReading> {
    return (await this.threads.run({ text }, { name: 'rulebook' })) as RulebookReading;
  }

  async close(): Promise<void> {
    await this.threads.close();
  }
}

/** What comes from a thread need not be an instance of this realm's `Date`. */
function makeDatesOurs({ cells }: SheetRow): void {
  cells.forEach((cell, i) => {
    if (types.isDate(cell)) cells[i] = new Date(cell.getTime());
  });
}
