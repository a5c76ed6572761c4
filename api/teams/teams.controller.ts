import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Acting, type Caller } from '../actor.js';
import { KeyHeader, Refuses } from '../documentation.js';
import { WithKey, type Keyed } from '../keyed.js';
import { BoardJson, Boards } from './boards.js';
import { Keeper } from './keeper.js';
import { AsOfDto, LeaveDto, MemberDto, TeamDto, TeamJson, TeamsJson } from './shapes.js';

/** Teams that work is dispatched to (派工): their people, and the board of each. */
@ApiTags('teams')
@Controller('v1/teams')
export class TeamsController {
  constructor(
    @Inject(Keeper) private readonly keeper: Keeper,
    @Inject(Boards) private readonly boards: Boards,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Teams at your sites, now or as they were', operationId: 'teams' })
  @ApiOkResponse({ type: TeamsJson })
  @Refuses(401, 422)
  all(@Acting() who: Caller, @Query() asked: AsOfDto): Promise<TeamsJson> {
    return this.keeper.teams(who, asked);
  }

  @Post()
  @KeyHeader()
  @ApiOperation({ summary: 'Enter a team; for whoever keeps areas', operationId: 'enter-team' })
  @ApiCreatedResponse({ type: TeamJson })
  @Refuses(400, 401, 403, 422)
  enter(@Acting() who: Caller, @Body() team: TeamDto, @WithKey() { key }: Keyed): Promise<TeamJson> {
    return this.keeper.enterTeam(who, team, key);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One team, with all who ever worked in it', operationId: 'team' })
  @ApiOkResponse({ type: TeamJson })
  @Refuses(401, 404)
  one(@Acting() who: Caller, @Param('id') id: string): Promise<TeamJson> {
    return this.keeper.team(who, id);
  }

  @Get(':id/board')
  @ApiOperation({ summary: 'What waits for the team, and what each of its people has, with what is due next', operationId: 'board' })
  @ApiOkResponse({ type: BoardJson })
  @Refuses(401, 404)
  board(@Acting() who: Caller, @Param('id') id: string): Promise<BoardJson> {
    return this.boards.board(who, id);
  }

  @Post(':id/end')
  @HttpCode(200)
  @KeyHeader()
  @ApiOperation({ summary: 'End a team that has neither areas nor work any more', operationId: 'end-team' })
  @ApiOkResponse({ type: TeamJson })
  @Refuses(400, 401, 403, 404, 422)
  end(@Acting() who: Caller, @Param('id') id: string, @WithKey() { key }: Keyed): Promise<TeamJson> {
    return this.keeper.endTeam(who, id, key);
  }

  @Post(':id/members')
  @KeyHeader()
  @ApiOperation({ summary: 'Enter somebody in a team, for a time or for good', operationId: 'join-team' })
  @ApiCreatedResponse({ type: TeamJson })
  @Refuses(400, 401, 403, 404, 422)
  join(@Acting() who: Caller, @Param('id') id: string, @Body() member: MemberDto, @WithKey() { key }: Keyed): Promise<TeamJson> {
    return this.keeper.join(who, id, member, key);
  }

  @Post(':id/members/:person/end')
  @HttpCode(200)
  @KeyHeader()
  @ApiOperation({ summary: 'Somebody leaves a team; what they have goes back to it', operationId: 'leave-team' })
  @ApiOkResponse({ type: TeamJson })
  @Refuses(400, 401, 403, 404, 422)
  leave(@Acting() who: Caller, @Param('id') id: string, @Param('person') person: string, @Body() when: LeaveDto, @WithKey() { key }: Keyed): Promise<TeamJson> {
    return this.keeper.leave(who, id, person, when, key);
  }
}
