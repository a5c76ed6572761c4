import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Refuses } from '../documentation.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { OpenOutageService, OpenOutagesDto, OpenOutagesJson } from './open-outage.service.js';

@ApiTags('cases')
@Controller('v1/outages')
export class OutagesController {
  constructor(@Inject(OpenOutageService) private readonly outages: OpenOutageService) {}

  @Requires('read-cases')
  @Get()
  @ApiOperation({ summary: 'Outages that are open, with how many calls wait for each', operationId: 'outages' })
  @ApiOkResponse({ type: OpenOutagesJson })
  @Refuses(401, 422)
  open(@CurrentCaller() who: Caller, @Query() asked: OpenOutagesDto): Promise<OpenOutagesJson> {
    return this.outages.open(who, asked);
  }
}
