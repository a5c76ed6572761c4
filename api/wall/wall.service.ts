import { Inject, Injectable } from '@nestjs/common';
import { listOf } from '../../domain/rulebook/lists.js';
import type { Language } from '../../domain/text.js';
import { Ledger } from '../../ledger/ledger.js';
import { sitesOf, type Site } from '../../ledger/people/people.js';
import { reachableDuties } from '../../ledger/people/roster.js';
import { casesDueBetween, openByTier, outagesOn, type WallOutage } from '../../ledger/read/wall.js';
import { localTime } from '../cases/clock-json.js';
import { defaultHours } from '../emerging/emerging.dto.js';
import { emergingAt, namesOfGroup } from '../emerging/emerging-at.js';
import type { Caller } from '../permission/caller.js';
import { visibleSites } from '../permission/case-visibility.js';
import { requireRight } from '../permission/rights.js';
import { displayNamesFor, type DisplayNames } from '../tables/display-names.js';
import type { WallJson } from './wall.dto.js';

const hourMs = 3_600_000;

/** What hangs on the wall: numbers that everybody in the room may read. */
@Injectable()
export class WallService {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  /** For a manager: of one site, or of all at which they have the right. */
  forCaller(who: Caller, site: string | undefined): Promise<WallJson> {
    const having = requireRight('see-wall', who, this.ledger.rulebooks.all());
    const sites = visibleSites(who, site).filter((one) => having === 'all' || having.includes(one));
    return this.read(sites, who.language);
  }

  /** The numbers of these sites. Cases that are kept from anybody are in none of them. */
  async read(sites: string[], language: Language): Promise<WallJson> {
    const { source, rulebooks } = this.ledger;
    const now = await this.ledger.time.now(new Date());
    const at = now.toISOString();
    const places = await sitesOf(source, sites);
    const zone = places.flatMap((site) => site.rulebooks.flatMap((name) => rulebooks.current(name)?.timeZone ?? []))[0];
    const local = localTime(zone ?? 'UTC');
    const [tiers, dueNextHour, outages, emerging, names] = await Promise.all([
      openByTier(source, sites),
      casesDueBetween(source, sites, at, new Date(now.getTime() + hourMs).toISOString()),
      outagesOn(source, sites),
      this.emerging(places, language),
      displayNamesFor(this.ledger, { language, sites: new Set(sites) }),
    ]);
    const sum = (of: 'open' | 'late') => tiers.reduce((total, tier) => total + tier[of], 0);
    return {
      at: local(at),
      sites: places.map(({ name }) => name[language]),
      open: sum('open'),
      late: sum('late'),
      dueNextHour,
      tiers: tiers.map((tier) => ({ ...tier, name: names.tier(tier.tier) })),
      emerging,
      outages: await Promise.all(outages.map(async (outage) => this.outage(outage, language, local))),
      duties: await this.duties(sites, at, names),
    };
  }

  private async emerging(sites: Site[], language: Language): Promise<WallJson['emerging']> {
    const found = [];
    for (const { id, rulebooks } of sites) {
      const { groups = [], cases = [] } = (await emergingAt(this.ledger, id, rulebooks, defaultHours)) ?? {};
      for (const group of groups) {
        const rulebook = this.ledger.rulebooks.current(
          cases.find(({ number }) => number === group.numbers[0])?.rulebook ?? '',
        );
        if (!rulebook) continue;
        const { kindName, matterName, placeName } = namesOfGroup(group, rulebook, language);
        const { level, callers, chance } = group;
        // A building may be somebody's house.
        const place = level === 'building' ? null : placeName;
        found.push({ chance, shown: { kind: kindName, matter: matterName, level, place, callers } });
      }
    }
    return found.toSorted((a, b) => a.chance - b.chance).map(({ shown }) => shown);
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

  /** Who is on duty at this instant, those of one role and site together. */
  private async duties(sites: string[], at: string, names: DisplayNames): Promise<WallJson['duties']> {
    const on = await reachableDuties(this.ledger.source, sites, at, justAfter(at));
    const together = new Map<string, WallJson['duties'][number]>();
    for (const { role, department, site, name } of on) {
      const key = JSON.stringify([role, department, site]);
      const there = together.get(key);
      if (there) there.people.push(name);
      else
        together.set(key, {
          role: names.role(role),
          department: names.department(department),
          site: names.site(site),
          people: [name],
        });
    }
    return [...together.values()];
  }
}

const justAfter = (at: string): string => new Date(Date.parse(at) + 1).toISOString();
