import { Inject, Injectable } from '@nestjs/common';
import { installationOrganisation } from '../../domain/actor.js';
import { sitesOf } from '../../ledger/people/people.js';
import {
  issueWallLink,
  maxWallLinkDays,
  revokeWallLink,
  wallLinkById,
  wallLinksOf,
  type WallLinkRecord,
} from '../../ledger/people/wall-links.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';
import { FreeText, Id } from '../body-fields.js';
import { OrganisationService } from '../people/organisation.service.js';
import { WholeDays } from '../people/people.dto.js';
import type { Caller } from '../permission/caller.js';
import { requireRightAt } from '../permission/organisation-rights.js';
import { requireRight } from '../permission/rights.js';
import { ApiProblem } from '../problem.js';

const defaultDays = 90;

export class NewWallLinkDto {
  @FreeText('Where the screen hangs.', { max: 100, example: '调度中心东墙' })
  name!: string;

  @Id('The site whose numbers it shows; left out, those of all sites of your organisation.', { optional: true })
  site?: string;

  @Id(
    'Whose numbers; only administrators of the whole installation name it, for others it is their own organisation.',
    {
      optional: true,
    },
  )
  organisation?: string;

  @WholeDays(`For how many days it holds; ${defaultDays} unless said otherwise.`, maxWallLinkDays)
  days?: number;
}

export class NewWallLinkJson {
  @ApiField('id of the link') id!: string;
  @ApiField('its secret, shown this once; null where the same request is repeated: revoke it and make another', {
    nullable: true,
  })
  secret!: string | null;
  @ApiFieldInstant('when it ends by itself') endsAt!: string;
}

class WallLinkJson {
  @ApiField('id of the link') id!: string;
  @ApiField('whose numbers it shows') organisation!: string;
  @ApiField('site whose numbers it shows; null for all of the organisation', { nullable: true }) site!: string | null;
  @ApiField('where the screen hangs') name!: string;
  @ApiField('who made it') createdBy!: string;
  @ApiField('their name', { nullable: true }) createdByName!: string | null;
  @ApiFieldInstant('when it was made') createdAt!: string;
  @ApiFieldInstant('when it ends by itself') endsAt!: string;
  @ApiFieldInstant('when it was revoked', { nullable: true }) endedAt!: string | null;
  @ApiField('whether it opens the wall now') holds!: boolean;
}

export class WallLinksJson {
  @ApiField('the links, the newest first', { type: [WallLinkJson] }) links!: WallLinkRecord[];
}

/** Links of wall screens: made and revoked on record, never shown again. */
@Injectable()
export class WallLinkService {
  constructor(@Inject(OrganisationService) private readonly organisations: OrganisationService) {}

  async all(who: Caller): Promise<WallLinksJson> {
    return { links: await wallLinksOf(this.organisations.ledger.source, this.keptBy(who)) };
  }

  async issue(who: Caller, body: NewWallLinkDto, key: string): Promise<NewWallLinkJson> {
    const { name, site = null, days = defaultDays } = body;
    const organisation = await this.organisationFor(who, body);
    requireRightAt('keep-wall-links', who, site, this.organisations.ledger.rulebooks.all());
    return this.organisations.change<NewWallLinkJson>(
      who,
      organisation,
      { key, body: { wallLink: body } },
      (runner, change) => issueWallLink(runner, { site, name, days }, change),
      ({ id, endsAt }) => ({ id, secret: null, endsAt }),
    );
  }

  async revoke(who: Caller, id: string, key: string): Promise<void> {
    const link = await wallLinkById(this.organisations.ledger.source, id, this.keptBy(who));
    if (!link)
      throw ApiProblem.of('unknown-entry', `There is no link ${id}: see /v1/wall-links.`, `没有编号为 ${id} 的链接。`);
    requireRightAt('keep-wall-links', who, link.site, this.organisations.ledger.rulebooks.all());
    await this.organisations.change(
      who,
      link.organisation,
      { key, body: { revokeWallLink: id } },
      async (runner, change) => ({ found: await revokeWallLink(runner, id, change) }),
    );
  }

  /** The organisation whose links they see and revoke. */
  private keptBy(who: Caller): string | 'all' {
    const having = requireRight('keep-wall-links', who, this.organisations.ledger.rulebooks.all());
    return having === 'all' ? 'all' : who.actor.organisation;
  }

  /** Whose link it is to be: that of the site, the one that is named, the caller's own. */
  private async organisationFor(who: Caller, { site, organisation }: NewWallLinkDto): Promise<string> {
    const own = who.actor.organisation;
    if (site !== undefined) {
      const its = await this.organisations.organisationOfSite(who, site);
      if (organisation === undefined || organisation === its) return its;
    }
    if (own !== installationOrganisation && (organisation ?? own) === own) return own;
    const known = await sitesOf(this.organisations.ledger.source, own === installationOrganisation ? 'all' : []);
    if (organisation !== undefined && known.some((one) => one.organisation === organisation)) return organisation;
    throw ApiProblem.input([
      {
        field: 'organisation',
        text: {
          en: 'name a site, or the organisation whose sites the screen shows: see /v1/sites.',
          'zh-CN': '请填写项目，或大屏所属单位，请查看项目名单。',
        },
      },
    ]);
  }
}
