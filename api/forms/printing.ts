import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Paper } from '../../print/paper.js';
import { Printer, PrinterBusy } from '../../print/printer.js';
import { Problem } from '../problem.js';

/** The printer of this API. */
@Injectable()
export class Printing implements OnModuleDestroy {
  private readonly printer = new Printer();

  async print(paper: Paper): Promise<Uint8Array> {
    try {
      return await this.printer.print(paper);
    } catch (error) {
      if (!(error instanceof PrinterBusy)) throw error;
      throw Problem.of('printer-busy', 'Too much is being printed now: try again in a minute.', '正在打印的内容过多，请稍后重试。', { headers: { 'retry-after': '30' } });
    }
  }

  onModuleDestroy(): Promise<void> {
    return this.printer.close();
  }
}
