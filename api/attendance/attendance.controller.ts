import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { IdempotencyKeyHeader, Refuses } from '../documentation.js';
import { Idempotency, type IdempotencyContext } from '../idempotency.js';
import { AttendanceService, AttendanceDto, AttendedJson, SheetDto, SheetJson } from './attendance.service.js';

@ApiTags('attendance')
@Controller('v1/attendance')
export class AttendanceController {
  constructor(@Inject(AttendanceService) private readonly attendance: AttendanceService) {}

  @Requires('keep-rosters')
  @Get()
  @ApiOperation({
    summary: 'The attendance of a department for a month (HC-roster); for those who keep the roster',
    operationId: 'attendance',
  })
  @ApiOkResponse({ type: SheetJson })
  @Refuses(401, 403, 404, 422)
  sheet(@CurrentCaller() who: Caller, @Query() asked: SheetDto): Promise<SheetJson> {
    return this.attendance.sheet(who, asked);
  }

  @Requires('keep-rosters')
  @Post()
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: 'Enter or correct who was there; for those who keep the roster',
    operationId: 'enter-attendance',
  })
  @ApiCreatedResponse({ type: AttendedJson })
  @Refuses(400, 401, 403, 404, 422)
  enter(
    @CurrentCaller() who: Caller,
    @Body() body: AttendanceDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<AttendedJson> {
    return this.attendance.enter(who, body, key);
  }
}
