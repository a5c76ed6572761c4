import { Controller, Get, HttpCode, Inject, Param, Post, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Acting, type Caller } from '../actor.js';
import { KeyHeader, Refuses } from '../documentation.js';
import { WithKey, type Keyed } from '../keyed.js';
import { PageOrTable, Tables } from '../tables/tables.js';
import { BodyOfKind } from './body-of-kind.js';
import { recordBodies, RecordDto } from './bodies/acts.js';
import { CaseJson } from './case-json.js';
import { caseTable } from './case-table.js';
import { Desk } from './desk.js';
import { ExplanationJson } from './explanation.js';
import { HistoryJson } from './history.js';
import { CaseLists, CasePageJson, CountDto, CountsJson, ListDto } from './list.js';
import { Records } from './records.js';
import { LikeCaseDto, LikeIntakeDto, SimilarCases, SimilarJson } from './similar.js';
import { timelineTable } from './timeline-table.js';
import { TimelineDto, TimelineJson } from './timeline.js';

/** Cases: recorded and read. */
@ApiTags('cases')
@Controller('v1/cases')
export class CasesController {
  constructor(
    @Inject(Desk) private readonly desk: Desk,
    @Inject(CaseLists) private readonly lists: CaseLists,
    @Inject(Records) private readonly records: Records,
    @Inject(SimilarCases) private readonly similar: SimilarCases,
    @Inject(Tables) private readonly tables: Tables,
  ) {}

  @Post()
  @HttpCode(201)
  @KeyHeader()
  @ApiOperation({ summary: 'Record a case', operationId: 'record' })
  @ApiCreatedResponse({ description: 'The case, on record and with its clocks running; Location is its address.', type: CaseJson })
  @Refuses(400, 401, 403, 404, 413, 415, 422)
  record(@Acting() who: Caller, @BodyOfKind(recordBodies) body: RecordDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.record(who, body, keyed);
  }

  @Get()
  @ApiOperation({ summary: 'List and search cases, newest first', operationId: 'cases' })
  @PageOrTable(CasePageJson)
  @Refuses(401, 422)
  page(@Acting() who: Caller, @Query() asked: ListDto): Promise<CasePageJson | StreamableFile> {
    return this.tables.listOrTable(who, asked, caseTable, (query) => this.lists.page(who, query));
  }

  @Get('counts')
  @ApiOperation({ summary: 'Count cases by status, tier, department, kind or site', operationId: 'counts' })
  @ApiOkResponse({ type: CountsJson })
  @Refuses(401, 422)
  counts(@Acting() who: Caller, @Query() asked: CountDto): Promise<CountsJson> {
    return this.lists.counts(who, asked);
  }

  @Get('similar')
  @ApiOperation({ summary: 'Cases like one that is being written down', operationId: 'similarAtIntake' })
  @ApiOkResponse({ type: SimilarJson })
  @Refuses(401, 422)
  similarAtIntake(@Acting() who: Caller, @Query() asked: LikeIntakeDto): Promise<SimilarJson> {
    return this.similar.atIntake(who, asked);
  }

  @Get(':number/similar')
  @ApiOperation({ summary: 'Cases like this one', operationId: 'similar' })
  @ApiOkResponse({ type: SimilarJson })
  @Refuses(401, 404, 422)
  similarOf(@Acting() who: Caller, @Param('number') number: string, @Query() asked: LikeCaseDto): Promise<SimilarJson> {
    return this.similar.ofCase(who, number, asked);
  }

  @Get(':number')
  @ApiOperation({ summary: 'Read a case', operationId: 'case' })
  @ApiOkResponse({ description: 'The case as you may see it; its ETag is the number of its newest entry.', type: CaseJson })
  @Refuses(401, 404)
  case(@Acting() who: Caller, @Param('number') number: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<CaseJson> {
    return this.desk.read(who, number, reply);
  }

  @Get(':number/timeline')
  @ApiOperation({ summary: 'What happened, entry by entry', operationId: 'timeline' })
  @PageOrTable(TimelineJson)
  @Refuses(401, 404, 422)
  timeline(@Acting() who: Caller, @Param('number') number: string, @Query() asked: TimelineDto): Promise<TimelineJson | StreamableFile> {
    return this.tables.listOrTable(who, asked, timelineTable, (query) => this.records.timeline(who, number, query));
  }

  @Get(':number/clocks/:clock/explanation')
  @ApiOperation({ summary: 'Why a clock is due when it is, and who is told when', operationId: 'explanation' })
  @ApiOkResponse({ type: ExplanationJson })
  @Refuses(401, 404)
  explanation(@Acting() who: Caller, @Param('number') number: string, @Param('clock') clock: string): Promise<ExplanationJson> {
    return this.records.explanation(who, number, clock);
  }

  @Get(':number/history')
  @ApiOperation({ summary: "The workflow engine's history of the case, for administrators", operationId: 'history' })
  @ApiOkResponse({ type: HistoryJson })
  @Refuses(401, 403, 404, 503)
  history(@Acting() who: Caller, @Param('number') number: string): Promise<HistoryJson> {
    return this.records.history(who, number);
  }
}
