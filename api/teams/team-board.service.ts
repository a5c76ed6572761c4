import { Inject, Injectable } from '@nestjs/common';
import { personKeys } from '../../domain/case/subjects.js';
import type { CaseState } from '../../domain/case/case.js';
import {
  candidatesFor,
  leadFor,
  teamFor,
  type ChosenTeam,
  type DispatchReason,
  type SiteTeams,
} from '../../domain/dispatch/dispatch.js';
import { reasonCode, reasonText, type ReasonNames } from '../../domain/dispatch/reasons.js';
import { listOf } from '../../domain/rulebook/lists.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { assigneeOf, jobOf, teamOf, workRole } from '../../domain/dispatch/dispatch-rules.js';
import { Ledger } from '../../ledger/ledger.js';
import { teamBoardOf, type BoardJob } from '../../ledger/teams/team-board.js';
import { teamsAt } from '../../ledger/teams-of-case.js';
import { areaNames } from '../../ledger/teams/team-lists.js';
import { withRetries } from '../../ledger/transaction.js';
import type { Caller } from '../permission/caller.js';
import { localTime } from '../cases/clock-json.js';
import { listedCaseJson } from '../cases/listed-case.js';
import { CaseService } from '../cases/case.service.js';
import { redactedFor } from '../permission/redaction.js';
import type { BoardJobJson, BoardJson, CandidatesJson, DispatchReasonJson } from './team-board.dto.js';
import { TeamService } from './team.service.js';

/** What teams have to do, and who is asked first. */
@Injectable()
export class TeamBoardService {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(CaseService) private readonly caseService: CaseService,
    @Inject(TeamService) private readonly teamService: TeamService,
  ) {}

  /** The board of a team, for those who read the cases of its site. */
  async board(who: Caller, id: string): Promise<BoardJson> {
    const team = await this.teamService.team(who, id);
    const now = (await this.ledger.time.now(new Date())).toISOString();
    const { unclaimed, members } = await teamBoardOf(this.ledger.source, id, now, personKeys(who.actor));
    const all = [...unclaimed, ...members.flatMap(({ jobs }) => jobs)];
    const areas = await areaNames(
      this.ledger.source,
      all.flatMap(({ facts }) => areaIn(String(facts['teamWhy'] ?? ''))),
    );
    const shown = new Map(
      await Promise.all(
        all.map(
          async (job) =>
            [job.number, await this.job(who, job, now, { area: (area) => areas.get(area), team: team.name })] as const,
        ),
      ),
    );
    const first = all[0] && (await this.ledger.rulebooks.get(all[0].rulebook, all[0].version));
    return {
      team: id,
      name: team.name,
      at: first ? localTime(first.timeZone)(now) : now,
      unclaimed: unclaimed.map(({ number }) => shown.get(number)!),
      members: members.map(({ jobs: own, ...member }) => {
        const jobs = own.map(({ number }) => shown.get(number)!);
        return {
          ...member,
          load: jobs.length,
          late: jobs.filter(({ late }) => late).length,
          nextDue: jobs[0]?.due ?? null,
          jobs,
        };
      }),
    };
  }

  /** The people who may be given a case, in order, as things stand now. */
  async candidates(who: Caller, number: string): Promise<CandidatesJson> {
    const state = await this.caseService.stateFor(who, number);
    const rulebook = await this.ledger.rulebooks.get(state.rulebook, state.version);
    const role = workRole(state.kind, rulebook);
    const at = (await this.ledger.time.now(new Date())).toISOString();
    const { site, words, facts } = state;
    const teams =
      role === undefined
        ? undefined
        : await withRetries(this.ledger.source, (runner) =>
            teamsAt(runner, { site, role, number, place: words.place, line: facts['line'], at }),
          );
    const assignee = assigneeOf(state);
    const none = { team: null, assignee, candidates: [] };
    if (!teams)
      return {
        ...none,
        remarks: [
          say(
            who,
            'No team does such work at this site: those who hold the role share it.',
            '本项目没有承接此类工作的班组，由该角色人员共同承担。',
          ),
        ],
      };
    const chosen = chosenFor(state, rulebook, teams);
    if (!chosen)
      return {
        ...none,
        remarks: [
          say(
            who,
            'The address lies in no area, and no team takes what nobody else does: name the team.',
            '该地址不在任何区域内，也没有兜底班组：请指定班组。',
          ),
        ],
      };
    const names = this.names(rulebook, {
      area: (id) => (id === chosen.area?.id ? chosen.area.name : teams.areas.find((area) => area.id === id)?.name),
      team: chosen.team.name,
    });
    const reasonJson = (reason: DispatchReason): DispatchReasonJson => shownReason(who, reasonCode(reason), names);
    const job = jobOf(state, rulebook);
    const found = candidatesFor(job, chosen.team, chosen.area);
    const lead = leadFor(job, chosen.team);
    const remarks = found.length
      ? []
      : [
          say(
            who,
            `Nobody of the team is on duty${lead ? `: ${lead.name}, who leads it, gets the work` : ''}.`,
            `班组当前无人当班${lead ? `，由班组负责人${lead.name}承接` : ''}。`,
          ),
        ];
    return {
      team: { id: chosen.team.id, name: chosen.team.name, reason: reasonJson(chosen.reason) },
      assignee,
      candidates: found.map(({ member, metres, reasons }) => ({
        person: member.id,
        name: member.name,
        jobs: member.jobs,
        metres,
        reasons: reasons.map(reasonJson),
      })),
      remarks,
    };
  }

  private async job(
    who: Caller,
    job: BoardJob,
    now: string,
    known: Pick<ReasonNames, 'area' | 'team'>,
  ): Promise<BoardJobJson> {
    const { kind, accepted, clause, clock, since, due, facts } = job;
    const rulebook = await this.ledger.rulebooks.get(job.rulebook, job.version);
    const names = this.names(rulebook, known);
    const local = localTime(rulebook.timeZone);
    const [teamWhy, why] = [facts['teamWhy'], facts['assigneeWhy']].map((codes) =>
      typeof codes === 'string' ? codes.split(' ') : [],
    );
    const rules = rulebook.kinds[kind]?.clocks ?? [];
    const rule = rules.find(({ id }) => id === clock) ?? rules.find(({ id }) => id === clock.replace(/-\d+$/, ''));
    const hidden = redactedFor(who, { site: job.site, facts }) === 'all';
    return {
      ...listedCaseJson(who, job, rulebook),
      accepted,
      clause,
      type: typeof facts['repairType'] === 'string' ? facts['repairType'] : null,
      area: areaIn(teamWhy![0] ?? '').map((id) => known.area(id) ?? null)[0] ?? null,
      teamWhy: teamWhy![0] === undefined ? null : shownReason(who, teamWhy![0], names),
      why: why!.map((code) => shownReason(who, code, names)),
      note: hidden ? null : job.note,
      waitsFor: rule?.name[who.language] ?? clock,
      since: local(since),
      due: local(due),
      late: due !== null && due < now,
    };
  }

  private names(rulebook: Rulebook, known: Pick<ReasonNames, 'area' | 'team'>): ReasonNames {
    return { ...known, skill: (id) => listOf(rulebook, 'skills')?.[id]?.name };
  }
}

/** The team that has the case, with the reason on record; else the one that the address says. */
function chosenFor(state: CaseState, rulebook: Rulebook, teams: SiteTeams): ChosenTeam | undefined {
  const byAddress = teamFor(jobOf(state, rulebook), teams);
  const has = teams.teams.find(({ id }) => id === teamOf(state));
  return !has || has.id === byAddress?.team.id ? byAddress : { team: has, area: undefined, reason: { code: 'chosen' } };
}

function areaIn(code: string): string[] {
  return /^(?:area|line):(\d+)$/.exec(code)?.slice(1) ?? [];
}

function shownReason({ language }: Caller, code: string, names: ReasonNames): DispatchReasonJson {
  return { code, text: reasonText(code, names)[language] };
}

function say({ language }: Caller, en: string, zh: string): string {
  return language === 'en' ? en : zh;
}
