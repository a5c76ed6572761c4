import { Inject, Injectable } from '@nestjs/common';
import { ApiField } from '../api-field.js';
import { CaseService } from '../cases/case.service.js';
import { OutageJson } from '../cases/outage-json.js';
import { SimilarCaseJson, SimilarCaseService } from '../cases/similar-case.service.js';
import type { Caller } from '../permission/caller.js';
import { wordsFor } from '../permission/redaction.js';
import { CallerHistoryService, CallerJson } from './caller-history.service.js';

/** What is known of whoever a case is from, and of where it is; the case itself apart. */
export class KnownCallerJson extends CallerJson {
  @ApiField('cases like it, the likest first', { type: [SimilarCaseJson] }) similar!: SimilarCaseJson[];
  @ApiField('outages that are on in its area or on its line, or that others called about from its building', {
    type: [OutageJson],
  })
  outages!: OutageJson[];
}

/**
 * Who is calling, beside the new number. It is asked for by itself, right after recording: these three questions cost
 * several times what the record does, and nobody should wait for them to have the number.
 */
@Injectable()
export class KnownCallerService {
  constructor(
    @Inject(CaseService) private readonly cases: CaseService,
    @Inject(CallerHistoryService) private readonly callers: CallerHistoryService,
    @Inject(SimilarCaseService) private readonly similar: SimilarCaseService,
  ) {}

  /** By the phone and the place of the case, as far as `who` may read them: where they read neither, nothing is known. */
  async ofCase(who: Caller, number: string): Promise<KnownCallerJson> {
    const state = await this.cases.stateFor(who, number);
    const { phone, place } = wordsFor(who, state) ?? {};
    if (phone === undefined && place === undefined)
      return { phone: null, place: null, thisWeek: 0, open: [], promised: [], earlier: [], similar: [], outages: [] };
    const [caller, similar, outages] = await Promise.all([
      this.callers.caller(who, {
        ...(phone === undefined ? {} : { phone }),
        ...(place === undefined ? {} : { place }),
      }),
      this.similar.likeState(who, state, {}),
      this.similar.outagesAt(who, state.facts, place),
    ]);
    const others = <Item extends { number: string }>(items: Item[]) => items.filter((item) => item.number !== number);
    return {
      ...caller,
      open: others(caller.open),
      promised: others(caller.promised),
      earlier: others(caller.earlier),
      similar,
      outages,
    };
  }
}
