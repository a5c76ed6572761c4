import { Inject, Injectable } from '@nestjs/common';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { CalendarException } from '../../domain/time/calendar.js';
import { inZone } from '../../domain/time/zone.js';
import { rosterPeople, rosterSwapMarks } from '../../ledger/people/roster-plan.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';
import { Id } from '../body-fields.js';
import { OrganisationService } from '../people/organisation.service.js';
import type { Caller } from '../permission/caller.js';
import { requireRightAt } from '../permission/organisation-rights.js';
import { Instant } from '../time-fields.js';
import { RosterService } from './roster.service.js';

export class RosterPlanDto {
  @Id('Site.', { example: 'north-town-heat' })
  site!: string;

  @Instant('From when on.')
  from!: string;

  @Instant('Until when.')
  until!: string;
}

class PlanRoleJson {
  @ApiField('role') role!: string;
  @ApiField('its name') name!: string;
  @ApiField('clause by which somebody must be on; null where none asks for it', { nullable: true }) clause!:
    string | null;
  @ApiField('roles whose holders may be put on for it too', { type: [String] }) filledBy!: string[];
}

class PlanAwayJson {
  @ApiFieldInstant('from when on') from!: string;
  @ApiFieldInstant('until when') until!: string;
}

class PlanPersonJson {
  @ApiField('id') id!: string;
  @ApiField('name') name!: string;
  @ApiField('roles they hold at the site', { type: [String] }) roles!: string[];
  @ApiField('departments they belong to there', { type: [String] }) departments!: string[];
  @ApiField('when they are away', { type: [PlanAwayJson] }) away!: PlanAwayJson[];
}

class PlanDayJson {
  @ApiField('local day') day!: string;
  @ApiField('what the official table says of it', { enum: ['holiday', 'half-day', 'make-up-workday'] }) kind!: string;
  @ApiField('what it is called', { nullable: true }) name!: string | null;
}

class PlanSwapJson {
  @ApiField('id of the duty') entry!: string;
  @ApiField('asked: it waits for the answer; agreed: the duty came about by it', { enum: ['asked', 'agreed'] })
  state!: string;
  @ApiField('name of the other') with!: string;
}

export class RosterPlanJson {
  @ApiField('time zone of the site') timeZone!: string;
  @ApiField('local day today') today!: string;
  @ApiField('roles that people may be on duty for, first those that somebody must be', { type: [PlanRoleJson] })
  roles!: PlanRoleJson[];
  @ApiField('who may be on duty there', { type: [PlanPersonJson] }) people!: PlanPersonJson[];
  @ApiField('holidays and make-up workdays of the time', { type: [PlanDayJson] }) days!: PlanDayJson[];
  @ApiField('duties that are exchanged', { type: [PlanSwapJson] }) swaps!: PlanSwapJson[];
}

/** What whoever makes a roster has to know beside the duties: who may be on for what, who is away, which days are off. */
@Injectable()
export class RosterPlanService {
  constructor(
    @Inject(OrganisationService) private readonly organisationService: OrganisationService,
    @Inject(RosterService) private readonly rosters: RosterService,
  ) {}

  async plan(who: Caller, span: RosterPlanDto): Promise<RosterPlanJson> {
    const { source, rulebooks } = this.organisationService.ledger;
    const here = await this.rosters.rulebooksAt(who, span.site);
    requireRightAt('keep-rosters', who, span.site, rulebooks.all());
    const timeZone = here[0]?.timeZone ?? 'UTC';
    const [people, swaps, now] = await Promise.all([
      rosterPeople(source, span),
      rosterSwapMarks(source, span),
      this.organisationService.now(),
    ]);
    const local = (at: string) => inZone(at, timeZone);
    const held = new Set(people.flatMap(({ roles }) => roles));
    const [first, last] = [local(span.from).slice(0, 10), local(span.until).slice(0, 10)];
    return {
      timeZone,
      today: local(now).slice(0, 10),
      roles: here
        .flatMap((rulebook) => planRoles(rulebook, held, who.language))
        .toSorted((one, other) => Number(one.clause === null) - Number(other.clause === null)),
      people: people.map(({ away, ...person }) => ({
        ...person,
        away: away.map(({ from, until }) => ({ from: local(from), until: local(until) })),
      })),
      days: officialDays(here)
        .filter(({ date }) => first <= date && date <= last)
        .map(({ date, kind, name }) => ({ day: date, kind: kind!, name: name?.[who.language] ?? null })),
      swaps,
    };
  }
}

/** The roles of a rulebook that somebody must be on duty for, or that somebody here holds. */
function planRoles({ roles }: Rulebook, held: ReadonlySet<string>, language: Caller['language']): PlanRoleJson[] {
  return Object.entries(roles)
    .filter(([role, { roster, party }]) => !party && (roster !== undefined || held.has(role)))
    .map(([role, { name, roster }]) => ({
      role,
      name: name[language],
      clause: roster?.clause ?? null,
      filledBy: roster?.filledBy ?? [],
    }));
}

/** What the official tables in the calendars say, each day once. */
function officialDays(rulebooks: Rulebook[]): CalendarException[] {
  const all = rulebooks.flatMap(({ calendars }) => Object.values(calendars).flatMap((one) => one.exceptions ?? []));
  const official = all.filter(({ kind }) => kind !== undefined && kind !== 'special-opening');
  return [...new Map(official.map((one) => [one.date, one])).values()].toSorted((a, b) => (a.date < b.date ? -1 : 1));
}
