import { Inject, Injectable } from '@nestjs/common';
import { Ledger } from '../../ledger/ledger.js';
import { besideNextActs } from '../../ledger/beside-next-acts.js';
import { mayRead } from '../permission/case-visibility.js';
import type { Caller } from '../permission/caller.js';
import { actPreviewJson, type ActPreviewJson } from './act-preview-json.js';
import type { RecordPreviewDto } from './bodies/record-preview.js';
import { CaseOriginCache } from './case-origin-cache.js';
import { CaseService } from './case.service.js';

/** What recording a case, or an act, would do: asked like the real thing, and nothing is kept. */
@Injectable()
export class ActPreviewService {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(CaseService) private readonly caseService: CaseService,
    @Inject(CaseOriginCache) private readonly cases: CaseOriginCache,
  ) {}

  async record(who: Caller, body: unknown): Promise<ActPreviewJson> {
    const opening = await this.caseService.openingOf(who, body);
    return this.shown(who, await this.ledger.previewOpening(who.actor, opening));
  }

  /** The same where an act follows on the new case at once. */
  async recordAndAct(who: Caller, { record, act: nextAct, body }: RecordPreviewDto): Promise<ActPreviewJson> {
    const opening = await this.caseService.openingOf(who, record);
    const acting = await this.caseService.nextActOf(who, opening, nextAct, body);
    const shown = await this.shown(who, await this.ledger.previewOpening(who.actor, opening, acting));
    return { ...shown, followUps: shown.followUps.filter(({ number, act }) => number !== null || act !== nextAct) };
  }

  async act(
    who: Caller,
    number: string,
    act: string,
    body: unknown,
    { ifSeq }: { ifSeq?: number },
  ): Promise<ActPreviewJson> {
    const acting = await this.caseService.actingOf(who, number, act, body, ifSeq);
    return this.shown(who, await this.ledger.preview(who.actor, acting));
  }

  private shown(who: Caller, preview: Parameters<typeof actPreviewJson>[0]): Promise<ActPreviewJson> {
    const isVisible = async (number: string) => {
      const origin = await this.cases.find(number);
      return origin !== undefined && mayRead(who, origin);
    };
    return actPreviewJson(preview, who, isVisible, (after, rulebook, at) =>
      besideNextActs(this.ledger.source, after, who.actor, rulebook, at),
    );
  }
}
