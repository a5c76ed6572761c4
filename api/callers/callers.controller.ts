import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Refuses } from '../documentation.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { CallerDto, CallerHistoryService, CallerJson, PlacesDto, PlacesJson } from './caller-history.service.js';

/** What a call begins with. */
@ApiTags('callers')
@Controller('v1')
export class CallersController {
  constructor(@Inject(CallerHistoryService) private readonly history: CallerHistoryService) {}

  @Requires('read-cases')
  @Get('callers')
  @ApiOperation({
    summary: 'Who is calling: open, promised and earlier cases by phone or place',
    operationId: 'caller',
  })
  @ApiOkResponse({ type: CallerJson })
  @Refuses(401, 422)
  caller(@CurrentCaller() who: Caller, @Query() asked: CallerDto): Promise<CallerJson> {
    return this.history.caller(who, asked);
  }

  @Requires('read-cases')
  @Get('places')
  @ApiOperation({ summary: 'Complete an address from areas and earlier cases', operationId: 'places' })
  @ApiOkResponse({ type: PlacesJson })
  @Refuses(401, 422)
  places(@CurrentCaller() who: Caller, @Query() asked: PlacesDto): Promise<PlacesJson> {
    return this.history.places(who, asked);
  }
}
