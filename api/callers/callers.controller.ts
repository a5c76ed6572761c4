import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Refuses } from '../documentation.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { CallerDto, CallerHistoryService, CallerJson, PlacesDto, PlacesJson } from './caller-history.service.js';
import { KnownCallerJson, KnownCallerService } from './known-caller.service.js';

/** What a call begins with. */
@ApiTags('callers')
@Controller('v1')
export class CallersController {
  constructor(
    @Inject(CallerHistoryService) private readonly history: CallerHistoryService,
    @Inject(KnownCallerService) private readonly known: KnownCallerService,
  ) {}

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
  @Get('cases/:number/known')
  @ApiOperation({ summary: 'What is known of whoever a case is from, and of where it is', operationId: 'known' })
  @ApiOkResponse({ description: 'The case itself apart.', type: KnownCallerJson })
  @Refuses(401, 404)
  knownOf(@CurrentCaller() who: Caller, @Param('number') number: string): Promise<KnownCallerJson> {
    return this.known.ofCase(who, number);
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
