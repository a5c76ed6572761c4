import { Inject, Injectable } from '@nestjs/common';
import { listOf } from '../../domain/rulebook/lists.js';
import type { Language } from '../../domain/text.js';
import { Ledger } from '../../ledger/ledger.js';
import { sitesOf } from '../../ledger/people/people.js';
import { mostOutages, type TierCount, type WallOutage } from '../../ledger/read/wall.js';
import { localTime } from '../cases/clock-json.js';
import { namesOfGroup } from '../emerging/emerging-at.js';
import type { Caller } from '../permission/caller.js';
import { visibleSites } from '../permission/case-visibility.js';
import { requireRight } from '../permission/rights.js';
import { displayNamesFor, type DisplayNames } from '../tables/display-names.js';
import { WallReadings, type SiteReading } from './wall-readings.js';
import type { WallJson } from './wall.dto.js';

/** What hangs on the wall: numbers that everybody in the room may read. */
@Injectable()
export class WallService {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(WallReadings) private readonly readings: WallReadings,
  ) {}

  /** For a manager: of one site, or of all at which they have the right. */
  forCaller(who: Caller, site: string | undefined): Promise<WallJson> {
    const having = requireRight('see-wall', who, this.ledger.rulebooks.all());
    const sites = visibleSites(who, site).filter((one) => having === 'all' || having.includes(one));
    return this.read(sites, who.language);
  }

  /** The numbers of these sites. Cases that are kept from anybody are in none of them. */
  async read(ids: string[], language: Language): Promise<WallJson> {
    const { source, rulebooks, time } = this.ledger;
    const sites = await sitesOf(source, ids);
    const [readings, names, now] = await Promise.all([
      this.readings.of(sites),
      displayNamesFor(this.ledger, { language, sites: new Set(ids) }),
      time.now(new Date()),
    ]);
    const zone = sites.flatMap((site) => site.rulebooks.flatMap((name) => rulebooks.current(name)?.timeZone ?? []))[0];
    const local = localTime(zone ?? 'UTC');
    const tiers = together(readings.flatMap((reading) => reading.tiers));
    const sum = (of: 'open' | 'late') => tiers.reduce((total, tier) => total + tier[of], 0);
    return {
      // The numbers are as old as the oldest of them.
      at: local(readings.map(({ at }) => at).toSorted()[0] ?? now.toISOString()),
      sites: sites.map(({ name }) => name[language]),
      open: sum('open'),
      late: sum('late'),
      dueNextHour: readings.reduce((total, { dueNextHour }) => total + dueNextHour, 0),
      tiers: tiers.map((tier) => ({ ...tier, name: names.tier(tier.tier) })),
      emerging: this.emerging(readings, language),
      outages: await this.outages(readings, language, local),
      duties: dutiesOf(readings, names),
    };
  }

  private emerging(readings: readonly SiteReading[], language: Language): WallJson['emerging'] {
    const groups = readings.flatMap(({ emerging }) => emerging).toSorted((a, b) => a.chance - b.chance);
    return groups.flatMap(({ rulebook: name, ...group }) => {
      const rulebook = this.ledger.rulebooks.current(name);
      if (!rulebook) return [];
      const { kindName, matterName, placeName } = namesOfGroup(group, rulebook, language);
      const { level, callers } = group;
      // A building may be somebody's house.
      return [{ kind: kindName, matter: matterName, level, place: level === 'building' ? null : placeName, callers }];
    });
  }

  private outages(
    readings: readonly SiteReading[],
    language: Language,
    local: (at: string | null) => string | null,
  ): Promise<WallJson['outages']> {
    const newest = readings
      .flatMap(({ outages }) => outages)
      .toSorted((a, b) => byText(b.openedAt, a.openedAt) || byText(b.number, a.number))
      .slice(0, mostOutages);
    return Promise.all(newest.map((outage) => this.outage(outage, language, local)));
  }

  private async outage(
    { rulebook: name, version, line, area, endsAt }: WallOutage,
    language: Language,
    local: (at: string | null) => string | null,
  ): Promise<WallJson['outages'][number]> {
    const rulebook = await this.ledger.rulebooks.get(name, version);
    const nameOf = (list: string, id: string | null) => id && (listOf(rulebook, list)?.[id]?.name[language] ?? id);
    return { line: nameOf('lines', line), area: nameOf('areas', area), endsAt: local(endsAt) };
  }
}

/** The counts of several sites, by tier; cases without one last. */
function together(counts: readonly TierCount[]): Omit<TierCount, 'site'>[] {
  const byTier = new Map<string | null, Omit<TierCount, 'site'>>();
  for (const { tier, open, late } of counts) {
    const before = byTier.get(tier) ?? { tier, open: 0, late: 0 };
    byTier.set(tier, { tier, open: before.open + open, late: before.late + late });
  }
  return [...byTier.values()].toSorted((a, b) =>
    a.tier === null || b.tier === null ? Number(a.tier === null) - Number(b.tier === null) : byText(a.tier, b.tier),
  );
}

/** Who is on duty, those of one role and site together. */
function dutiesOf(readings: readonly SiteReading[], names: DisplayNames): WallJson['duties'] {
  const on = readings.flatMap(({ duties }) => duties).toSorted((a, b) => byText(a.from, b.from));
  const shown = new Map<string, WallJson['duties'][number]>();
  for (const { role, department, site, name } of on) {
    const key = JSON.stringify([role, department, site]);
    const there = shown.get(key);
    if (there) there.people.push(name);
    else
      shown.set(key, {
        role: names.role(role),
        department: names.department(department),
        site: names.site(site),
        people: [name],
      });
  }
  return [...shown.values()];
}

const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
