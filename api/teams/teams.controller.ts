import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { IdempotencyKeyHeader, Refuses } from '../documentation.js';
import { Idempotency, type IdempotencyContext } from '../idempotency.js';
import { BoardJson } from './team-board.dto.js';
import { TeamBoardService } from './team-board.service.js';
import { TeamOptionsDto, TeamOptionsJson, TeamOptionsService } from './team-options.service.js';
import { TeamService } from './team.service.js';
import { AsOfDto, LeaveDto, MemberDto, TeamDto, TeamJson, TeamsJson } from './teams.dto.js';

/** Teams that work is dispatched to (派工): their people, and the board of each. */
@ApiTags('teams')
@Controller('v1/teams')
export class TeamsController {
  constructor(
    @Inject(TeamService) private readonly teamService: TeamService,
    @Inject(TeamBoardService) private readonly boards: TeamBoardService,
    @Inject(TeamOptionsService) private readonly choices: TeamOptionsService,
  ) {}

  @Requires('read-teams')
  @Get()
  @ApiOperation({ summary: 'Teams at your sites, now or as they were', operationId: 'teams' })
  @ApiOkResponse({ type: TeamsJson })
  @Refuses(401, 422)
  all(@CurrentCaller() who: Caller, @Query() asked: AsOfDto): Promise<TeamsJson> {
    return this.teamService.teams(who, asked);
  }

  @Requires('keep-areas')
  @Post()
  @IdempotencyKeyHeader()
  @ApiOperation({ summary: 'Enter a team; for those who keep areas', operationId: 'enter-team' })
  @ApiCreatedResponse({ type: TeamJson })
  @Refuses(400, 401, 403, 422)
  enter(
    @CurrentCaller() who: Caller,
    @Body() team: TeamDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<TeamJson> {
    return this.teamService.enterTeam(who, team, key);
  }

  @Requires('read-teams')
  @Get('options')
  @ApiOperation({
    summary: 'What the rules of a site say of teams: which work they do, and which skills it may ask for',
    operationId: 'team-options',
  })
  @ApiOkResponse({ type: TeamOptionsJson })
  @Refuses(401, 422)
  options(@CurrentCaller() who: Caller, @Query() asked: TeamOptionsDto): Promise<TeamOptionsJson> {
    return this.choices.options(who, asked);
  }

  @Requires('read-teams')
  @Get(':id')
  @ApiOperation({ summary: 'One team, with all who ever worked in it', operationId: 'team' })
  @ApiOkResponse({ type: TeamJson })
  @Refuses(401, 404)
  one(@CurrentCaller() who: Caller, @Param('id') id: string): Promise<TeamJson> {
    return this.teamService.team(who, id);
  }

  @Requires('read-teams')
  @Get(':id/board')
  @ApiOperation({
    summary: 'What waits for the team, and what each of its people has, with what is due next',
    operationId: 'board',
  })
  @ApiOkResponse({ type: BoardJson })
  @Refuses(401, 404)
  board(@CurrentCaller() who: Caller, @Param('id') id: string): Promise<BoardJson> {
    return this.boards.board(who, id);
  }

  @Requires('keep-areas')
  @Post(':id/end')
  @HttpCode(200)
  @IdempotencyKeyHeader()
  @ApiOperation({ summary: 'End a team that has neither areas nor work any more', operationId: 'end-team' })
  @ApiOkResponse({ type: TeamJson })
  @Refuses(400, 401, 403, 404, 422)
  end(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<TeamJson> {
    return this.teamService.endTeam(who, id, key);
  }

  @Requires('keep-areas')
  @Post(':id/members')
  @IdempotencyKeyHeader()
  @ApiOperation({ summary: 'Enter somebody in a team, for a time or for good', operationId: 'join-team' })
  @ApiCreatedResponse({ type: TeamJson })
  @Refuses(400, 401, 403, 404, 422)
  join(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Body() member: MemberDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<TeamJson> {
    return this.teamService.join(who, id, member, key);
  }

  @Requires('keep-areas')
  @Post(':id/members/:person/end')
  @HttpCode(200)
  @IdempotencyKeyHeader()
  @ApiOperation({ summary: 'Somebody leaves a team; what they have goes back to it', operationId: 'leave-team' })
  @ApiOkResponse({ type: TeamJson })
  @Refuses(400, 401, 403, 404, 422)
  leave(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Param('person') person: string,
    @Body() when: LeaveDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<TeamJson> {
    return this.teamService.leave(who, id, person, when, key);
  }
}
