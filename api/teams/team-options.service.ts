import { Inject, Injectable } from '@nestjs/common';
import { listOf } from '../../domain/rulebook/lists.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { Ledger } from '../../ledger/ledger.js';
import { sitesOf } from '../../ledger/people/people.js';
import { ApiField } from '../api-field.js';
import { Id } from '../body-fields.js';
import type { Caller } from '../permission/caller.js';
import { sitesOfTeams } from '../permission/organisation-rights.js';
import { namesOfPosts } from '../session/role-names.js';
import { worksAt } from './team-faults.js';

export class TeamOptionsDto {
  @Id('Site.', { example: 'sunshine' })
  site!: string;
}

class TeamOptionJson {
  @ApiField('id') id!: string;
  @ApiField("its name in the caller's language") name!: string;
}

class TeamWorkJson {
  @ApiField('role that the people of such a team play') role!: string;
  @ApiField('its name') roleName!: string;
  @ApiField('departments that stand for such teams; one is needed where there are any', { type: [TeamOptionJson] })
  departments!: TeamOptionJson[];
}

export class TeamOptionsJson {
  @ApiField('work that is sent to teams at the site', { type: [TeamWorkJson] }) works!: TeamWorkJson[];
  @ApiField('skills that its work may ask for', { type: [TeamOptionJson] }) skills!: TeamOptionJson[];
}

/** What the rulebooks of a site say of teams: which work they do, and which skills it may ask for. */
@Injectable()
export class TeamOptionsService {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  async options(who: Caller, { site }: TeamOptionsDto): Promise<TeamOptionsJson> {
    const [place] = await sitesOf(this.ledger.source, sitesOfTeams(who, this.ledger.rulebooks.all(), site));
    const rulebooks = this.ledger.rulebooks.all().filter(({ name }) => place?.rulebooks.includes(name));
    const names = namesOfPosts(rulebooks, who.language);
    const works = new Map(
      worksAt(rulebooks).flatMap(({ role, list, rulebook }) =>
        role === undefined
          ? []
          : [[role, { role, roleName: names.role(role), departments: entries(rulebook, list, who) }] as const],
      ),
    );
    const skills = rulebooks.flatMap((rulebook) => entries(rulebook, 'skills', who));
    return { works: [...works.values()], skills: [...new Map(skills.map((skill) => [skill.id, skill])).values()] };
  }
}

function entries(rulebook: Rulebook, list: string | undefined, { language }: Caller): TeamOptionJson[] {
  return Object.entries((list && listOf(rulebook, list)) || {}).map(([id, { name }]) => ({ id, name: name[language] }));
}
