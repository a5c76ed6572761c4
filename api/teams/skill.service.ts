import { Inject, Injectable } from '@nestjs/common';
import { listOf } from '../../domain/rulebook/lists.js';
import { Ledger } from '../../ledger/ledger.js';
import { fieldFault } from '../../ledger/people/change-once.js';
import { isPersonOf } from '../../ledger/people/people.js';
import { endSkill, enterPosition, enterSkill } from '../../ledger/people/skill-records.js';
import { listSkills } from '../../ledger/teams/team-lists.js';
import type { Caller } from '../permission/caller.js';
import { sitesManaged, sitesOfTeams } from '../permission/organisation-rights.js';
import { ApiProblem } from '../problem.js';
import { changeTeams } from './team-change.js';
import type { AsOfDto, PointDto, SkillDto, SkillJson, SkillsJson } from './teams.dto.js';

/** Who is able to do what, and where they are: read by everybody at the site, kept with the right `keep-areas`. */
@Injectable()
export class SkillService {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  async skills(who: Caller, { site, at }: AsOfDto): Promise<SkillsJson> {
    return { skills: await listSkills(this.source, this.readSites(who, site), at ?? (await this.now())) };
  }

  async enterSkill(who: Caller, body: SkillDto, key: string): Promise<SkillJson> {
    const sites = sitesManaged('keep-areas', who, this.ledger.rulebooks.all());
    const known = this.ledger.rulebooks
      .all()
      .some((rulebook) => Object.hasOwn(listOf(rulebook, 'skills') ?? {}, body.skill));
    if (!known)
      throw ApiProblem.input([
        fieldFault(
          'skill',
          `'${body.skill}' stands in no list 'skills' of a rulebook here: see /v1/rulebooks.`,
          `“${body.skill}”不在规程的技能列表中，请查看规程目录。`,
        ),
      ]);
    const now = await this.now();
    const here = await Promise.all(sites.map((site) => isPersonOf(this.source, site, body.person, now)));
    if (!here.includes(true))
      throw ApiProblem.input([
        fieldFault(
          'person',
          `There is nobody of the id '${body.person}': see /v1/people.`,
          `没有标识为“${body.person}”的人员，请查看人员名单。`,
        ),
      ]);
    const { id } = await changeTeams(this.ledger, who, key, { skill: body }, (runner, change) =>
      enterSkill(runner, body, change),
    );
    return this.skill(who, id);
  }

  async endSkill(who: Caller, id: string, key: string): Promise<SkillJson> {
    sitesManaged('keep-areas', who, this.ledger.rulebooks.all());
    await this.skill(who, id);
    await changeTeams(this.ledger, who, key, { endSkill: id }, (runner, change) => endSkill(runner, id, change));
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

  private readSites(who: Caller, wished?: string): string[] {
    return sitesOfTeams(who, this.ledger.rulebooks.all(), wished);
  }

  private async skill(who: Caller, id: string): Promise<SkillJson> {
    const [skill] = /^\d{1,18}$/.test(id)
      ? await listSkills(this.source, this.readSites(who), await this.now(), id)
      : [];
    if (skill) return skill;
    throw ApiProblem.of('unknown-skill', 'There is no such skill on record.', '没有此技能登记。');
  }
}
