import { Controller, Get, HttpCode, Inject, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Acting, type Caller } from '../actor.js';
import { KeyHeader, Refuses } from '../documentation.js';
import { WithKey, type Keyed } from '../keyed.js';
import { PageOrTable, Tables } from '../tables/tables.js';
import { Inbox, NoticePageJson, NoticesDto, ReadJson } from './inbox.js';
import { noticeTable } from './notice-table.js';

/** The inbox: what somebody has been told. */
@ApiTags('notices')
@Controller('v1/notices')
export class NoticesController {
  constructor(
    @Inject(Inbox) private readonly inbox: Inbox,
    @Inject(Tables) private readonly tables: Tables,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Your notices, newest first', operationId: 'notices' })
  @PageOrTable(NoticePageJson)
  @Refuses(401, 422)
  page(@Acting() who: Caller, @Query() asked: NoticesDto): Promise<NoticePageJson | StreamableFile> {
    return this.tables.listOrTable(who, asked, noticeTable, (query) => this.inbox.page(who, query));
  }

  @Post(':id/read')
  @HttpCode(200)
  @KeyHeader()
  @ApiOperation({ summary: 'Mark a notice as read', description: 'Once read it stays so: a second time changes nothing.', operationId: 'read' })
  @ApiOkResponse({ type: ReadJson })
  @Refuses(400, 401, 404)
  read(@Acting() who: Caller, @Param('id') id: string, @WithKey() _keyed: Keyed): Promise<ReadJson> {
    return this.inbox.read(who, id);
  }
}
