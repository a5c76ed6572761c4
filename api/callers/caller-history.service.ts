import { Inject, Injectable } from '@nestjs/common';
import { personKeys } from '../../domain/case/subjects.js';
import { Ledger } from '../../ledger/ledger.js';
import { casesOfCaller, maxCallerCases, type CallerCaseRow } from '../../ledger/read/callers.js';
import { placesLike } from '../../ledger/read/places.js';
import { comparedPlace } from '../../ledger/similarity-key.js';
import { comparedPhone } from '../../ledger/read/search-query.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';
import { FreeText, Id } from '../body-fields.js';
import { localTime } from '../cases/clock-json.js';
import { CaseItemJson, CaseListService } from '../cases/case-list.service.js';
import { ListedCaseJson, listedCaseJson } from '../cases/listed-case.js';
import type { Caller } from '../permission/caller.js';
import { visibleSites } from '../permission/case-visibility.js';
import { ApiProblem } from '../problem.js';

/** How far back calls are counted. */
const countedDays = 7;
/** The fact that holds what was promised to a customer; a clock runs until it is kept. */
const promiseFact = 'promisedAt';
const maxPlaces = 10;

export class CallerDto {
  @FreeText('Phone, however it is written.', { max: 100, optional: true, example: '138-0000-0000' })
  phone?: string;

  @FreeText('Place, as it stands in cases.', { max: 200, optional: true })
  place?: string;

  @Id('Only at this site.', { optional: true })
  site?: string;
}

export class PlacesDto {
  @FreeText('The beginning of an address.', { max: 100, example: '3号楼' })
  q!: string;

  @Id('Only at this site.', { optional: true })
  site?: string;
}

class PromisedCaseJson extends ListedCaseJson {
  @ApiFieldInstant('by when it is promised') promisedAt!: string;
  @ApiField('clause of the promise') clause!: string;
  @ApiField('whether that has passed') late!: boolean;
}

/** What is known of a caller before the first question. */
export class CallerJson {
  @ApiField('the phone as it is compared: its digits; null where too few are given', { nullable: true })
  phone!: string | null;
  @ApiField('the place asked for', { nullable: true }) place!: string | null;
  @ApiField(`how many cases came in from there within ${countedDays} days`, { type: 'integer' }) thisWeek!: number;
  @ApiField(`open cases, newest first; at most ${maxCallerCases}`, { type: [CaseItemJson] }) open!: CaseItemJson[];
  @ApiField('those of them in which something is promised and not yet kept, the most pressing first', {
    type: [PromisedCaseJson],
  })
  promised!: PromisedCaseJson[];
  @ApiField(`filed cases, newest first; at most ${maxCallerCases}`, { type: [CaseItemJson] }) earlier!: CaseItemJson[];
}

class CompletedPlaceJson {
  @ApiField('site') site!: string;
  @ApiField('the place, as it was written') place!: string;
  @ApiField('name of the area whose address it is; null where it is of an earlier case', { nullable: true }) area!:
    string | null;
}

export class PlacesJson {
  @ApiField(`places that complete it: those of areas first; at most ${maxPlaces}`, { type: [CompletedPlaceJson] })
  places!: CompletedPlaceJson[];
}

/** Who is calling, and from where: of the cases the caller may read, by what they may read of them. */
@Injectable()
export class CallerHistoryService {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(CaseListService) private readonly lists: CaseListService,
  ) {}

  async caller(who: Caller, { phone, place, site }: CallerDto): Promise<CallerJson> {
    if (phone === undefined && place === undefined)
      throw ApiProblem.input([
        {
          field: 'phone',
          text: { en: 'is needed, or a place.', 'zh-CN': '须填写电话或地点。' },
        },
      ]);
    const now = await this.ledger.time.now(new Date());
    const rows = await casesOfCaller(this.ledger.source, {
      ...(phone === undefined ? {} : { phone }),
      ...(place === undefined ? {} : { place }),
      sites: visibleSites(who, site),
      unredactedSites: who.centreSites,
      secretSites: who.secretSites,
      reader: who.actor.id,
      readerKeys: personKeys(who.actor),
      countedFrom: new Date(now.getTime() - countedDays * 86_400_000).toISOString(),
    });
    const items = (some: CallerCaseRow[]) => Promise.all(some.map((row) => this.lists.item(who, row)));
    const open = rows.filter((row) => row.closed_at === null);
    const promised = (await Promise.all(open.map((row) => this.promised(who, row, now)))).flat();
    return {
      phone: phone === undefined ? null : comparedPhone(phone),
      place: place ?? null,
      thisWeek: rows[0]?.calls ?? 0,
      open: await items(open),
      promised: promised.sort((one, other) => Date.parse(one.promisedAt) - Date.parse(other.promisedAt)),
      earlier: await items(rows.filter((row) => row.closed_at !== null)),
    };
  }

  async places(who: Caller, { q, site }: PlacesDto): Promise<PlacesJson> {
    const found = await placesLike(
      this.ledger.source,
      { text: q, sites: visibleSites(who, site), reader: who.actor.id, readerKeys: personKeys(who.actor) },
      maxPlaces,
    );
    const known = new Set<string>();
    const places = found.filter(({ site: at, place }) => {
      const key = `${at} ${comparedPlace(place)}`;
      return !known.has(key) && known.add(key);
    });
    return { places: places.slice(0, maxPlaces) };
  }

  private async promised(who: Caller, row: CallerCaseRow, now: Date): Promise<PromisedCaseJson[]> {
    const rulebook = await this.ledger.rulebooks.get(row.rulebook, row.version);
    const promises = new Set(
      rulebook.kinds[row.kind]?.clocks.flatMap(({ id, dueFact }) => (dueFact === promiseFact ? [id] : [])),
    );
    return (row.running ?? [])
      .filter(({ rule }) => promises.has(rule))
      .map(({ clause, due }) => ({
        ...listedCaseJson(who, row, rulebook),
        promisedAt: localTime(rulebook.timeZone)(new Date(due).toISOString()),
        clause,
        late: new Date(due) < now,
      }));
  }
}
