import { Inject, Injectable } from '@nestjs/common';
import { personKeys } from '../../domain/case/subjects.js';
import { dutyOccurrences } from '../../domain/rulebook/duty-days.js';
import { dutiesOf } from '../../domain/rulebook/duties.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { DAY_MS, inZone } from '../../domain/time/zone.js';
import { Ledger } from '../../ledger/ledger.js';
import { sitesOf, type Site } from '../../ledger/people/people.js';
import { dutyClocksDue, type DutyClockRow } from '../../ledger/read/duty-clocks.js';
import { ledgerTime } from '../../ledger/versions/publishing.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';
import { Id } from '../body-fields.js';
import { visibleSites } from '../permission/case-visibility.js';
import type { Caller } from '../permission/caller.js';
import { sitesWithRight } from '../permission/rights.js';
import { ApiProblem } from '../problem.js';
import { Instant } from '../time-fields.js';

const maxDays = 100;
const states = ['planned', 'open', 'late', 'done', 'done-late'] as const;

export class DutyCalendarDto {
  @Instant('Due after here.')
  from!: string;

  @Instant('Due here or before: at most 100 days later.')
  until!: string;

  @Id('Only at this site.', { optional: true })
  site?: string;
}

class DutyDayJson {
  @ApiField('the local day on which it is due: for midnight the day that ends then', { format: 'date' }) day!: string;
  @ApiFieldInstant('when it is due') due!: string;
  @ApiFieldInstant('when it will be opened; null for one that was', { nullable: true }) opensAt!: string | null;
  @ApiField('what is due: the work, its signing off, or doing it again') name!: string;
  @ApiField('the clause') clause!: string;
  @ApiField('site') site!: string;
  @ApiField('its name') siteName!: string;
  @ApiField('rulebook') rulebook!: string;
  @ApiField('the duty, by the rulebook') duty!: string;
  @ApiField('the day, week, month or season it is for', { nullable: true }) period!: string | null;
  @ApiField("role that sees to it, in the caller's language") roleName!: string;
  @ApiField('where it stands', { enum: [...states] }) state!: string;
  @ApiField('the case; null for one that is not opened yet', { nullable: true }) number!: string | null;
}

class DutySiteJson {
  @ApiField('site') id!: string;
  @ApiField("its name, in the caller's language") name!: string;
}

export class DutyCalendarJson {
  @ApiField('what is due, by time', { type: [DutyDayJson] }) duties!: DutyDayJson[];
  @ApiField('whether more was opened than is listed here: ask for one site, or for fewer days') more!: boolean;
  @ApiField('the sites whose duties the caller may see, whichever one was asked for', { type: [DutySiteJson] })
  sites!: DutySiteJson[];
}

/** What comes round (例行工作) as a calendar: what was opened, and what is to come by the rulebooks in force. */
@Injectable()
export class DutyCalendarService {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  async calendar(who: Caller, { from, until, site }: DutyCalendarDto): Promise<DutyCalendarJson> {
    if (until <= from || Date.parse(until) - Date.parse(from) > maxDays * DAY_MS)
      throw ApiProblem.input([
        {
          field: 'until',
          text: {
            en: `must lie after from, by at most ${maxDays} days.`,
            'zh-CN': `须晚于开始时间，相隔最多 ${maxDays} 天。`,
          },
        },
      ]);
    const { source } = this.ledger;
    const now = await ledgerTime(this.ledger);
    const own = visibleSites(who, site);
    const asked = { sites: own, keys: personKeys(who.actor), from, until, now };
    const { clocks, more } = await dutyClocksDue(source, asked);
    const opened = await Promise.all(clocks.map((row) => this.opened(row, who)));
    const sites = await this.sitesOf(who);
    const shown = sites.filter(({ id }) => site === undefined || id === site);
    const planned = this.planned(shown, clocks, { from, until, now }, who);
    const names = new Map(sites.map(({ id, name }) => [id, name[who.language]]));
    const duties = [...opened, ...planned].sort((a, b) => Date.parse(a.due) - Date.parse(b.due));
    return {
      duties: duties.map((one) => ({ ...one, siteName: names.get(one.site) ?? one.site })),
      more,
      sites: [...names].map(([id, name]) => ({ id, name })),
    };
  }

  /** Sites whose cases they read, and those whose rulebooks they publish. */
  private async sitesOf(who: Caller): Promise<Site[]> {
    const published = sitesWithRight('publish-rulebooks', who, this.ledger.rulebooks.all());
    return sitesOf(
      this.ledger.source,
      published === 'all' ? 'all' : [...new Set([...visibleSites(who), ...published])],
    );
  }

  private async opened(row: DutyClockRow, { language }: Caller): Promise<Omit<DutyDayJson, 'siteName'>> {
    const rulebook = await this.ledger.rulebooks.get(row.rulebook, row.version);
    const rule = rulebook.kinds['duty']?.clocks.find(({ id }) => id === row.rule);
    const done = row.endedAt !== null;
    return {
      ...placed(rulebook, row),
      opensAt: null,
      name: rule?.name[language] ?? row.rule,
      clause: rule?.clause ?? '',
      roleName: rulebook.roles[rule?.who ?? '']?.name[language] ?? '',
      state: done ? (row.late ? 'done-late' : 'done') : row.late ? 'late' : 'open',
      number: row.number,
    };
  }

  /**
   * What comes round at these sites from now on: worked out once for each rulebook, however many sites have it. What should
   * have come before and did not, the alarms say.
   */
  private planned(
    sites: readonly Site[],
    opened: readonly DutyClockRow[],
    { from, until, now }: { from: string; until: string; now: string },
    { language }: Caller,
  ): Omit<DutyDayJson, 'siteName'>[] {
    const known = new Set(opened.map((row) => keyOf(row)));
    const names = [...new Set(sites.flatMap(({ rulebooks }) => rulebooks))];
    return names.flatMap((name) => {
      const rulebook = this.ledger.rulebooks.current(name);
      if (!rulebook) return [];
      const having = sites.filter(({ rulebooks }) => rulebooks.includes(name));
      const toCome = dutyOccurrences(rulebook, from, until).filter(({ opensAt }) => opensAt > now);
      return toCome.flatMap((one) => {
        const { name: title, clause, who } = dutiesOf(rulebook)[one.duty]!;
        return having
          .map(({ id }) => ({ ...one, site: id, rulebook: name }))
          .filter((at) => !known.has(keyOf(at)))
          .map((at) => ({
            ...placed(rulebook, at),
            opensAt: inZone(one.opensAt, rulebook.timeZone),
            name: title[language],
            clause,
            roleName: rulebook.roles[who]?.name[language] ?? who,
            state: 'planned',
            number: null,
          }));
      });
    });
  }
}

const keyOf = ({ site, rulebook, duty, period }: Pick<DutyClockRow, 'site' | 'rulebook' | 'duty' | 'period'>): string =>
  JSON.stringify([site, rulebook, duty, period]);

function placed(
  { timeZone }: Rulebook,
  { due, site, rulebook, duty, period }: Pick<DutyClockRow, 'due' | 'site' | 'rulebook' | 'duty' | 'period'>,
): Pick<DutyDayJson, 'day' | 'due' | 'site' | 'rulebook' | 'duty' | 'period'> {
  // What is due at midnight is due on the day that ends then.
  const day = inZone(Date.parse(due) - 1_000, timeZone).slice(0, 10);
  return { day, due: inZone(due, timeZone), site, rulebook, duty, period };
}
