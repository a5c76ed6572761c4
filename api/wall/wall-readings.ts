import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { EmergingGroup } from '../../domain/emerging/emerging.js';
import { Ledger } from '../../ledger/ledger.js';
import type { Site } from '../../ledger/people/people.js';
import { reachableDuties, type ReachableDuty } from '../../ledger/people/roster.js';
import { casesDueBetween, openByTier, outagesOn, type TierCount, type WallOutage } from '../../ledger/read/wall.js';
import { defaultHours } from '../emerging/emerging.dto.js';
import { emergingAt } from '../emerging/emerging-at.js';

/** Shorter than screens wait between two questions: each shows something new every time. */
const keptMs = 10_000;
const maxSites = 10_000;
const hourMs = 3_600_000;

/** What is counted of one site for the walls that show it, in nobody's language. `at` in UTC ISO. */
export interface SiteReading {
  at: string;
  tiers: TierCount[];
  dueNextHour: number;
  outages: WallOutage[];
  /** `rulebook`: of the first of its cases. */
  emerging: (EmergingGroup & { rulebook: string })[];
  duties: ReachableDuty[];
}

/** Readings of sites, each made once within some seconds for all screens of this process, however many there are. */
@Injectable()
export class WallReadings {
  private readonly known = new LRUCache<string, Promise<SiteReading>>({ max: maxSites, ttl: keptMs });

  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  /** The readings of these sites, in their order. */
  async of(sites: readonly Site[]): Promise<SiteReading[]> {
    const found = new Map(sites.map(({ id }) => [id, this.known.get(id)]));
    const missing = sites.filter(({ id }) => !found.get(id));
    if (missing.length > 0) {
      const together = this.read(missing);
      for (const { id } of missing) {
        const reading = together.then((all) => all.get(id)!);
        found.set(id, reading);
        this.known.set(id, reading);
        // What failed is read anew by the next screen.
        reading.catch(() => this.known.peek(id) === reading && this.known.delete(id));
      }
    }
    return Promise.all(sites.map(({ id }) => found.get(id)!));
  }

  private async read(sites: readonly Site[]): Promise<Map<string, SiteReading>> {
    const { source } = this.ledger;
    const ids = sites.map(({ id }) => id);
    const now = await this.ledger.time.now(new Date());
    const after = (ms: number) => new Date(now.getTime() + ms).toISOString();
    const at = now.toISOString();
    const [tiers, due, outages, duties, emerging] = await Promise.all([
      openByTier(source, ids),
      casesDueBetween(source, ids, at, after(hourMs)),
      outagesOn(source, ids),
      reachableDuties(source, ids, at, after(1)),
      this.emerging(sites),
    ]);
    const ofSite = <Row extends { site: string }>(rows: Row[], id: string) => rows.filter(({ site }) => site === id);
    return new Map(
      ids.map((id) => [
        id,
        {
          at,
          tiers: ofSite(tiers, id),
          dueNextHour: ofSite(due, id)[0]?.count ?? 0,
          outages: ofSite(outages, id),
          emerging: emerging.get(id) ?? [],
          duties: ofSite(duties, id),
        },
      ]),
    );
  }

  private async emerging(sites: readonly Site[]): Promise<Map<string, SiteReading['emerging']>> {
    const found = new Map<string, SiteReading['emerging']>();
    for (const { id, rulebooks } of sites) {
      const { groups = [], cases = [] } = (await emergingAt(this.ledger, id, rulebooks, defaultHours)) ?? {};
      const rulebookOf = new Map(cases.map(({ number, rulebook }) => [number, rulebook]));
      found.set(
        id,
        groups.map((group) => ({ ...group, rulebook: rulebookOf.get(group.numbers[0] ?? '') ?? '' })),
      );
    }
    return found;
  }
}
