import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Refuses } from '../documentation.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { DutyCalendarDto, DutyCalendarJson, DutyCalendarService } from './duty-calendar.service.js';

@ApiTags('clocks')
@Controller('v1/duties')
export class DutyCalendarController {
  constructor(@Inject(DutyCalendarService) private readonly calendars: DutyCalendarService) {}

  @Requires('read-cases')
  @Get()
  @ApiOperation({
    summary: 'What comes round: duties that are due within a time, opened or to come, each with where it stands',
    operationId: 'duty-calendar',
  })
  @ApiOkResponse({ type: DutyCalendarJson })
  @Refuses(401, 422)
  calendar(@CurrentCaller() who: Caller, @Query() asked: DutyCalendarDto): Promise<DutyCalendarJson> {
    return this.calendars.calendar(who, asked);
  }
}
