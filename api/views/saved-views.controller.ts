import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IdempotencyKeyHeader, Refuses } from '../documentation.js';
import { Idempotency, type IdempotencyContext } from '../idempotency.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { SavedViewDto, SavedViewJson, SavedViewService, SavedViewsJson } from './saved-view.service.js';

/** Views of lists. */
@ApiTags('views')
@Controller('v1/views')
export class SavedViewsController {
  constructor(@Inject(SavedViewService) private readonly views: SavedViewService) {}

  @Requires('use-own-account')
  @Get()
  @ApiOperation({ summary: 'Your saved views of lists, and those that colleagues share', operationId: 'views' })
  @ApiOkResponse({ type: SavedViewsJson })
  @Refuses(401)
  all(@CurrentCaller() who: Caller): Promise<SavedViewsJson> {
    return this.views.all(who);
  }

  @Requires('use-own-account')
  @Post()
  @IdempotencyKeyHeader()
  @ApiOperation({ summary: 'Save a view of a list', operationId: 'save-view' })
  @ApiCreatedResponse({ type: SavedViewJson })
  @Refuses(400, 401, 422)
  save(
    @CurrentCaller() who: Caller,
    @Body() view: SavedViewDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<SavedViewJson> {
    return this.views.save(who, view, key);
  }

  @Requires('use-own-account')
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete one of your views', operationId: 'delete-view' })
  @ApiNoContentResponse({ description: 'It is gone.' })
  @Refuses(401, 404)
  delete(@CurrentCaller() who: Caller, @Param('id') id: string): Promise<void> {
    return this.views.delete(who, id);
  }
}
