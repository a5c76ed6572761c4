import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Costs } from '../limits/cost.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { DecidedByActTables, Requires } from '../permission/route-access.js';
import { DryQuery, IdempotencyKeyHeader, MinimalAnswer, Refuses } from '../documentation.js';
import { Attempt, type ActAttempt } from '../idempotency.js';
import { PageOrTable, TableService } from '../tables/table.service.js';
import { ActPreviewJson } from './act-preview-json.js';
import { ActPreviewService } from './act-preview.service.js';
import { BodyInContract } from './body-in-contract.js';
import { recordBodies } from './bodies/acts.js';
import { RecordPreviewDto, requireKnownPreview } from './bodies/record-preview.js';
import { caseTable } from './case-table.js';
import { CaseDetailsJson, CaseDetailsService } from './case-details.service.js';
import { CaseJson } from './case-json.js';
import { CaseService } from './case.service.js';
import { ExplanationJson } from './explanation.js';
import { HistoryDto, HistoryJson } from './workflow-history.service.js';
import { CaseListService, CasePageJson, CountDto, CountsJson, ListDto } from './case-list.service.js';
import { CaseRecordService } from './case-record.service.js';
import { LikeCaseDto, LikeIntakeDto, SimilarCaseService, SimilarJson } from './similar-case.service.js';
import { timelineTable } from './timeline-table.js';
import { TimelineDto, TimelineJson } from './timeline-json.js';

/** Cases: recorded and read. */
@ApiTags('cases')
@Controller('v1/cases')
export class CasesController {
  constructor(
    @Inject(CaseDetailsService) private readonly details: CaseDetailsService,
    @Inject(ActPreviewService) private readonly previews: ActPreviewService,
    @Inject(CaseListService) private readonly lists: CaseListService,
    @Inject(CaseService) private readonly cases: CaseService,
    @Inject(CaseRecordService) private readonly records: CaseRecordService,
    @Inject(SimilarCaseService) private readonly similar: SimilarCaseService,
    @Inject(TableService) private readonly tables: TableService,
  ) {}

  @DecidedByActTables()
  @Post()
  @HttpCode(201)
  @IdempotencyKeyHeader()
  @ApiOperation({ summary: 'Record a case', operationId: 'record' })
  @ApiCreatedResponse({
    description: 'The case, on record and with its clocks running; Location is its address.',
    type: CaseJson,
  })
  @MinimalAnswer()
  @DryQuery()
  @ApiOkResponse({ description: 'With `dry=true`: what would happen; nothing is kept.', type: ActPreviewJson })
  @Refuses(400, 401, 403, 404, 413, 415, 422)
  record(
    @CurrentCaller() who: Caller,
    @BodyInContract(recordBodies) body: object,
    @Attempt() attempt: ActAttempt,
  ): Promise<CaseJson | ActPreviewJson | undefined> {
    if (!attempt.dry) return this.cases.record(who, body, attempt);
    void attempt.reply.code(200);
    return this.previews.record(who, body);
  }

  @DecidedByActTables()
  @Costs('reading')
  @Post('preview')
  @HttpCode(200)
  @ApiOperation({
    summary: 'What recording a case and an act right after it would do together',
    description: 'Nothing is kept: no Idempotency-Key is needed.',
    operationId: 'record-preview',
  })
  @ApiOkResponse({ type: ActPreviewJson })
  @Refuses(400, 401, 404, 413, 415, 422)
  async preview(@CurrentCaller() who: Caller, @Body() asked: RecordPreviewDto): Promise<ActPreviewJson> {
    requireKnownPreview(asked);
    return this.previews.recordAndAct(who, asked);
  }

  @Requires('read-cases')
  @Get()
  @ApiOperation({ summary: 'List and search cases, newest first', operationId: 'cases' })
  @PageOrTable(CasePageJson)
  @Refuses(401, 422)
  page(@CurrentCaller() who: Caller, @Query() asked: ListDto): Promise<CasePageJson | StreamableFile> {
    return this.tables.listOrTable(who, asked, caseTable, (query) => this.lists.page(who, query));
  }

  @Requires('read-cases')
  @Get('counts')
  @ApiOperation({ summary: 'Count cases by status, tier, department, kind or site', operationId: 'counts' })
  @ApiOkResponse({ type: CountsJson })
  @Refuses(401, 422)
  counts(@CurrentCaller() who: Caller, @Query() asked: CountDto): Promise<CountsJson> {
    return this.lists.counts(who, asked);
  }

  @Requires('read-cases')
  @Get('similar')
  @ApiOperation({ summary: 'Cases like one that is being written down', operationId: 'similarAtIntake' })
  @ApiOkResponse({ type: SimilarJson })
  @Refuses(401, 422)
  similarAtIntake(@CurrentCaller() who: Caller, @Query() asked: LikeIntakeDto): Promise<SimilarJson> {
    return this.similar.atIntake(who, asked);
  }

  @Requires('read-cases')
  @Get(':number/similar')
  @ApiOperation({ summary: 'Cases like this one', operationId: 'similar' })
  @ApiOkResponse({ type: SimilarJson })
  @Refuses(401, 404, 422)
  similarOf(
    @CurrentCaller() who: Caller,
    @Param('number') number: string,
    @Query() asked: LikeCaseDto,
  ): Promise<SimilarJson> {
    return this.similar.ofCase(who, number, asked);
  }

  @Requires('read-cases')
  @Get(':number')
  @ApiOperation({ summary: 'Read a case', operationId: 'case' })
  @ApiOkResponse({
    description: 'The case as you may see it; its ETag is the number of its newest entry.',
    type: CaseDetailsJson,
  })
  @Refuses(401, 404)
  case(
    @CurrentCaller() who: Caller,
    @Param('number') number: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaseDetailsJson> {
    return this.details.read(who, number, reply);
  }

  @Requires('read-cases')
  @Get(':number/timeline')
  @ApiOperation({ summary: 'What happened, entry by entry', operationId: 'timeline' })
  @PageOrTable(TimelineJson)
  @Refuses(401, 404, 422)
  timeline(
    @CurrentCaller() who: Caller,
    @Param('number') number: string,
    @Query() asked: TimelineDto,
  ): Promise<TimelineJson | StreamableFile> {
    return this.tables.listOrTable(who, asked, timelineTable, (query) => this.records.timeline(who, number, query));
  }

  @Requires('read-cases')
  @Get(':number/clocks/:clock/explanation')
  @ApiOperation({ summary: 'Why a clock is due when it is, and who is notified when', operationId: 'explanation' })
  @ApiOkResponse({ type: ExplanationJson })
  @Refuses(401, 404)
  explanation(
    @CurrentCaller() who: Caller,
    @Param('number') number: string,
    @Param('clock') clock: string,
  ): Promise<ExplanationJson> {
    return this.records.explanation(who, number, clock);
  }

  @Requires('see-workflow-histories')
  @Get(':number/history')
  @ApiOperation({ summary: "The workflow engine's history of the case, for administrators", operationId: 'history' })
  @ApiOkResponse({ type: HistoryJson })
  @Refuses(401, 403, 404, 422, 503)
  history(
    @CurrentCaller() who: Caller,
    @Param('number') number: string,
    @Query() asked: HistoryDto,
  ): Promise<HistoryJson> {
    return this.records.history(who, number, asked);
  }
}
