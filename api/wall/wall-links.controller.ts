import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IdempotencyKeyHeader, Refuses } from '../documentation.js';
import { Idempotency, type IdempotencyContext } from '../idempotency.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { NewWallLinkDto, NewWallLinkJson, WallLinkService, WallLinksJson } from './wall-link.service.js';

/** Links by which screens show the wall without a person (大屏链接). */
@ApiTags('wall')
@Controller('v1/wall-links')
export class WallLinksController {
  constructor(@Inject(WallLinkService) private readonly links: WallLinkService) {}

  @Requires('keep-wall-links')
  @Get()
  @ApiOperation({ summary: 'The links of your organisation; for administrators', operationId: 'wall-links' })
  @ApiOkResponse({ type: WallLinksJson })
  @Refuses(401, 403)
  all(@CurrentCaller() who: Caller): Promise<WallLinksJson> {
    return this.links.all(who);
  }

  @Requires('keep-wall-links')
  @Post()
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: 'Make a link for a screen, its secret shown in this answer alone; for administrators',
    description: 'It opens the numbers of the wall, nothing else, and ends. /wall#SECRET shows them in a browser.',
    operationId: 'issue-wall-link',
  })
  @ApiCreatedResponse({ type: NewWallLinkJson })
  @Refuses(400, 401, 403, 422)
  issue(
    @CurrentCaller() who: Caller,
    @Body() body: NewWallLinkDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<NewWallLinkJson> {
    return this.links.issue(who, body, key);
  }

  @Requires('keep-wall-links')
  @Post(':id/revoke')
  @HttpCode(204)
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: 'Revoke a link: its screens show nothing from now on; for administrators',
    operationId: 'revoke-wall-link',
  })
  @ApiNoContentResponse({ description: 'It is revoked.' })
  @Refuses(400, 401, 403, 404)
  revoke(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<void> {
    return this.links.revoke(who, id, key);
  }
}
