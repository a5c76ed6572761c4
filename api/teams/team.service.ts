import { Inject, Injectable } from '@nestjs/common';
import { listOf } from '../../domain/rulebook/lists.js';
import { isRefusal } from '../../domain/refusal.js';
import { dispatchRules, workRole } from '../../domain/dispatch/dispatch-rules.js';
import { enterArea, endArea, moveArea } from '../../ledger/teams/area-records.js';
import { Ledger } from '../../ledger/ledger.js';
import { fieldFault, changeOnce, type FieldFault, type ChangeOutcome } from '../../ledger/people/change-once.js';
import { isPersonOf, sitesOf } from '../../ledger/people/people.js';
import { endSkill, enterPosition, enterSkill } from '../../ledger/people/skill-records.js';
import { endTeam, enterTeam, joinTeam, leaveTeam, type ChangeStamp } from '../../ledger/teams/team-records.js';
import { listAreas, listSkills, listTeams } from '../../ledger/teams/team-lists.js';
import type { Caller } from '../permission/caller.js';
import { ApiProblem, type ProblemCode } from '../problem.js';
import { visibleSites } from '../permission/case-visibility.js';
import { sitesManaged } from '../permission/organisation-rights.js';
import type {
  AreaDto,
  AreaJson,
  AreasJson,
  AsOfDto,
  LeaveDto,
  MemberDto,
  MoveAreaDto,
  PointDto,
  SkillDto,
  SkillJson,
  SkillsJson,
  TeamDto,
  TeamJson,
  TeamsJson,
} from './teams.dto.js';

type Runner = Parameters<typeof enterTeam>[0];

/**
 * Teams, their areas and who is able to do what: read by everybody at the site, kept by whoever has the right
 * `keep-areas`.
 */
@Injectable()
export class TeamService {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  async teams(who: Caller, { site, at }: AsOfDto): Promise<TeamsJson> {
    return { teams: await listTeams(this.source, visibleSites(who, site), at ?? (await this.now())) };
  }

  /** One team with all who ever worked in it. */
  async team(who: Caller, id: string): Promise<TeamJson> {
    const [team] = isNumber(id) ? await listTeams(this.source, [...who.sites], await this.now(), id) : [];
    return team ?? throwUnknown('unknown-team', 'team', '班组');
  }

  async areas(who: Caller, { site, at }: AsOfDto): Promise<AreasJson> {
    return { areas: await listAreas(this.source, visibleSites(who, site), at ?? (await this.now())) };
  }

  async skills(who: Caller, { site, at }: AsOfDto): Promise<SkillsJson> {
    return { skills: await listSkills(this.source, visibleSites(who, site), at ?? (await this.now())) };
  }

  async enterTeam(who: Caller, body: TeamDto, key: string): Promise<TeamJson> {
    this.requireManagedSite(who, body.site);
    const faults = await this.teamFaults(body);
    if (faults.length) throw ApiProblem.input(faults);
    const { site, name, role, department = null, lastResort = false } = body;
    const { id } = await this.change(who, key, { team: body }, (runner, change) =>
      enterTeam(runner, { site, name, role, department, lastResort, point: pointOf(body) }, change),
    );
    return this.team(who, id);
  }

  async endTeam(who: Caller, id: string, key: string): Promise<TeamJson> {
    await this.requireManagedTeam(who, id, { ended: true });
    await this.change(who, key, { endTeam: id }, (runner, change) => endTeam(runner, id, change));
    return this.team(who, id);
  }

  async join(
    who: Caller,
    id: string,
    { person, lead = false, from, until = undefined }: MemberDto,
    key: string,
  ): Promise<TeamJson> {
    await this.requireManagedTeam(who, id);
    await this.change(who, key, { join: id, person, lead, from, until }, (runner, change) =>
      joinTeam(runner, id, { person, lead, from: from ?? change.at, until: until ?? null }, change),
    );
    return this.team(who, id);
  }

  async leave(who: Caller, id: string, person: string, { until }: LeaveDto, key: string): Promise<TeamJson> {
    await this.requireManagedTeam(who, id);
    await this.change(who, key, { leave: id, person, until }, (runner, change) =>
      leaveTeam(runner, id, person, until ?? change.at, change),
    );
    return this.team(who, id);
  }

  async enterArea(who: Caller, body: AreaDto, key: string): Promise<AreaJson> {
    await this.requireManagedTeam(who, body.team, { field: 'team' });
    const { team, name, addresses = [], lines = [] } = body;
    const point = pointOf(body);
    const { id } = await this.change(who, key, { area: body }, (runner, change) =>
      enterArea(runner, { team, name, addresses, lines, point }, change),
    );
    return this.area(who, id);
  }

  async moveArea(who: Caller, id: string, { team }: MoveAreaDto, key: string): Promise<AreaJson> {
    await this.requireManagedArea(who, id);
    await this.requireManagedTeam(who, team, { field: 'team' });
    const moved = await this.change(who, key, { moveArea: id, team }, (runner, change) =>
      moveArea(runner, id, team, change),
    );
    return this.area(who, moved.id);
  }

  async endArea(who: Caller, id: string, key: string): Promise<AreaJson> {
    await this.requireManagedArea(who, id);
    await this.change(who, key, { endArea: id }, (runner, change) => endArea(runner, id, change));
    return this.area(who, id);
  }

  async enterSkill(who: Caller, body: SkillDto, key: string): Promise<SkillJson> {
    const sites = this.managedSites(who);
    const known = this.ledger.rulebooks
      .all()
      .some((rulebook) => Object.hasOwn(listOf(rulebook, 'skills') ?? {}, body.skill));
    if (!known)
      throw ApiProblem.input([
        fieldFault(
          'skill',
          `'${body.skill}' stands in no list 'skills' of a rulebook here: see /v1/rulebooks.`,
          `“${body.skill}”不在规程的技能列表中，请查看 /v1/rulebooks。`,
        ),
      ]);
    const now = await this.now();
    const here = await Promise.all(sites.map((site) => isPersonOf(this.source, site, body.person, now)));
    if (!here.includes(true))
      throw ApiProblem.input([
        fieldFault(
          'person',
          `There is nobody of the id '${body.person}': see /v1/people.`,
          `没有标识为“${body.person}”的人员，请查看 /v1/people。`,
        ),
      ]);
    const { id } = await this.change(who, key, { skill: body }, (runner, change) => enterSkill(runner, body, change));
    return this.skill(who, id);
  }

  async endSkill(who: Caller, id: string, key: string): Promise<SkillJson> {
    this.managedSites(who);
    await this.skill(who, id);
    await this.change(who, key, { endSkill: id }, (runner, change) => endSkill(runner, id, change));
    return this.skill(who, id);
  }

  /** Where the caller is now: only the last place is kept. */
  async enterPosition(who: Caller, place: PointDto): Promise<void> {
    await enterPosition(this.source, who.actor.id, place, await this.now());
  }

  private get source(): Ledger['source'] {
    return this.ledger.source;
  }

  private async now(): Promise<string> {
    return (await this.ledger.time.now(new Date())).toISOString();
  }

  private async area(who: Caller, id: string): Promise<AreaJson> {
    const [area] = isNumber(id) ? await listAreas(this.source, [...who.sites], await this.now(), id) : [];
    return area ?? throwUnknown('unknown-area', 'area', '区域');
  }

  private async skill(who: Caller, id: string): Promise<SkillJson> {
    const [skill] = isNumber(id) ? await listSkills(this.source, [...who.sites], await this.now(), id) : [];
    return skill ?? throwUnknown('unknown-skill', 'skill on record', '技能登记');
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
          `没有您负责的班组“${id.slice(0, 40)}”，请查看 /v1/teams。`,
        ),
      ]);
    throwUnknown('unknown-team', 'team', '班组');
  }

  private async requireManagedArea(who: Caller, id: string): Promise<void> {
    const [area] = isNumber(id) ? await listAreas(this.source, [...this.managedSites(who)], await this.now(), id) : [];
    if (!area) throwUnknown('unknown-area', 'area', '区域');
  }

  /** Only a role whose people work on cases has teams, and only a department the rulebook sends such work to. */
  private async teamFaults({ site, role, department }: TeamDto): Promise<FieldFault[]> {
    const [place] = await sitesOf(this.source, [site]);
    const rulebooks = this.ledger.rulebooks.all().filter(({ name }) => place?.rulebooks.includes(name));
    const courses = rulebooks.flatMap((rulebook) =>
      Object.keys(dispatchRules).flatMap((kind) =>
        rulebook.kinds[kind]
          ? [{ role: workRole(kind, rulebook), list: dispatchRules[kind]!.department?.list, rulebook }]
          : [],
      ),
    );
    const course = courses.find((one) => one.role === role);
    if (!course) {
      const roles = [...new Set(courses.flatMap((one) => one.role ?? []))].join(', ');
      return [
        fieldFault(
          'role',
          `No work is sent to '${role}' here: use ${roles || 'none'}.`,
          `本项目没有派给“${role}”的工作，可用：${roles || '无'}。`,
        ),
      ];
    }
    const departments = course.list ? Object.keys(listOf(course.rulebook, course.list) ?? {}) : [];
    if (departments.length === 0)
      return department === undefined
        ? []
        : [
            fieldFault(
              'department',
              'The rulebook sends this work to no department: leave it out.',
              '规程未规定此工作的部门，请勿填写。',
            ),
          ];
    return department !== undefined && departments.includes(department)
      ? []
      : [
          fieldFault(
            'department',
            `Work goes to one of: ${departments.join(', ')}.`,
            `须为其中之一：${departments.join('、')}。`,
          ),
        ];
  }

  private async change<T extends object>(
    who: Caller,
    key: string,
    body: object,
    work: (runner: Runner, change: ChangeStamp) => Promise<ChangeOutcome<T>>,
  ): Promise<T> {
    const { id, organisation } = who.actor;
    const outcome = await changeOnce(this.ledger, { actor: id, key, body, organisation }, (runner, at) =>
      work(runner, { by: id, at }),
    );
    if (isRefusal(outcome)) throw ApiProblem.from(outcome);
    if ('faults' in outcome) throw ApiProblem.input(outcome.faults);
    return outcome.done;
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
