import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { OpenToMintedTokens } from '../permission/minted-tokens.js';
import { Requires } from '../permission/route-access.js';
import { IdempotencyKeyHeader, Refuses } from '../documentation.js';
import { KnowsDry } from '../dry-requests.js';
import { Idempotency, type IdempotencyContext } from '../idempotency.js';
import {
  AddressTrialService,
  OverlapsDto,
  OverlapsJson,
  TriedAddressDto,
  WhoseAddressesJson,
} from './address-trial.service.js';
import { SkillService } from './skill.service.js';
import { TeamBoardService } from './team-board.service.js';
import { CandidatesJson } from './team-board.dto.js';
import { TeamService } from './team.service.js';
import {
  AreaDto,
  AreaJson,
  AreasJson,
  AsOfDto,
  DryAreaDto,
  MoveAreaDto,
  PointDto,
  SkillDto,
  SkillJson,
  SkillsJson,
} from './teams.dto.js';

/** What decides which team and whom of it: addresses, skills, places. */
@ApiTags('teams')
@Controller('v1')
export class AreasController {
  constructor(
    @Inject(TeamService) private readonly teamService: TeamService,
    @Inject(SkillService) private readonly skillService: SkillService,
    @Inject(TeamBoardService) private readonly boards: TeamBoardService,
    @Inject(AddressTrialService) private readonly trials: AddressTrialService,
  ) {}

  @Requires('read-teams')
  @Get('areas')
  @ApiOperation({ summary: 'Which addresses belong to which team, now or as it was', operationId: 'areas' })
  @ApiOkResponse({ type: AreasJson })
  @Refuses(401, 422)
  areas(@CurrentCaller() who: Caller, @Query() asked: AsOfDto): Promise<AreasJson> {
    return this.teamService.areas(who, asked);
  }

  @Requires('read-teams')
  @Get('areas/whose')
  @ApiOperation({
    summary: 'Whose an address is: the team and area it lies in, for each work of the site, without a case',
    operationId: 'whose-address',
  })
  @ApiOkResponse({ type: WhoseAddressesJson })
  @Refuses(401, 422)
  whose(@CurrentCaller() who: Caller, @Query() asked: TriedAddressDto): Promise<WhoseAddressesJson> {
    return this.trials.whose(who, asked);
  }

  @Requires('read-teams')
  @Get('areas/overlaps')
  @ApiOperation({
    summary: 'Areas that lie in areas of another team: the longer address decides',
    operationId: 'area-overlaps',
  })
  @ApiOkResponse({ type: OverlapsJson })
  @Refuses(401, 422)
  overlaps(@CurrentCaller() who: Caller, @Query() asked: OverlapsDto): Promise<OverlapsJson> {
    return this.trials.overlaps(who, asked);
  }

  @Requires('keep-areas')
  @Post('areas')
  @IdempotencyKeyHeader()
  @KnowsDry()
  @ApiOperation({
    summary: 'Enter an area of a team, and be told what it covers; refused where an address of it belongs to another',
    operationId: 'enter-area',
  })
  @ApiCreatedResponse({ type: AreaJson })
  @Refuses(400, 401, 403, 422)
  enter(
    @CurrentCaller() who: Caller,
    @Body() area: AreaDto,
    @Query() { dry = false }: DryAreaDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<AreaJson> {
    return this.teamService.enterArea(who, area, key, dry);
  }

  @Requires('keep-areas')
  @Post('areas/:id/move')
  @HttpCode(200)
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: 'Give an area to another team: it ends, and starts again under a new id',
    operationId: 'move-area',
  })
  @ApiOkResponse({ type: AreaJson })
  @Refuses(400, 401, 403, 404, 422)
  move(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Body() to: MoveAreaDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<AreaJson> {
    return this.teamService.moveArea(who, id, to, key);
  }

  @Requires('keep-areas')
  @Post('areas/:id/end')
  @HttpCode(200)
  @IdempotencyKeyHeader()
  @ApiOperation({ summary: 'End an area', operationId: 'end-area' })
  @ApiOkResponse({ type: AreaJson })
  @Refuses(400, 401, 403, 404)
  end(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<AreaJson> {
    return this.teamService.endArea(who, id, key);
  }

  @Requires('read-teams')
  @Get('skills')
  @ApiOperation({ summary: 'Who is able to do what, now or as it was', operationId: 'skills' })
  @ApiOkResponse({ type: SkillsJson })
  @Refuses(401, 422)
  skills(@CurrentCaller() who: Caller, @Query() asked: AsOfDto): Promise<SkillsJson> {
    return this.skillService.skills(who, asked);
  }

  @Requires('keep-areas')
  @Post('skills')
  @IdempotencyKeyHeader()
  @ApiOperation({ summary: 'Enter that somebody has a skill', operationId: 'enter-skill' })
  @ApiCreatedResponse({ type: SkillJson })
  @Refuses(400, 401, 403, 422)
  enterSkill(
    @CurrentCaller() who: Caller,
    @Body() skill: SkillDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<SkillJson> {
    return this.skillService.enterSkill(who, skill, key);
  }

  @Requires('keep-areas')
  @Post('skills/:id/end')
  @HttpCode(200)
  @IdempotencyKeyHeader()
  @ApiOperation({ summary: 'Enter that somebody has a skill no more', operationId: 'end-skill' })
  @ApiOkResponse({ type: SkillJson })
  @Refuses(400, 401, 403, 404)
  endSkill(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<SkillJson> {
    return this.skillService.endSkill(who, id, key);
  }

  @Requires('use-own-account')
  @OpenToMintedTokens()
  @Post('me/position')
  @HttpCode(204)
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: 'Say where you are, so that work nearby comes to you first; only your last place is kept',
    operationId: 'position',
  })
  @ApiNoContentResponse({ description: 'It is known.' })
  @Refuses(400, 401, 422)
  position(
    @CurrentCaller() who: Caller,
    @Body() place: PointDto,
    @Idempotency() _keyed: IdempotencyContext,
  ): Promise<void> {
    return this.skillService.enterPosition(who, place);
  }

  @Requires('read-cases')
  @Get('cases/:number/candidates')
  @ApiOperation({
    summary: 'Which team a case is for and whom of it, in the order in which they are asked, each with the reasons',
    operationId: 'candidates',
  })
  @ApiOkResponse({ type: CandidatesJson })
  @Refuses(401, 404)
  candidates(@CurrentCaller() who: Caller, @Param('number') number: string): Promise<CandidatesJson> {
    return this.boards.candidates(who, number);
  }
}
