import { Inject, Injectable } from '@nestjs/common';
import { enterArea, endArea, moveArea } from '../../ledger/teams/area-records.js';
import { Ledger } from '../../ledger/ledger.js';
import { fieldFault } from '../../ledger/people/change-once.js';
import { endTeam, enterTeam, joinTeam, leaveTeam } from '../../ledger/teams/team-records.js';
import { listAreas, listTeams } from '../../ledger/teams/team-lists.js';
import type { Caller } from '../permission/caller.js';
import { ApiProblem, type ProblemCode } from '../problem.js';
import { sitesManaged, sitesOfTeams } from '../permission/organisation-rights.js';
import { changeTeams } from './team-change.js';
import { teamFaults } from './team-faults.js';
import type {
  AreaDto,
  AreaJson,
  AreasJson,
  AsOfDto,
  LeaveDto,
  MemberDto,
  MoveAreaDto,
  PointDto,
  TeamDto,
  TeamJson,
  TeamsJson,
} from './teams.dto.js';

/** Teams, their people and their areas: read by everybody at the site, kept with the right `keep-areas`. */
@Injectable()
export class TeamService {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  async teams(who: Caller, { site, at }: AsOfDto): Promise<TeamsJson> {
    return { teams: await listTeams(this.source, this.readSites(who, site), at ?? (await this.now())) };
  }

  /** One team with all who ever worked in it. */
  async team(who: Caller, id: string): Promise<TeamJson> {
    const [team] = isNumber(id) ? await listTeams(this.source, this.readSites(who), await this.now(), id) : [];
    return team ?? throwUnknown('unknown-team', 'team', '班组');
  }

  async areas(who: Caller, { site, at }: AsOfDto): Promise<AreasJson> {
    return { areas: await listAreas(this.source, this.readSites(who, site), at ?? (await this.now())) };
  }

  async enterTeam(who: Caller, body: TeamDto, key: string): Promise<TeamJson> {
    this.requireManagedSite(who, body.site);
    const faults = await teamFaults(this.ledger, body);
    if (faults.length) throw ApiProblem.input(faults);
    const { site, name, role, department = null, lastResort = false } = body;
    const { id } = await changeTeams(this.ledger, who, key, { team: body }, (runner, change) =>
      enterTeam(runner, { site, name, role, department, lastResort, point: pointOf(body) }, change),
    );
    return this.team(who, id);
  }

  async endTeam(who: Caller, id: string, key: string): Promise<TeamJson> {
    await this.requireManagedTeam(who, id, { ended: true });
    await changeTeams(this.ledger, who, key, { endTeam: id }, (runner, change) => endTeam(runner, id, change));
    return this.team(who, id);
  }

  async join(
    who: Caller,
    id: string,
    { person, lead = false, from, until = undefined }: MemberDto,
    key: string,
  ): Promise<TeamJson> {
    await this.requireManagedTeam(who, id);
    await changeTeams(this.ledger, who, key, { join: id, person, lead, from, until }, (runner, change) =>
      joinTeam(runner, id, { person, lead, from: from ?? change.at, until: until ?? null }, change),
    );
    return this.team(who, id);
  }

  async leave(who: Caller, id: string, person: string, { until }: LeaveDto, key: string): Promise<TeamJson> {
    await this.requireManagedTeam(who, id);
    await changeTeams(this.ledger, who, key, { leave: id, person, until }, (runner, change) =>
      leaveTeam(runner, id, person, until ?? change.at, change),
    );
    return this.team(who, id);
  }

  /** Enters an area, and says what it covers; `dry` only says it. */
  async enterArea(who: Caller, body: AreaDto, key: string, dry = false): Promise<AreaJson> {
    await this.requireManagedTeam(who, body.team, { field: 'team' });
    const { team, name, addresses = [], lines = [] } = body;
    const point = pointOf(body);
    const { area } = await changeTeams(
      this.ledger,
      who,
      key,
      { area: body },
      async (runner, change) => {
        const entered = await enterArea(runner, { team, name, addresses, lines, point }, change);
        if ('faults' in entered) return entered;
        const [row] = await listAreas(runner, this.readSites(who), change.at, entered.done.id);
        return { done: { id: entered.done.id, area: row! } };
      },
      dry,
    );
    return dry ? { ...area, id: null } : area;
  }

  async moveArea(who: Caller, id: string, { team }: MoveAreaDto, key: string): Promise<AreaJson> {
    await this.requireManagedArea(who, id);
    await this.requireManagedTeam(who, team, { field: 'team' });
    const moved = await changeTeams(this.ledger, who, key, { moveArea: id, team }, (runner, change) =>
      moveArea(runner, id, team, change),
    );
    return this.area(who, moved.id);
  }

  async endArea(who: Caller, id: string, key: string): Promise<AreaJson> {
    await this.requireManagedArea(who, id);
    await changeTeams(this.ledger, who, key, { endArea: id }, (runner, change) => endArea(runner, id, change));
    return this.area(who, id);
  }

  private get source(): Ledger['source'] {
    return this.ledger.source;
  }

  private async now(): Promise<string> {
    return (await this.ledger.time.now(new Date())).toISOString();
  }

  private async area(who: Caller, id: string): Promise<AreaJson> {
    const [area] = isNumber(id) ? await listAreas(this.source, this.readSites(who), await this.now(), id) : [];
    return area ?? throwUnknown('unknown-area', 'area', '区域');
  }

  private readSites(who: Caller, wished?: string): string[] {
    return sitesOfTeams(who, this.ledger.rulebooks.all(), wished);
  }

  /** The sites whose teams the caller keeps. */
  private managedSites(who: Caller): readonly string[] {
    return sitesManaged('keep-areas', who, this.ledger.rulebooks.all());
  }

  private requireManagedSite(who: Caller, site: string): void {
    if (this.managedSites(who).includes(site)) return;
    throw ApiProblem.input([
      fieldFault('site', 'There is no such site, or you do not keep its teams.', '没有此项目，或您不负责其班组。'),
    ]);
  }

  /**
   * A team of a site the caller keeps, which is not ended unless that does not matter; `field` where a body names it.
   */
  private async requireManagedTeam(
    who: Caller,
    id: string,
    { field, ended = false }: { field?: string; ended?: boolean } = {},
  ): Promise<void> {
    const sites = this.managedSites(who);
    const [team] = isNumber(id) ? await listTeams(this.source, [...sites], await this.now(), id) : [];
    if (team && (ended || team.endedAt === null)) return;
    if (field)
      throw ApiProblem.input([
        fieldFault(
          field,
          `There is no team '${id.slice(0, 40)}' that you keep: see /v1/teams.`,
          `没有您负责的班组“${id.slice(0, 40)}”，请查看班组名单。`,
        ),
      ]);
    throwUnknown('unknown-team', 'team', '班组');
  }

  private async requireManagedArea(who: Caller, id: string): Promise<void> {
    const [area] = isNumber(id) ? await listAreas(this.source, [...this.managedSites(who)], await this.now(), id) : [];
    if (!area) throwUnknown('unknown-area', 'area', '区域');
  }
}

/** Both or none. */
function pointOf({ latitude, longitude }: { latitude?: number; longitude?: number }): PointDto | null {
  if ((latitude === undefined) !== (longitude === undefined))
    throw ApiProblem.input([
      fieldFault(
        latitude === undefined ? 'latitude' : 'longitude',
        'is missing: give both or neither.',
        '未填写：经纬度须同时填写或都不填。',
      ),
    ]);
  return latitude === undefined ? null : { latitude, longitude: longitude! };
}

const isNumber = (id: string): boolean => /^\d{1,18}$/.test(id);

function throwUnknown(code: ProblemCode, en: string, zh: string): never {
  throw ApiProblem.of(code, `There is no such ${en}.`, `没有此${zh}。`);
}
