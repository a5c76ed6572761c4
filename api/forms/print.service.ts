import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { PdfDocument } from '../../print/document.js';
import { PdfPrinter } from '../../print/printer.js';
import { ThreadEndedError, ThreadsBusyError } from '../../threads/thread-pool.js';
import { ApiProblem } from '../problem.js';

/** The printer of this API. */
@Injectable()
export class PrintService implements OnModuleDestroy {
  private readonly printer = new PdfPrinter();

  async print(paper: PdfDocument): Promise<Uint8Array> {
    try {
      return await this.printer.print(paper);
    } catch (error) {
      if (error instanceof ThreadEndedError)
        throw ApiProblem.of(
          'too-much-to-print',
          'Printing this takes too much: print less at once, for example single days.',
          '打印内容过多，请减少一次打印的内容，例如按日打印。',
        );
      if (!(error instanceof ThreadsBusyError)) throw error;
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
