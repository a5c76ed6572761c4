import { Inject, Injectable } from '@nestjs/common';
import { IntersectionType } from '@nestjs/swagger';
import { personKeys } from '../../domain/case/subjects.js';
import { DAY_MS } from '../../domain/time/zone.js';
import {
  buildingCounts,
  casesByBuilding,
  countsOfBuildings,
  type CaseOfBuilding,
} from '../../ledger/figures/buildings.js';
import { Ledger } from '../../ledger/ledger.js';
import { casesByNumber } from '../../ledger/read/case-lists.js';
import { ApiField } from '../api-field.js';
import { FreeText, Id, OneOf, QueryNumber } from '../body-fields.js';
import { CaseItemJson, CaseListService } from '../cases/case-list.service.js';
import { decodeCursor, encodeCursor } from '../cursor.js';
import { PageDto, PageJson, pageOf } from '../page.js';
import type { Caller } from '../permission/caller.js';
import { visibleSites } from '../permission/case-visibility.js';

const defaultDays = 7;

export class BuildingsDto {
  @Id('The site.')
  site!: string;

  @QueryNumber(`How many of the last days are recent; ${defaultDays} unless said otherwise.`, { min: 1, max: 92 })
  days?: number;
}

export class BuildingCasesDto extends IntersectionType(BuildingsDto, PageDto) {
  @FreeText('The building, as its count names it; left out: cases of which none is known.', {
    max: 200,
    optional: true,
    example: '3号楼',
  })
  building?: string;

  @OneOf('Which of its cases.', buildingCounts)
  of!: (typeof buildingCounts)[number];
}

class BuildingCountJson {
  @ApiField('the building, or the house of a road; null where none is known, or not everybody may know it', {
    nullable: true,
  })
  building!: string | null;
  @ApiField('cases that are open', { type: 'integer' }) open!: number;
  @ApiField('cases that came in within these days', { type: 'integer' }) recent!: number;
}

export class BuildingsJson {
  @ApiField('how many days are recent', { type: 'integer' }) days!: number;
  @ApiField('by the name of the building; without one last', { type: [BuildingCountJson] })
  buildings!: BuildingCountJson[];
}

export class BuildingCasesJson extends PageJson {
  @ApiField('the cases, the newest first', { type: [CaseItemJson] }) cases!: CaseItemJson[];
}

/** The cases of a site by its buildings, as far as the caller may read them. */
@Injectable()
export class BuildingService {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(CaseListService) private readonly lists: CaseListService,
  ) {}

  async counts(who: Caller, { site, days = defaultDays }: BuildingsDto): Promise<BuildingsJson> {
    return { days, buildings: countsOfBuildings(await this.byBuilding(who, site, days)) };
  }

  async cases(
    who: Caller,
    { site, days = defaultDays, building, of, limit, cursor }: BuildingCasesDto,
  ): Promise<BuildingCasesJson> {
    const all = (await this.byBuilding(who, site, days)).get(building ?? null) ?? [];
    const after = decodeCursor(cursor, ['at', 'number'], ['at']);
    const behind = ({ at, number }: CaseOfBuilding) =>
      !after || at.toISOString() < after.at || (at.toISOString() === after.at && number < after.number);
    const wanted = all.filter((one) => one[of] && behind(one));
    const { rows, next } = await pageOf(
      limit,
      async (count) => wanted.slice(0, count),
      ({ at, number }) => encodeCursor({ at: at.toISOString(), number }),
    );
    const numbers = rows.map(({ number }) => number);
    // Those that came in first are given first.
    const found = (await casesByNumber(this.ledger.source, numbers, personKeys(who.actor))).toReversed();
    return { cases: await Promise.all(found.map((row) => this.lists.item(who, row))), next };
  }

  private async byBuilding(
    who: Caller,
    site: string,
    days: number,
  ): Promise<ReadonlyMap<string | null, CaseOfBuilding[]>> {
    if (visibleSites(who, site).length === 0) return new Map();
    const now = (await this.ledger.time.now(new Date())).getTime();
    const from = new Date(now - days * DAY_MS).toISOString();
    return casesByBuilding(this.ledger.source, { site, from, keys: personKeys(who.actor) });
  }
}
