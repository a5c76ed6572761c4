import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { rowOf } from '../../domain/kinds/kinds.js';
import { Ledger } from '../../ledger/ledger.js';
import { caseOrigin, type CaseOrigin } from '../../ledger/read/case.js';

const maxEntries = 50_000;

/**
 * Where cases belong and who is excluded from them. That never changes, so the database is asked once; but of kinds
 * whose records may name later whom a case is about, it is asked every time.
 */
@Injectable()
export class CaseOriginCache {
  private readonly origins = new LRUCache<string, CaseOrigin>({ max: maxEntries });

  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  /** The origin of a case; undefined where there is no such case, which is not remembered. */
  async find(number: string): Promise<CaseOrigin | undefined> {
    if (!/^[A-Za-z0-9-]{1,40}$/.test(number)) return undefined;
    const known = this.origins.get(number);
    if (known) return known;
    const origin = await caseOrigin(this.ledger.source, number);
    if (origin) this.remember(number, origin);
    return origin;
  }

  /** Keeps the origin of a case that was just read or recorded, unless it may change. */
  remember(number: string, { site, kind, excludedKeys }: CaseOrigin): void {
    if (rowOf(kind, 'record')?.fields?.['about']) return;
    this.origins.set(number, { site, kind, excludedKeys });
  }
}
