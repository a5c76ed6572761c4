import { Inject, Injectable } from '@nestjs/common';
import { kinds } from '../../domain/kinds/kinds.js';
import { Ledger } from '../../ledger/ledger.js';
import { caseOrigin, type CaseOrigin } from '../../ledger/read/case.js';

const maxEntries = 50_000;

/**
 * Where cases belong, which does not change: asked of the database once, but each time where people may be named later
 * whom the case is about.
 */
@Injectable()
export class CaseOriginCache {
  private readonly origins = new Map<string, CaseOrigin>();

  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  /** Undefined where there is no such case; that is not remembered. */
  async find(number: string): Promise<CaseOrigin | undefined> {
    if (!/^[A-Za-z0-9-]{1,40}$/.test(number)) return undefined;
    const known = this.origins.get(number);
    if (known) return known;
    const origin = await caseOrigin(this.ledger.source, number);
    if (origin) this.remember(number, origin);
    return origin;
  }

  remember(number: string, { site, kind, excludedKeys: unseenBy }: CaseOrigin): void {
    if (kinds[kind]?.['record']?.fields?.['about']) return;
    if (this.origins.size >= maxEntries) this.origins.clear();
    this.origins.set(number, { site, kind, excludedKeys: unseenBy });
  }
}
