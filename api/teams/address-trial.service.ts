import { Inject, Injectable } from '@nestjs/common';
import { reasonCode, reasonText } from '../../domain/dispatch/reasons.js';
import { teamFor } from '../../domain/dispatch/dispatch.js';
import { Ledger } from '../../ledger/ledger.js';
import { areaOverlaps, teamRolesOf } from '../../ledger/teams/area-overlaps.js';
import { teamsAt } from '../../ledger/teams-of-case.js';
import { withRetries } from '../../ledger/transaction.js';
import { ApiField } from '../api-field.js';
import { FreeText, Id } from '../body-fields.js';
import type { Caller } from '../permission/caller.js';
import { sitesOfTeams } from '../permission/organisation-rights.js';
import { namesOfPosts } from '../session/role-names.js';

export class TriedAddressDto {
  @Id('Site.', { example: 'sunshine' })
  site!: string;

  @FreeText('An address as a customer says it.', { max: 200, example: '东区8号楼301' })
  address!: string;
}

export class OverlapsDto {
  @Id('Only of this site.', { optional: true })
  site?: string;
}

class WhoseAddressJson {
  @ApiField('role whose work it is') role!: string;
  @ApiField('its name') roleName!: string;
  @ApiField('name of the team; null where nothing says which', { nullable: true }) team!: string | null;
  @ApiField('name of the area it lies in; null where it lies in none', { nullable: true }) area!: string | null;
  @ApiField('why this team; null where there is none', { nullable: true }) why!: string | null;
}

export class WhoseAddressesJson {
  @ApiField('whose it is, for each work that teams of the site do', { type: [WhoseAddressJson] })
  works!: WhoseAddressJson[];
}

class OverlapJson {
  @ApiField('area that lies in the other; its address is the longer one, and decides') inner!: string;
  @ApiField('its team') innerTeam!: string;
  @ApiField('area around it') outer!: string;
  @ApiField('its team') outerTeam!: string;
  @ApiField('how many addresses of the one lie in the other', { type: 'integer' }) addresses!: number;
  @ApiField('one of them') example!: string;
  @ApiField('the address around it') exampleOuter!: string;
}

export class OverlapsJson {
  @ApiField('areas that lie in areas of another team', { type: [OverlapJson] }) overlaps!: OverlapJson[];
}

/** Whose an address is by the areas as they stand, without a case. */
@Injectable()
export class AddressTrialService {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  async whose(who: Caller, { site: asked, address }: TriedAddressDto): Promise<WhoseAddressesJson> {
    const [site] = sitesOfTeams(who, this.ledger.rulebooks.all(), asked);
    if (site === undefined) return { works: [] };
    const { source, rulebooks, time } = this.ledger;
    const at = (await time.now(new Date())).toISOString();
    const names = namesOfPosts(rulebooks.all(), who.language);
    const works: WhoseAddressJson[] = [];
    for (const role of await teamRolesOf(source, site)) {
      const teams = await withRetries(source, (runner) =>
        teamsAt(runner, { site, role, number: '', place: address, line: undefined, at }),
      );
      const chosen = teams && teamFor({ place: address, line: undefined }, teams);
      const shown = { team: chosen?.team.name, skill: () => undefined, area: () => chosen?.area?.name };
      works.push({
        role,
        roleName: names.role(role),
        team: chosen?.team.name ?? null,
        area: chosen?.area?.name ?? null,
        why: chosen ? reasonText(reasonCode(chosen.reason), { ...shown, team: chosen.team.name })[who.language] : null,
      });
    }
    return { works };
  }

  async overlaps(who: Caller, { site }: OverlapsDto): Promise<OverlapsJson> {
    return { overlaps: await areaOverlaps(this.ledger.source, sitesOfTeams(who, this.ledger.rulebooks.all(), site)) };
  }
}
