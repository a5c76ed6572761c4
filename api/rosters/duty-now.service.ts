import { Inject, Injectable } from '@nestjs/common';
import { DAY_MS, zoneOf } from '../../domain/time/zone.js';
import { Ledger } from '../../ledger/ledger.js';
import { sitesOf } from '../../ledger/people/people.js';
import { reachableDuties } from '../../ledger/people/roster.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';
import { Id } from '../body-fields.js';
import { localTime } from '../cases/clock-json.js';
import { displayNamesFor } from '../tables/display-names.js';
import type { Caller } from '../permission/caller.js';
import { visibleSites } from '../permission/case-visibility.js';

/** A night ends at this local hour: whoever comes on after it is on tomorrow. */
const nightEndsMs = 6 * 3_600_000;

export class DutyNowDto {
  @Id('Only at this site.', { optional: true })
  site?: string;
}

class DutyNowJson {
  @ApiField('who is on duty') person!: string;
  @ApiField('their name') name!: string;
  @ApiField(
    'number at which they are reached: the one on record, else the one they gave for text messages; null where there is neither',
    {
      nullable: true,
    },
  )
  phone!: string | null;
  @ApiField('role') role!: string;
  @ApiField("its name in the caller's language") roleName!: string;
  @ApiField('site') site!: string;
  @ApiField('its name') siteName!: string;
  @ApiField('department, where the role has one', { nullable: true }) department!: string | null;
  @ApiField('its name', { nullable: true }) departmentName!: string | null;
  @ApiFieldInstant('from when on') from!: string;
  @ApiFieldInstant('until when') until!: string;
  @ApiField('whether they are on now; else they come on later today or tonight', { type: Boolean }) now!: boolean;
}

export class DutiesNowJson {
  @ApiField('who is on duty now and tonight, by time', { type: [DutyNowJson] }) duties!: DutyNowJson[];
}

/** Who is on duty now and tonight by the roster (值班), and how to reach them. */
@Injectable()
export class DutyNowService {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  async duties(who: Caller, { site }: DutyNowDto): Promise<DutiesNowJson> {
    const { source, rulebooks } = this.ledger;
    const now = await this.ledger.time.now(new Date());
    const sites = await sitesOf(source, visibleSites(who, site));
    const zones = new Map(
      sites.map(({ id, rulebooks: books }) => [id, rulebooks.current(books[0] ?? '')?.timeZone ?? 'UTC']),
    );
    const until = [...new Set(zones.values())]
      .map((zone) => nightEndAfter(zone, now))
      .sort()
      .at(-1);
    if (until === undefined) return { duties: [] };
    const [rows, names] = await Promise.all([
      reachableDuties(source, [...zones.keys()], now.toISOString(), until),
      displayNamesFor(this.ledger, who),
    ]);
    const tonight = rows.filter((row) => row.from < nightEndAfter(zones.get(row.site)!, now));
    return {
      duties: tonight.map(({ person, name, phone, role, site: at, department, from, until: to }) => ({
        person,
        name,
        phone,
        role,
        roleName: names.role(role),
        site: at,
        siteName: names.site(at),
        department,
        departmentName: names.department(department),
        from: localTime(zones.get(at)!)(from),
        until: localTime(zones.get(at)!)(to),
        now: from <= now.toISOString(),
      })),
    };
  }
}

/** When the night that follows on an instant ends; UTC ISO. */
function nightEndAfter(timeZone: string, now: Date): string {
  const zone = zoneOf(timeZone);
  const ofDay = (day: number) => zone.instantOf(day * DAY_MS + nightEndsMs);
  const today = zone.dayAt(now.getTime());
  return new Date(ofDay(today) > now.getTime() ? ofDay(today) : ofDay(today + 1)).toISOString();
}
