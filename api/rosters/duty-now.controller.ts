import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Refuses } from '../documentation.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { DutiesNowJson, DutyNowDto, DutyNowService } from './duty-now.service.js';

@ApiTags('rosters')
@Controller('v1/duty-now')
export class DutyNowController {
  constructor(@Inject(DutyNowService) private readonly dutyNow: DutyNowService) {}

  @Requires('read-directory')
  @Get()
  @ApiOperation({ summary: 'Who is on duty now and tonight at your sites, with numbers', operationId: 'duty-now' })
  @ApiOkResponse({ type: DutiesNowJson })
  @Refuses(401, 422)
  duties(@CurrentCaller() who: Caller, @Query() asked: DutyNowDto): Promise<DutiesNowJson> {
    return this.dutyNow.duties(who, asked);
  }
}
