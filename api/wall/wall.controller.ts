import { Controller, Get, Headers, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { WallLink } from '../../ledger/people/wall-links.js';
import { Refuses } from '../documentation.js';
import { languageOf } from '../language.js';
import { CurrentCaller, CurrentWallLink, type Caller } from '../permission/caller.js';
import { OpenToWallLinks, Requires } from '../permission/route-access.js';
import { WallDto, WallJson } from './wall.dto.js';
import { WallService } from './wall.service.js';

/** The wall screen (大屏). */
@ApiTags('wall')
@Controller('v1/wall')
export class WallController {
  constructor(@Inject(WallService) private readonly wall: WallService) {}

  @Requires('see-wall')
  @Get()
  @ApiOperation({
    summary: 'The numbers of the wall screen, for supervisors and managers: open, late, due soon, emerging, on duty',
    operationId: 'wall',
  })
  @ApiOkResponse({ type: WallJson })
  @Refuses(401, 403, 422)
  read(@CurrentCaller() who: Caller, @Query() { site }: WallDto): Promise<WallJson> {
    return this.wall.forCaller(who, site);
  }

  @OpenToWallLinks()
  @Get('screen')
  @ApiOperation({
    summary: 'The same for a screen, by the secret of its link as the bearer token',
    description: 'Links are made at POST /v1/wall-links. Their secret opens this and nothing else.',
    operationId: 'wall-screen',
  })
  @ApiOkResponse({ type: WallJson })
  @Refuses(401)
  screen(
    @CurrentWallLink() { sites }: WallLink,
    @Headers('accept-language') languages: string | undefined,
  ): Promise<WallJson> {
    return this.wall.read(sites, languageOf(languages));
  }
}
