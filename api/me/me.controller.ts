import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Text } from '../../domain/text.js';
import { Ledger } from '../../ledger/ledger.js';
import { sitesOf } from '../../ledger/people.js';
import { Acting, administratorRole, type Caller } from '../actor.js';
import { Refuses } from '../documentation.js';
import { PostJson } from '../people/people.controller.js';
import { sitesFor } from '../reading.js';
import { Shown, ShownMap } from '../shown.js';

class SiteJson {
  @Shown('id') id!: string;
  @Shown('kind of site') kind!: string;
  @ShownMap('name in both languages') name!: Text;
  @Shown('whose it is') organisation!: string;
  @Shown('names of the rulebooks that hold there', { type: [String] }) rulebooks!: string[];
}

class MeJson {
  @Shown('your id') id!: string;
  @Shown('your name') name!: string;
  @Shown('your organisation') organisation!: string;
  @Shown('what you hold', { type: [PostJson] }) posts!: PostJson[];
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
    const sites = await sitesOf(this.ledger.source, sitesFor(who));
    return { id: actor.id, name, organisation: actor.organisation, posts: actor.posts, sites, administrator: actor.posts.some((post) => post.role === administratorRole), language };
  }
}
