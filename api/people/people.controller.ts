import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Ledger } from '../../ledger/ledger.js';
import { colleagues } from '../../ledger/people.js';
import { Acting, type Caller } from '../actor.js';
import { Refuses } from '../documentation.js';
import { Id } from '../fields.js';
import { sitesFor } from '../reading.js';
import { Shown } from '../shown.js';

class PeopleDto {
  @Id('Only with a post at this site, or at all sites of your organisation.', { optional: true })
  site?: string;

  @Id('Only in this role.', { optional: true, example: 'duty-administrator' })
  role?: string;
}

export class PostJson {
  @Shown('role') role!: string;
  @Shown('site; null for all of the organisation', { nullable: true }) site!: string | null;
  @Shown('department, where the role has one', { nullable: true }) department!: string | null;
}

class PersonJson {
  @Shown('id') id!: string;
  @Shown('name') name!: string;
  @Shown('posts at your sites', { type: [PostJson] }) posts!: PostJson[];
}

class PeopleJson {
  @Shown('the people', { type: [PersonJson] }) people!: PersonJson[];
}

@ApiTags('people')
@Controller('v1/people')
export class PeopleController {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  @Get()
  @ApiOperation({ summary: 'Colleagues at your sites: whom to give a revisit, whom a complaint is about', operationId: 'people' })
  @ApiOkResponse({ type: PeopleJson })
  @Refuses(401, 422)
  async all(@Acting() who: Caller, @Query() { site, role }: PeopleDto): Promise<PeopleJson> {
    const people = await colleagues(this.ledger.source, { sites: sitesFor(who, site), role, at: (await this.ledger.time.now(new Date())).toISOString() });
    return { people: people.map(({ id, name, posts }) => ({ id, name, posts })) };
  }
}
