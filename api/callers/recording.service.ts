import { Inject, Injectable } from '@nestjs/common';
import { ApiField } from '../api-field.js';
import { CaseJson } from '../cases/case-json.js';
import { CaseService } from '../cases/case.service.js';
import { OutageJson } from '../cases/outage-json.js';
import { SimilarCaseJson, SimilarCaseService } from '../cases/similar-case.service.js';
import type { IdempotencyContext } from '../idempotency.js';
import type { Caller } from '../permission/caller.js';
import { CallerHistoryService, CallerJson } from './caller-history.service.js';

/** What is known of whoever a new case is from, and of where it is; the case itself apart. */
export class KnownCallerJson extends CallerJson {
  @ApiField('cases like it, the likest first', { type: [SimilarCaseJson] }) similar!: SimilarCaseJson[];
  @ApiField('outages that are on in its area or on its line, or that others called about from its building', {
    type: [OutageJson],
  })
  outages!: OutageJson[];
}

export class RecordedCaseJson extends CaseJson {
  @ApiField('what is known of the phone and the place it came in from; null where the caller reads neither', {
    nullable: true,
    type: KnownCallerJson,
  })
  known!: KnownCallerJson | null;
}

/** Cases are recorded, and who is calling is told at once. */
@Injectable()
export class RecordingService {
  constructor(
    @Inject(CaseService) private readonly cases: CaseService,
    @Inject(CallerHistoryService) private readonly callers: CallerHistoryService,
    @Inject(SimilarCaseService) private readonly similar: SimilarCaseService,
  ) {}

  /** The new case with what is known of its caller; undefined where whoever records it wants no case in the answer. */
  async record(who: Caller, body: unknown, keyed: IdempotencyContext): Promise<RecordedCaseJson | undefined> {
    const recorded = await this.cases.record(who, body, keyed);
    if (!recorded) return undefined;
    // The case is on record: nothing that fails from here on may say that it is not.
    return { ...recorded, known: await this.known(who, recorded).catch(() => null) };
  }

  private async known(who: Caller, { number, words, facts }: CaseJson): Promise<KnownCallerJson | null> {
    const { phone, place } = words ?? {};
    if (phone === undefined && place === undefined) return null;
    const [caller, { cases }, outages] = await Promise.all([
      this.callers.caller(who, {
        ...(phone === undefined ? {} : { phone }),
        ...(place === undefined ? {} : { place }),
      }),
      this.similar.ofCase(who, number, {}),
      this.similar.outagesAt(who, facts, place),
    ]);
    const others = <Item extends { number: string }>(items: Item[]) => items.filter((item) => item.number !== number);
    return {
      ...caller,
      open: others(caller.open),
      promised: others(caller.promised),
      earlier: others(caller.earlier),
      similar: cases,
      outages,
    };
  }
}
