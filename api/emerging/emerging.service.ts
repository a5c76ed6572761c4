import { Inject, Injectable } from '@nestjs/common';
import { personKeys } from '../../domain/case/subjects.js';
import type { EmergingGroup } from '../../domain/emerging/emerging.js';
import { whyEmerging } from '../../domain/emerging/why.js';
import { rowOf } from '../../domain/kinds/kinds.js';
import { Ledger } from '../../ledger/ledger.js';
import { sitesOf } from '../../ledger/people/people.js';
import { casesByNumber } from '../../ledger/read/case-lists.js';
import type { CaseOfHours } from '../../ledger/read/emerging.js';
import { openOutages } from '../../ledger/read/outages.js';
import { CaseListService } from '../cases/case-list.service.js';
import { outageJson } from '../cases/outage-json.js';
import type { Caller } from '../permission/caller.js';
import { requireRight } from '../permission/rights.js';
import { defaultHours, type EmergingDto, type EmergingGroupJson, type EmergingJson } from './emerging.dto.js';
import { emergingAt, namesOfGroup } from './emerging-at.js';

/** What is emerging at the sites of a supervisor, against what is usual there. */
@Injectable()
export class EmergingService {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(CaseListService) private readonly lists: CaseListService,
  ) {}

  async emerging(who: Caller, { site, hours = defaultHours }: EmergingDto): Promise<EmergingJson> {
    const having = requireRight('gather-cases', who, this.ledger.rulebooks.all());
    const sites = await sitesOf(this.ledger.source, having === 'all' ? 'all' : [...having]);
    const groups: EmergingGroupJson[] = [];
    for (const { id, rulebooks } of sites)
      if (site === undefined || site === id) groups.push(...(await this.ofSite(who, id, rulebooks, hours)));
    return { hours, groups: groups.toSorted((a, b) => a.chance - b.chance) };
  }

  private async ofSite(who: Caller, site: string, names: string[], hours: number): Promise<EmergingGroupJson[]> {
    const found = await emergingAt(this.ledger, site, names, hours);
    if (!found) return [];
    const { groups, cases, weeks } = found;
    const shown = groups.map((group) => this.group(who, site, group, cases, { hours, weeks }));
    return (await Promise.all(shown)).flatMap((group) => group ?? []);
  }

  private async group(
    who: Caller,
    site: string,
    group: EmergingGroup,
    all: readonly CaseOfHours[],
    { hours, weeks }: { hours: number; weeks: number },
  ): Promise<EmergingGroupJson | undefined> {
    const { source, rulebooks } = this.ledger;
    const { kind, matter, level, place, numbers, callers, callersBefore, usual, chance } = group;
    const rows = await casesByNumber(source, numbers, personKeys(who.actor));
    const rulebook = rulebooks.current(all.find(({ number }) => number === numbers[0])!.rulebook);
    if (rulebook === undefined || rows.length === 0) return undefined;
    const areas = rows.map(({ area }) => area);
    const lines = all.filter((one) => numbers.includes(one.number)).map(({ line }) => line);
    const [area, line] = [onlyOne(areas), onlyOne(lines)];
    const becomes = rowOf(kind, 'join-outage') ? 'outage' : 'group';
    const on =
      becomes === 'group'
        ? []
        : await openOutages(source, {
            sites: [site],
            ...(area === null ? {} : { area }),
            ...(level === 'line' ? { line: place } : {}),
            ...(level === 'building' ? { place } : {}),
          });
    return {
      site,
      rulebook: rulebook.name,
      version: rulebook.version,
      kind,
      ...namesOfGroup(group, rulebook, who.language),
      matter,
      level,
      place,
      callers,
      usual: Number(usual.toFixed(2)),
      callersBefore,
      weeks,
      chance: Number(chance.toPrecision(2)),
      why: whyEmerging(group, hours, weeks)[who.language],
      since: rows[0]!.received_at.toISOString(),
      becomes,
      outages: await Promise.all(on.map((row) => outageJson(this.ledger, who, row))),
      area,
      line,
      cases: await Promise.all(rows.map((row) => this.lists.item(who, row))),
    };
  }
}

function onlyOne(values: readonly (string | null)[]): string | null {
  const known = [...new Set(values.filter((value) => value !== null))];
  return known.length === 1 ? known[0]! : null;
}
