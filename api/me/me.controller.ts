import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Text } from '../../domain/text.js';
import { Ledger } from '../../ledger/ledger.js';
import { sitesOf } from '../../ledger/people/people.js';
import { dutiesNow } from '../../ledger/people/roster.js';
import { Acting, administratorRole, type Caller } from '../actor.js';
import { Refuses } from '../documentation.js';
import { PostJson } from '../people/people.controller.js';
import { sitesFor } from '../reading.js';
import { Shown, ShownInstant, ShownMap } from '../shown.js';

class SiteJson {
  @Shown('id') id!: string;
  @Shown('kind of site') kind!: string;
  @ShownMap('name in both languages') name!: Text;
  @Shown('whose it is') organisation!: string;
  @Shown('names of the rulebooks that hold there', { type: [String] }) rulebooks!: string[];
}

class HeldJson extends PostJson {
  @Shown('in whose place; left out where it is your own', { required: false }) for?: string;
}

class DutyJson {
  @Shown('for which role') role!: string;
  @Shown('at which site') site!: string;
  @Shown('in which department', { nullable: true }) department!: string | null;
  @ShownInstant('until when') until!: string;
}

class MeJson {
  @Shown('your id') id!: string;
  @Shown('your name') name!: string;
  @Shown('your organisation') organisation!: string;
  @Shown('what you hold now, in your own name and in the place of others', { type: [HeldJson] }) posts!: HeldJson[];
  @Shown('your duty by the roster now', { type: [DutyJson] }) duty!: DutyJson[];
  @Shown('sites whose cases you may read', { type: [SiteJson] }) sites!: SiteJson[];
  @Shown('whether you may read workflow histories') administrator!: boolean;
  @Shown('the language of this answer', { enum: ['zh-CN', 'en'] }) language!: string;
}

@ApiTags('me')
@Controller('v1/me')
export class MeController {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  @Get()
  @ApiOperation({ summary: 'Who you are, and what you hold', operationId: 'me' })
  @ApiOkResponse({ type: MeJson })
  @Refuses(401)
  async me(@Acting() who: Caller): Promise<MeJson> {
    const { actor, name, language } = who;
    const now = (await this.ledger.time.now(new Date())).toISOString();
    const [sites, duties] = await Promise.all([sitesOf(this.ledger.source, sitesFor(who)), dutiesNow(this.ledger.source, actor.id, now)]);
    return {
      id: actor.id, name, organisation: actor.organisation, posts: actor.posts.filter((post) => !post.duty).map(({ role, site, department, for: behalf }) => ({ role, site, department, ...(behalf === undefined ? {} : { for: behalf }) })),
      duty: duties.map(({ role, site, department, until }) => ({ role, site, department, until })), sites, administrator: actor.posts.some((post) => post.role === administratorRole), language,
    };
  }
}
