import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Acting, type Caller } from '../actor.js';
import { KeyHeader, Refuses } from '../documentation.js';
import { WithKey, type Keyed } from '../keyed.js';
import { Attendance, AttendanceDto, AttendedJson, SheetDto, SheetJson } from './attendance.js';

@ApiTags('attendance')
@Controller('v1/attendance')
export class AttendanceController {
  constructor(@Inject(Attendance) private readonly attendance: Attendance) {}

  @Get()
  @ApiOperation({ summary: 'The attendance of a department for a month (HC-roster); for whoever keeps the roster', operationId: 'attendance' })
  @ApiOkResponse({ type: SheetJson })
  @Refuses(401, 403, 404, 422)
  sheet(@Acting() who: Caller, @Query() asked: SheetDto): Promise<SheetJson> {
    return this.attendance.sheet(who, asked);
  }

  @Post()
  @KeyHeader()
  @ApiOperation({ summary: 'Enter or correct who was there; for whoever keeps the roster', operationId: 'enter-attendance' })
  @ApiCreatedResponse({ type: AttendedJson })
  @Refuses(400, 401, 403, 404, 422)
  enter(@Acting() who: Caller, @Body() body: AttendanceDto, @WithKey() { key }: Keyed): Promise<AttendedJson> {
    return this.attendance.enter(who, body, key);
  }
}
