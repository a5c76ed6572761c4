import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { PdfDocument } from '../../print/document.js';
import { PdfPrinter, PrinterBusyError } from '../../print/printer.js';
import { ApiProblem } from '../problem.js';

/** The printer of this API. */
@Injectable()
export class PrintService implements OnModuleDestroy {
  private readonly printer = new PdfPrinter();

  async print(paper: PdfDocument): Promise<Uint8Array> {
    try {
      return await this.printer.print(paper);
    } catch (error) {
      if (!(error instanceof PrinterBusyError)) throw error;
      throw ApiProblem.of(
        'printer-busy',
        'Too much is being printed now: try again in a minute.',
        '正在打印的内容过多，请稍后重试。',
        { headers: { 'retry-after': '30' } },
      );
    }
  }

  onModuleDestroy(): Promise<void> {
    return this.printer.close();
  }
}
