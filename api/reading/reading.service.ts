import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { HandedInReader } from '../../reading/reader.js';
import type { RulebookReading } from '../../reading/rulebook-reading.js';
import { handedInBounds, type TableBounds } from '../../tables/read/table-bounds.js';
import { rowsOfWhole, type TableRows } from '../../tables/read/table.js';
import { ThreadEndedError, ThreadsBusyError, type ThreadLimits } from '../../threads/thread-pool.js';
import type { FieldProblem } from '../../domain/refusal.js';
import { ApiProblem } from '../problem.js';

/** For tests, which hand in little. */
export interface ReadingSettings {
  bounds?: Partial<TableBounds>;
  threads?: Partial<ThreadLimits>;
}

/** Reads what is handed in to this API, in threads: nobody else waits for it. */
@Injectable()
export class ReadingService implements OnModuleDestroy {
  private readonly reader: HandedInReader;
  private readonly bounds: TableBounds;

  constructor(@Inject('ReadingSettings') { bounds, threads }: ReadingSettings) {
    this.reader = new HandedInReader(threads);
    this.bounds = { ...handedInBounds, ...bounds };
  }

  /** What a table holds, or one sheet of it; a problem where it cannot be used or goes beyond a bound. */
  async table(content: Uint8Array, sheet?: string): Promise<TableRows> {
    const reading = await this.inThread('table', this.reader.table(content, this.bounds, sheet));
    if ('table' in reading) return rowsOfWhole(reading.table);
    if (reading.bound) throw tooMuch([{ field: `table.${reading.bound}`, text: reading.refused }]);
    throw ApiProblem.input([{ field: 'table', text: reading.refused }]);
  }

  /** The rulebook of a text, or its faults; a problem where reading it takes too much. */
  rulebook(text: string): Promise<RulebookReading> {
    return this.inThread('text', this.reader.rulebook(text));
  }

  onModuleDestroy(): Promise<void> {
    return this.reader.close();
  }

  private async inThread<T>(field: string, reading: Promise<T>): Promise<T> {
    try {
      return await reading;
    } catch (error) {
      if (error instanceof ThreadsBusyError) throw readingBusy();
      if (error instanceof ThreadEndedError) throw tooMuch([endedProblem(field, error)]);
      throw error;
    }
  }
}

function tooMuch(errors: FieldProblem[]): ApiProblem {
  const say = (language: 'en' | 'zh-CN') => errors.map(({ text }) => text[language]).join(' ');
  return ApiProblem.of('too-much-to-read', say('en'), say('zh-CN'), { errors });
}

function endedProblem(field: string, { usedUp }: ThreadEndedError): FieldProblem {
  const [en, zh] = usedUp === 'memory' ? ['memory', '内存'] : ['time', '时间'];
  return {
    field: `${field}.${usedUp}`,
    text: {
      en: `Reading this takes too much ${en}: divide it, or leave out what is not needed.`,
      'zh-CN': `读取所需${zh}过多，请拆分或删去不需要的内容。`,
    },
  };
}

function readingBusy(): ApiProblem {
  return ApiProblem.of(
    'reading-busy',
    'Too much is being read now: try again with the same Idempotency-Key in a few seconds.',
    '正在读取的内容过多，请稍后使用同一 Idempotency-Key 重试。',
    { headers: { 'retry-after': '5' } },
  );
}
