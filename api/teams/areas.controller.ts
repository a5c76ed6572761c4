import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Acting, type Caller } from '../actor.js';
import { KeyHeader, Refuses } from '../documentation.js';
import { WithKey, type Keyed } from '../keyed.js';
import { Boards, CandidatesJson } from './boards.js';
import { Keeper } from './keeper.js';
import { AreaDto, AreaJson, AreasJson, AsOfDto, MoveAreaDto, PointDto, SkillDto, SkillJson, SkillsJson } from './shapes.js';

/** What decides which team and whom of it: addresses, skills, places. */
@ApiTags('teams')
@Controller('v1')
export class AreasController {
  constructor(
    @Inject(Keeper) private readonly keeper: Keeper,
    @Inject(Boards) private readonly boards: Boards,
  ) {}

  @Get('areas')
  @ApiOperation({ summary: 'Which addresses belong to which team, now or as it was', operationId: 'areas' })
  @ApiOkResponse({ type: AreasJson })
  @Refuses(401, 422)
  areas(@Acting() who: Caller, @Query() asked: AsOfDto): Promise<AreasJson> {
    return this.keeper.areas(who, asked);
  }

  @Post('areas')
  @KeyHeader()
  @ApiOperation({ summary: 'Enter an area of a team; refused where an address of it belongs to another', operationId: 'enter-area' })
  @ApiCreatedResponse({ type: AreaJson })
  @Refuses(400, 401, 403, 422)
  enter(@Acting() who: Caller, @Body() area: AreaDto, @WithKey() { key }: Keyed): Promise<AreaJson> {
    return this.keeper.enterArea(who, area, key);
  }

  @Post('areas/:id/move')
  @HttpCode(200)
  @KeyHeader()
  @ApiOperation({ summary: 'Give an area to another team: it ends, and begins anew under a new id', operationId: 'move-area' })
  @ApiOkResponse({ type: AreaJson })
  @Refuses(400, 401, 403, 404, 422)
  move(@Acting() who: Caller, @Param('id') id: string, @Body() to: MoveAreaDto, @WithKey() { key }: Keyed): Promise<AreaJson> {
    return this.keeper.moveArea(who, id, to, key);
  }

  @Post('areas/:id/end')
  @HttpCode(200)
  @KeyHeader()
  @ApiOperation({ summary: 'End an area', operationId: 'end-area' })
  @ApiOkResponse({ type: AreaJson })
  @Refuses(400, 401, 403, 404)
  end(@Acting() who: Caller, @Param('id') id: string, @WithKey() { key }: Keyed): Promise<AreaJson> {
    return this.keeper.endArea(who, id, key);
  }

  @Get('skills')
  @ApiOperation({ summary: 'Who is able to do what, now or as it was', operationId: 'skills' })
  @ApiOkResponse({ type: SkillsJson })
  @Refuses(401, 422)
  skills(@Acting() who: Caller, @Query() asked: AsOfDto): Promise<SkillsJson> {
    return this.keeper.skills(who, asked);
  }

  @Post('skills')
  @KeyHeader()
  @ApiOperation({ summary: 'Enter that somebody has a skill', operationId: 'enter-skill' })
  @ApiCreatedResponse({ type: SkillJson })
  @Refuses(400, 401, 403, 422)
  enterSkill(@Acting() who: Caller, @Body() skill: SkillDto, @WithKey() { key }: Keyed): Promise<SkillJson> {
    return this.keeper.enterSkill(who, skill, key);
  }

  @Post('skills/:id/end')
  @HttpCode(200)
  @KeyHeader()
  @ApiOperation({ summary: 'Enter that somebody has a skill no more', operationId: 'end-skill' })
  @ApiOkResponse({ type: SkillJson })
  @Refuses(400, 401, 403, 404)
  endSkill(@Acting() who: Caller, @Param('id') id: string, @WithKey() { key }: Keyed): Promise<SkillJson> {
    return this.keeper.endSkill(who, id, key);
  }

  @Post('me/position')
  @HttpCode(204)
  @KeyHeader()
  @ApiOperation({ summary: 'Say where you are, so that work nearby comes to you first; only your last place is kept', operationId: 'position' })
  @ApiNoContentResponse({ description: 'It is known.' })
  @Refuses(400, 401, 422)
  position(@Acting() who: Caller, @Body() place: PointDto, @WithKey() _keyed: Keyed): Promise<void> {
    return this.keeper.enterPosition(who, place);
  }

  @Get('cases/:number/candidates')
  @ApiOperation({ summary: 'Which team a case is for and whom of it, in the order in which they are asked, each with the reasons', operationId: 'candidates' })
  @ApiOkResponse({ type: CandidatesJson })
  @Refuses(401, 404)
  candidates(@Acting() who: Caller, @Param('number') number: string): Promise<CandidatesJson> {
    return this.boards.candidates(who, number);
  }
}
