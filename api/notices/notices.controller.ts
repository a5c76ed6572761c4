import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { OpenToMintedTokens } from '../permission/minted-tokens.js';
import { Requires } from '../permission/route-access.js';
import { IdempotencyKeyHeader, Refuses } from '../documentation.js';
import { Idempotency, type IdempotencyContext } from '../idempotency.js';
import { PageOrTable, TableService } from '../tables/table.service.js';
import { AllReadJson, InboxService, NoticePageJson, NoticesDto, ReadJson, ReadThroughDto } from './inbox.service.js';
import { noticeTable } from './notice-table.js';

/** The inbox of the caller. */
@ApiTags('notices')
@Controller('v1/notices')
export class NoticesController {
  constructor(
    @Inject(InboxService) private readonly inbox: InboxService,
    @Inject(TableService) private readonly tables: TableService,
  ) {}

  @Requires('use-own-account')
  @Get()
  @ApiOperation({ summary: 'Your notices, newest first', operationId: 'notices' })
  @PageOrTable(NoticePageJson)
  @Refuses(401, 422)
  page(@CurrentCaller() who: Caller, @Query() asked: NoticesDto): Promise<NoticePageJson | StreamableFile> {
    return this.tables.listOrTable(who, asked, noticeTable, (query) => this.inbox.page(who, query));
  }

  @Requires('use-own-account')
  @OpenToMintedTokens()
  @Post(':id/read')
  @HttpCode(200)
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: 'Mark a notice as read',
    description: 'Once read it stays so: a second time changes nothing.',
    operationId: 'read',
  })
  @ApiOkResponse({ type: ReadJson })
  @Refuses(400, 401, 404)
  read(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Idempotency() _keyed: IdempotencyContext,
  ): Promise<ReadJson> {
    return this.inbox.read(who, id);
  }

  @Requires('use-own-account')
  @OpenToMintedTokens()
  @Post('read-all')
  @HttpCode(200)
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: 'Mark all your notices as read',
    description: 'Also those that nobody has looked at yet: `POST /v1/notices/read` stops at the newest that was seen.',
    operationId: 'readAll',
  })
  @ApiOkResponse({ type: AllReadJson })
  @Refuses(400, 401)
  readAll(@CurrentCaller() who: Caller, @Idempotency() _keyed: IdempotencyContext): Promise<AllReadJson> {
    return this.inbox.readAll(who);
  }

  @Requires('use-own-account')
  @OpenToMintedTokens()
  @Post('read')
  @HttpCode(200)
  @IdempotencyKeyHeader()
  @ApiOperation({ summary: 'Mark all notices up to one as read', operationId: 'readThrough' })
  @ApiOkResponse({ type: AllReadJson })
  @Refuses(400, 401, 404, 422)
  readThrough(
    @CurrentCaller() who: Caller,
    @Body() body: ReadThroughDto,
    @Idempotency() _keyed: IdempotencyContext,
  ): Promise<AllReadJson> {
    return this.inbox.readThrough(who, body);
  }
}
