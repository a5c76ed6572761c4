import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { rowOf } from '../../domain/kinds/kinds.js';
import { Ledger } from '../../ledger/ledger.js';
import { caseOrigin, type CaseOrigin } from '../../ledger/read/case.js';

const maxEntries = 50_000;

/**
 * Where cases belong and who is excluded from them. That hardly changes, so the database is asked once, and again where a
 * process tells that a case has moved; but of kinds whose records may name later whom a case is about, it is asked every
 * time.
 */
@Injectable()
export class CaseOriginCache {
  private round = 0;
  private readonly origins = new LRUCache<string, CaseOrigin>({ max: maxEntries });

  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  /** The origin of a case; undefined where there is no such case, which is not remembered. */
  async find(number: string): Promise<CaseOrigin | undefined> {
    if (!/^[A-Za-z0-9-]{1,40}$/.test(number)) return undefined;
    const known = this.origins.get(number);
    if (known) return known;
    const round = this.round;
    const origin = await caseOrigin(this.ledger.source, number);
    // What moved while it was read may have been read before.
    if (origin && round === this.round) this.remember(number, origin);
    return origin;
  }

  /** The site of the case was put right; without a number: of which is not known. */
  forget(number?: string): void {
    this.round += 1;
    if (number === undefined) this.origins.clear();
    else this.origins.delete(number);
  }

  /** Keeps the origin of a case that was just read or recorded, unless it may change. */
  remember(number: string, { site, kind, excludedKeys }: CaseOrigin): void {
    if (rowOf(kind, 'record')?.fields?.['about']) return;
    this.origins.set(number, { site, kind, excludedKeys });
  }
}
