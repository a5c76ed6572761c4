import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Ledger } from '../../ledger/ledger.js';
import { colleagues } from '../../ledger/people/people.js';
import { Acting, type Caller } from '../actor.js';
import { KeyHeader, Refuses } from '../documentation.js';
import { Id } from '../fields.js';
import { WithKey, type Keyed } from '../keyed.js';
import { sitesFor } from '../reading.js';
import { Shown } from '../shown.js';
import { ChangesPageDto, historyPage } from './histories.js';
import { Office } from './office.js';
import { AbsenceDto, AbsenceJson, ChangePersonDto, DelegationDto, DelegationJson, EndDto, ChangesPageJson, NewPostDto, NewTokenJson, PersonDto, WholePersonJson } from './shapes.js';
import { Staff } from './staff.js';

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
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Office) private readonly office: Office,
    @Inject(Staff) private readonly staff: Staff,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Colleagues at your sites: whom to give a revisit, whom a complaint is about', operationId: 'people' })
  @ApiOkResponse({ type: PeopleJson })
  @Refuses(401, 422)
  async all(@Acting() who: Caller, @Query() { site, role }: PeopleDto): Promise<PeopleJson> {
    const people = await colleagues(this.ledger.source, { sites: sitesFor(who, site), role, at: await this.office.now() });
    return { people: people.map(({ id, name, posts }) => ({ id, name, posts })) };
  }

  @Post()
  @KeyHeader()
  @ApiOperation({ summary: 'Take somebody on; for administrators', operationId: 'add-person' })
  @ApiCreatedResponse({ type: WholePersonJson })
  @Refuses(400, 401, 403, 422)
  add(@Acting() who: Caller, @Body() person: PersonDto, @WithKey() { key }: Keyed): Promise<WholePersonJson> {
    return this.staff.add(who, person, key);
  }

  @Get(':id')
  @ApiOperation({ summary: 'A colleague: posts with their time, absences, who stands in', operationId: 'person' })
  @ApiOkResponse({ type: WholePersonJson })
  @Refuses(401, 404)
  read(@Acting() who: Caller, @Param('id') id: string): Promise<WholePersonJson> {
    return this.staff.read(who, id);
  }

  @Get(':id/history')
  @ApiOperation({ summary: 'What was changed of a person, by whom, from when; their own, or for administrators', operationId: 'person-history' })
  @ApiOkResponse({ type: ChangesPageJson })
  @Refuses(401, 403, 404, 422)
  async history(@Acting() who: Caller, @Param('id') id: string, @Query() asked: ChangesPageDto): Promise<ChangesPageJson> {
    await this.office.organisationOf(who, id);
    if (id !== who.actor.id) this.office.mustHaveEverywhere('manage-people', who);
    return historyPage(this.ledger, { person: id }, asked);
  }

  @Post(':id/change')
  @HttpCode(200)
  @KeyHeader()
  @ApiOperation({ summary: 'Change name, address or language; for administrators', operationId: 'change-person' })
  @ApiOkResponse({ type: WholePersonJson })
  @Refuses(400, 401, 403, 404, 422)
  change(@Acting() who: Caller, @Param('id') id: string, @Body() body: ChangePersonDto, @WithKey() { key }: Keyed): Promise<WholePersonJson> {
    return this.staff.change(who, id, body, key);
  }

  @Post(':id/end')
  @HttpCode(200)
  @KeyHeader()
  @ApiOperation({ summary: 'Somebody leaves: posts end, tokens hold no more, duties are withdrawn; for administrators', operationId: 'end-person' })
  @ApiOkResponse({ type: WholePersonJson })
  @Refuses(400, 401, 403, 404, 422)
  end(@Acting() who: Caller, @Param('id') id: string, @Body() body: EndDto, @WithKey() { key }: Keyed): Promise<WholePersonJson> {
    return this.staff.end(who, id, body, key);
  }

  @Post(':id/posts')
  @KeyHeader()
  @ApiOperation({ summary: 'Give somebody a post; for administrators', description: 'A post is changed by ending it and giving another.', operationId: 'add-post' })
  @ApiCreatedResponse({ type: WholePersonJson })
  @Refuses(400, 401, 403, 404, 422)
  addPost(@Acting() who: Caller, @Param('id') id: string, @Body() body: NewPostDto, @WithKey() { key }: Keyed): Promise<WholePersonJson> {
    return this.staff.addPost(who, id, body, key);
  }

  @Post(':id/posts/:post/end')
  @HttpCode(200)
  @KeyHeader()
  @ApiOperation({ summary: 'End a post; for administrators', operationId: 'end-post' })
  @ApiOkResponse({ type: WholePersonJson })
  @Refuses(400, 401, 403, 404, 422)
  endPost(@Acting() who: Caller, @Param('id') id: string, @Param('post') post: string, @Body() body: EndDto, @WithKey() { key }: Keyed): Promise<WholePersonJson> {
    return this.staff.endPost(who, id, post, body, key);
  }

  @Post(':id/tokens')
  @KeyHeader()
  @ApiOperation({ summary: 'Issue a token, shown in this answer alone; for administrators', operationId: 'issue-token' })
  @ApiCreatedResponse({ type: NewTokenJson })
  @Refuses(400, 401, 403, 404, 422)
  issue(@Acting() who: Caller, @Param('id') id: string, @WithKey() { key }: Keyed): Promise<NewTokenJson> {
    return this.staff.issueToken(who, id, key);
  }

  @Post(':id/tokens/:token/revoke')
  @HttpCode(204)
  @KeyHeader()
  @ApiOperation({ summary: 'Revoke a token: it holds no more within seconds; for administrators', operationId: 'revoke-token' })
  @ApiNoContentResponse({ description: 'It is revoked.' })
  @Refuses(400, 401, 403, 404, 422)
  revoke(@Acting() who: Caller, @Param('id') id: string, @Param('token') token: string, @WithKey() { key }: Keyed): Promise<void> {
    return this.staff.revokeToken(who, id, token, key);
  }

  @Post(':id/absences')
  @KeyHeader()
  @ApiOperation({ summary: 'Enter that somebody is away: themself, or whoever keeps the roster', operationId: 'add-absence' })
  @ApiCreatedResponse({ type: AbsenceJson })
  @Refuses(400, 401, 403, 404, 422)
  addAbsence(@Acting() who: Caller, @Param('id') id: string, @Body() body: AbsenceDto, @WithKey() { key }: Keyed): Promise<AbsenceJson> {
    return this.staff.addAbsence(who, id, body, key);
  }

  @Post(':id/absences/:entry/withdraw')
  @HttpCode(204)
  @KeyHeader()
  @ApiOperation({ summary: 'Somebody is back, or will not be away', operationId: 'withdraw-absence' })
  @ApiNoContentResponse({ description: 'It holds no more.' })
  @Refuses(400, 401, 403, 404, 422)
  withdrawAbsence(@Acting() who: Caller, @Param('id') id: string, @Param('entry') entry: string, @WithKey() { key }: Keyed): Promise<void> {
    return this.staff.withdraw(who, 'absence', id, entry, key);
  }

  @Post(':id/delegations')
  @KeyHeader()
  @ApiOperation({
    summary: 'Name who stands in (委托代理): themself, whoever is above them, or an administrator', operationId: 'delegate',
    description: 'The stand-in is told what the other would be told and may do what they may, entered as done for them; never in a case about the other. Whoever stands in holds, at the same site, the same role, one above it, or one that the rulebook names.',
  })
  @ApiCreatedResponse({ type: DelegationJson })
  @Refuses(400, 401, 403, 404, 422)
  delegate(@Acting() who: Caller, @Param('id') id: string, @Body() body: DelegationDto, @WithKey() { key }: Keyed): Promise<DelegationJson> {
    return this.staff.addDelegation(who, id, body, key);
  }

  @Post(':id/delegations/:entry/withdraw')
  @HttpCode(204)
  @KeyHeader()
  @ApiOperation({ summary: 'Nobody stands in any more', operationId: 'withdraw-delegation' })
  @ApiNoContentResponse({ description: 'It holds no more.' })
  @Refuses(400, 401, 403, 404, 422)
  withdrawDelegation(@Acting() who: Caller, @Param('id') id: string, @Param('entry') entry: string, @WithKey() { key }: Keyed): Promise<void> {
    return this.staff.withdraw(who, 'delegation', id, entry, key);
  }
}
