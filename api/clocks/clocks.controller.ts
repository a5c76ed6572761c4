import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Costs } from '../limits/cost.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { Refuses } from '../documentation.js';
import { CalendarService, CalendarsJson, PreviewJson } from './calendar.service.js';
import { PreviewDto } from './preview.dto.js';

/** Deadlines without a case, and the calendars they are counted in. */
@ApiTags('clocks')
@Controller('v1')
export class ClocksController {
  constructor(@Inject(CalendarService) private readonly calendars: CalendarService) {}

  @Requires('read-rulebooks')
  @Costs('reading')
  @Post('clocks/preview')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Compute a deadline without a case',
    description: 'Changes nothing: no Idempotency-Key is needed.',
    operationId: 'preview',
  })
  @ApiOkResponse({ type: PreviewJson })
  @Refuses(400, 401, 413, 415, 422)
  preview(@CurrentCaller() who: Caller, @Body() body: PreviewDto): PreviewJson {
    return this.calendars.preview(who, body);
  }

  @Requires('read-rulebooks')
  @Get('calendars')
  @ApiOperation({ summary: 'The calendars of all rulebooks', operationId: 'calendars' })
  @ApiOkResponse({ type: CalendarsJson })
  @Refuses(401)
  all(): CalendarsJson {
    return this.calendars.all();
  }
}
