import { Inject, Injectable } from '@nestjs/common';
import {
  issueWallLink,
  maxWallLinkDays,
  revokeWallLink,
  wallLinksOf,
  type WallLinkRecord,
} from '../../ledger/people/wall-links.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';
import { FreeText, Id } from '../body-fields.js';
import { OrganisationService } from '../people/organisation.service.js';
import { WholeDays } from '../people/people.dto.js';
import type { Caller } from '../permission/caller.js';
import { requireRightAt } from '../permission/organisation-rights.js';
import { ApiProblem } from '../problem.js';

const defaultDays = 90;

export class NewWallLinkDto {
  @FreeText('Where the screen hangs.', { max: 100, example: '调度中心东墙' })
  name!: string;

  @Id('The site whose numbers it shows; left out, those of all sites of your organisation.', { optional: true })
  site?: string;

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

  async all({ actor }: Caller): Promise<WallLinksJson> {
    return { links: await wallLinksOf(this.organisations.ledger.source, actor.organisation) };
  }

  async issue(who: Caller, body: NewWallLinkDto, key: string): Promise<NewWallLinkJson> {
    const { name, site = null, days = defaultDays } = body;
    this.requireRight(who, site);
    return this.organisations.change<NewWallLinkJson>(
      who,
      who.actor.organisation,
      { key, body: { wallLink: body } },
      (runner, change) => issueWallLink(runner, { site, name, days }, change),
      ({ id, endsAt }) => ({ id, secret: null, endsAt }),
    );
  }

  async revoke(who: Caller, id: string, key: string): Promise<void> {
    const links = await wallLinksOf(this.organisations.ledger.source, who.actor.organisation);
    const link = links.find((one) => one.id === id);
    if (!link)
      throw ApiProblem.of('unknown-entry', `There is no link ${id}: see /v1/wall-links.`, `没有编号为 ${id} 的链接。`);
    this.requireRight(who, link.site);
    await this.organisations.change(
      who,
      who.actor.organisation,
      { key, body: { revokeWallLink: id } },
      async (runner, change) => ({ found: await revokeWallLink(runner, id, change) }),
    );
  }

  private requireRight(who: Caller, site: string | null): void {
    requireRightAt('keep-wall-links', who, site, this.organisations.ledger.rulebooks.all());
  }
}
