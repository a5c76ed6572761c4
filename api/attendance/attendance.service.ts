import { Inject, Injectable } from '@nestjs/common';
import { inZone } from '../../domain/time/zone.js';
import { attendanceSheet, attendanceStates, enterAttendance } from '../../ledger/people/attendance.js';
import type { Caller } from '../permission/caller.js';
import { Day } from '../time-fields.js';
import { Id, Items, OneOf, FreeText } from '../body-fields.js';
import { OrganisationService } from '../people/organisation.service.js';
import { requireRightAt } from '../permission/organisation-rights.js';
import { ApiProblem } from '../problem.js';
import { RosterService } from '../rosters/roster.service.js';
import { ApiField } from '../api-field.js';

export class SheetDto {
  @Id('Site.', { example: 'north-town-heat' })
  site!: string;

  @Id('Department.', { example: 'customer-service' })
  department!: string;

  @FreeText('Month.', { max: 7, example: '2026-11' })
  month!: string;
}

class WasThereDto {
  @Id('Who.', { example: 'h05' })
  person!: string;

  @Day('On which day.')
  day!: string;

  @OneOf('How they were there.', attendanceStates)
  state!: string;

  @FreeText('What else there is to say.', { max: 200, optional: true })
  remark?: string;
}

export class AttendanceDto {
  @Id('Site.', { example: 'north-town-heat' })
  site!: string;

  @Id('Department.', { example: 'customer-service' })
  department!: string;

  @Items(
    'Who was there: all are entered or none. For a day that has been entered already it is a correction.',
    WasThereDto,
    { max: 500 },
  )
  entries!: WasThereDto[];
}

class SheetDayJson {
  @ApiField('local day') day!: string;
  @ApiField('how they were there', { enum: attendanceStates as unknown as string[] }) state!: string;
  @ApiField('entered by somebody, or as the roster has it', { enum: ['entered', 'roster'] }) source!: string;
  @ApiField('how often it was corrected', { type: 'integer' }) corrections!: number;
  @ApiField('what else there is to say', { nullable: true }) remark!: string | null;
}

class SheetRowJson {
  @ApiField('id of the person') person!: string;
  @ApiField('their name') name!: string;
  @ApiField('days of the month that something is known of', { type: [SheetDayJson] }) days!: SheetDayJson[];
  @ApiField('days they were there, late or not', { type: 'integer' }) present!: number;
  @ApiField('days they were late or left early', { type: 'integer' }) irregular!: number;
  @ApiField('days they were absent without leave', { type: 'integer' }) absent!: number;
}

export class SheetJson {
  @ApiField('site') site!: string;
  @ApiField('department') department!: string;
  @ApiField('month') month!: string;
  @ApiField('the people, by id', { type: [SheetRowJson] }) people!: SheetRowJson[];
}

export class AttendedJson {
  @ApiField('how many entries are new', { type: 'integer' }) entered!: number;
}

const presentStates = ['present', 'late', 'left-early', 'travel'];

/** The attendance of a department (考勤, HC-roster): the basis of the monthly appraisal. */
@Injectable()
export class AttendanceService {
  constructor(
    @Inject(OrganisationService) private readonly organisationService: OrganisationService,
    @Inject(RosterService) private readonly rosters: RosterService,
  ) {}

  /** The sheet of a month, for those who keep the roster. */
  async sheet(who: Caller, { site, department, month }: SheetDto): Promise<SheetJson> {
    if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month))
      throw ApiProblem.input([
        { field: 'month', text: { en: 'must be a month, like 2026-11.', 'zh-CN': '须为月份，如 2026-11。' } },
      ]);
    const { timeZone } = await this.requireRosterRight(who, site, department);
    const from = `${month}-01`;
    const to = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10);
    const days = await attendanceSheet(this.organisationService.ledger.source, {
      site,
      department,
      from,
      to,
      timeZone,
    });
    const ids = [...new Set(days.map(({ person }) => person))];
    const count = (own: typeof days, states: string[]) => own.filter(({ state }) => states.includes(state)).length;
    const people = ids.map((id) => {
      const own = days.filter(({ person }) => person === id);
      return {
        person: id,
        name: own[0]!.name,
        days: own.map(({ person: _person, name: _name, ...day }) => day),
        present: count(own, presentStates),
        irregular: count(own, ['late', 'left-early']),
        absent: count(own, ['absent']),
      };
    });
    return { site, department, month, people };
  }

  async enter(who: Caller, { site, department, entries }: AttendanceDto, key: string): Promise<AttendedJson> {
    const { timeZone } = await this.requireRosterRight(who, site, department);
    const organisation = await this.organisationService.organisationOfSite(who, site);
    const today = inZone(await this.organisationService.now(), timeZone).slice(0, 10);
    const plain = entries.map(({ person, day, state, remark }) => ({ person, day, state, remark: remark ?? null }));
    return this.organisationService.change(
      who,
      organisation,
      { key, body: { attendance: { site, department, entries: plain } } },
      (runner, change) => enterAttendance(runner, { site, department, today }, plain, change),
    );
  }

  private async requireRosterRight(who: Caller, site: string, department: string): Promise<{ timeZone: string }> {
    const rulebooks = await this.rosters.rulebooksAt(who, site);
    requireRightAt('keep-rosters', who, site, this.organisationService.ledger.rulebooks.all());
    const known = rulebooks.find(({ departments }) => departments[department]);
    if (known) return known;
    throw ApiProblem.input([
      {
        field: 'department',
        text: {
          en: `There is no department '${department}' there: see /v1/sites.`,
          'zh-CN': `没有部门“${department}”，请查看项目名单。`,
        },
      },
    ]);
  }
}
