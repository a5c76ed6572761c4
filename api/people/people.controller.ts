import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Ledger } from '../../ledger/ledger.js';
import { colleagues } from '../../ledger/people/people.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { requireRightEverywhere } from '../permission/organisation-rights.js';
import { IdempotencyKeyHeader, Refuses } from '../documentation.js';
import { Id } from '../body-fields.js';
import { PageDto } from '../page.js';
import { Idempotency, type IdempotencyContext } from '../idempotency.js';
import { namesOfPosts } from '../session/role-names.js';
import { sitesOfTeams } from '../permission/organisation-rights.js';
import { ApiField } from '../api-field.js';
import { changeHistoryPage } from './change-history.js';
import { OrganisationService } from './organisation.service.js';
import {
  ChangePersonDto,
  EndDto,
  ChangesPageJson,
  NewPostDto,
  NewTokenDto,
  NewTokenJson,
  PersonDto,
  WholePersonJson,
} from './people.dto.js';
import { PeopleService } from './people.service.js';

class PeopleDto {
  @Id('Only with a post at this site, or at all sites of your organisation.', { optional: true })
  site?: string;

  @Id('Only in this role.', { optional: true, example: 'duty-administrator' })
  role?: string;
}

export class PostJson {
  @ApiField('role') role!: string;
  @ApiField('site; null for all of the organisation', { nullable: true }) site!: string | null;
  @ApiField('department, where the role has one', { nullable: true }) department!: string | null;
}

class PersonJson {
  @ApiField('id') id!: string;
  @ApiField('name') name!: string;
  @ApiField('number at which they are reached; null where none is on record', { nullable: true }) phone!: string | null;
  @ApiField("names of their roles, in the caller's language", { type: [String] }) roles!: string[];
  @ApiField('posts at your sites', { type: [PostJson] }) posts!: PostJson[];
}

class PeopleJson {
  @ApiField('the people', { type: [PersonJson] }) people!: PersonJson[];
}

@ApiTags('people')
@Controller('v1/people')
export class PeopleController {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(OrganisationService) private readonly organisationService: OrganisationService,
    @Inject(PeopleService) private readonly staff: PeopleService,
  ) {}

  @Requires('read-directory')
  @Get()
  @ApiOperation({
    summary: 'Colleagues at your sites: whom to give a revisit, whom a complaint is about',
    operationId: 'people',
  })
  @ApiOkResponse({ type: PeopleJson })
  @Refuses(401, 422)
  async all(@CurrentCaller() who: Caller, @Query() { site, role }: PeopleDto): Promise<PeopleJson> {
    const people = await colleagues(this.ledger.source, {
      sites: sitesOfTeams(who, this.ledger.rulebooks.all(), site),
      role,
      at: await this.organisationService.now(),
    });
    const names = namesOfPosts(this.ledger.rulebooks.all(), who.language);
    return {
      people: people.map(({ id, name, phone, posts }) => ({
        id,
        name,
        phone,
        roles: [...new Set(posts.map((post) => names.role(post.role)))],
        posts,
      })),
    };
  }

  @Requires('manage-people')
  @Post()
  @IdempotencyKeyHeader()
  @ApiOperation({ summary: 'Take somebody on; for administrators', operationId: 'add-person' })
  @ApiCreatedResponse({ type: WholePersonJson })
  @Refuses(400, 401, 403, 422)
  add(
    @CurrentCaller() who: Caller,
    @Body() person: PersonDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<WholePersonJson> {
    return this.staff.add(who, person, key);
  }

  @Requires('read-directory')
  @Get(':id')
  @ApiOperation({ summary: 'A colleague: posts with their time, absences, who stands in', operationId: 'person' })
  @ApiOkResponse({ type: WholePersonJson })
  @Refuses(401, 404)
  read(@CurrentCaller() who: Caller, @Param('id') id: string): Promise<WholePersonJson> {
    return this.staff.read(who, id);
  }

  @Requires('manage-people', { oneself: 'id' })
  @Get(':id/history')
  @ApiOperation({
    summary: 'What was changed of a person, by whom, from when; their own, or for administrators',
    operationId: 'person-history',
  })
  @ApiOkResponse({ type: ChangesPageJson })
  @Refuses(401, 403, 404, 422)
  async history(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Query() asked: PageDto,
  ): Promise<ChangesPageJson> {
    await this.organisationService.organisationOf(who, id);
    if (id !== who.actor.id)
      requireRightEverywhere('manage-people', who, this.organisationService.ledger.rulebooks.all());
    return changeHistoryPage(this.ledger, { person: id }, asked);
  }

  @Requires('manage-people')
  @Post(':id/change')
  @HttpCode(200)
  @IdempotencyKeyHeader()
  @ApiOperation({ summary: 'Change name, address or language; for administrators', operationId: 'change-person' })
  @ApiOkResponse({ type: WholePersonJson })
  @Refuses(400, 401, 403, 404, 422)
  change(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Body() body: ChangePersonDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<WholePersonJson> {
    return this.staff.change(who, id, body, key);
  }

  @Requires('manage-people')
  @Post(':id/end')
  @HttpCode(200)
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: 'Somebody leaves: posts end, tokens hold no more, duties are withdrawn; for administrators',
    operationId: 'end-person',
  })
  @ApiOkResponse({ type: WholePersonJson })
  @Refuses(400, 401, 403, 404, 422)
  end(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Body() body: EndDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<WholePersonJson> {
    return this.staff.end(who, id, body, key);
  }

  @Requires('manage-people')
  @Post(':id/posts')
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: 'Give somebody a post; for administrators',
    description: 'A post is changed by ending it and giving another.',
    operationId: 'add-post',
  })
  @ApiCreatedResponse({ type: WholePersonJson })
  @Refuses(400, 401, 403, 404, 422)
  addPost(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Body() body: NewPostDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<WholePersonJson> {
    return this.staff.addPost(who, id, body, key);
  }

  @Requires('manage-people')
  @Post(':id/posts/:post/end')
  @HttpCode(200)
  @IdempotencyKeyHeader()
  @ApiOperation({ summary: 'End a post; for administrators', operationId: 'end-post' })
  @ApiOkResponse({ type: WholePersonJson })
  @Refuses(400, 401, 403, 404, 422)
  endPost(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Param('post') post: string,
    @Body() body: EndDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<WholePersonJson> {
    return this.staff.endPost(who, id, post, body, key);
  }

  @Requires('manage-people')
  @Post(':id/tokens')
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: 'Issue a token, shown in this answer alone; for administrators',
    description:
      'It ends. One for somebody else takes a reason; they and who is above them are told of it, and what is done with it says who made it.',
    operationId: 'issue-token',
  })
  @ApiCreatedResponse({ type: NewTokenJson })
  @Refuses(400, 401, 403, 404, 422)
  issue(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Body() body: NewTokenDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<NewTokenJson> {
    return this.staff.issueToken(who, id, body, key);
  }

  @Requires('manage-people')
  @Post(':id/tokens/:token/revoke')
  @HttpCode(204)
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: 'Revoke a token: it holds no more within seconds; for administrators',
    operationId: 'revoke-token',
  })
  @ApiNoContentResponse({ description: 'It is revoked.' })
  @Refuses(400, 401, 403, 404, 422)
  revoke(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Param('token') token: string,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<void> {
    return this.staff.revokeToken(who, id, token, key);
  }
}
