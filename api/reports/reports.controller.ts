import { ReportDto } from './report.dto.js';
import { Controller, Get, Inject, Param, Query, type StreamableFile } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { xlsxType } from '../../tables/xlsx.js';
import { Costs } from '../limits/cost.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { Refuses } from '../documentation.js';
import { ReportJson } from './report-json.js';
import { ReportService } from './report.service.js';

const binary = { schema: { type: 'string', format: 'binary' } } as const;

/** The monthly reports of an organisation (P-3.3, P-4.2.9.3, P-4.3.5.1c, HH-5, HH-6). */
@ApiTags('reports')
@Controller('v1/reports')
export class ReportsController {
  constructor(@Inject(ReportService) private readonly reports: ReportService) {}

  @Requires('read-figures')
  @Costs('export')
  @Get(':rulebook/:place/:month')
  @ApiExtraModels(ReportJson)
  @ApiOperation({
    summary: 'The report of a month that is over, of a site or of the whole organisation',
    description:
      'Where the duty of the site has produced it, the one that was produced: it never changes. Otherwise as it is now.',
    operationId: 'monthly-report',
  })
  @ApiOkResponse({
    description: 'The report.',
    content: {
      'application/json': { schema: { $ref: getSchemaPath(ReportJson) } },
      'text/html': { schema: { type: 'string' } },
      [xlsxType]: binary,
      'application/pdf': binary,
    },
  })
  @Refuses(401, 404, 422, 503)
  report(
    @CurrentCaller() who: Caller,
    @Param('rulebook') rulebook: string,
    @Param('place') place: string,
    @Param('month') month: string,
    @Query() asked: ReportDto,
  ): Promise<ReportJson | StreamableFile> {
    return this.reports.answer(who, { rulebook, place, month }, asked);
  }
}
