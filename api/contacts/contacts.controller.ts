import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { IdempotencyKeyHeader, Refuses } from '../documentation.js';
import { Idempotency, type IdempotencyContext } from '../idempotency.js';
import { ChangesPageJson } from '../people/people.dto.js';
import { DryDto, TakenJson, ImportTableRoute } from '../sheets/sheets.dto.js';
import { spreadsheetBody } from '../sheets/read-spreadsheet.js';
import { PageOrTable, TableService } from '../tables/table.service.js';
import { contactTable } from './contact-table.js';
import {
  ContactDto,
  ContactHistoryDto,
  ContactJson,
  ContactsDto,
  ContactsJson,
  ContactService,
} from './contact.service.js';

/** The directory of emergency contacts (P-4.1.2). */
@ApiTags('contacts')
@Controller('v1/contacts')
export class ContactsController {
  constructor(
    @Inject(ContactService) private readonly contactService: ContactService,
    @Inject(TableService) private readonly tables: TableService,
  ) {}

  @Requires('read-directory')
  @Get()
  @ApiOperation({
    summary: 'Whom to reach in an emergency: owners, customers, suppliers, subcontractors',
    operationId: 'contacts',
  })
  @PageOrTable(ContactsJson)
  @Refuses(401, 422)
  all(@CurrentCaller() who: Caller, @Query() asked: ContactsDto): Promise<ContactsJson | StreamableFile> {
    return this.tables.listOrTable(who, asked, contactTable, (query) => this.contactService.all(who, query));
  }

  @Requires('keep-contacts')
  @Post()
  @IdempotencyKeyHeader()
  @ApiOperation({ summary: 'Enter a contact; for the customer-service centre', operationId: 'enter-contact' })
  @ApiCreatedResponse({ type: ContactJson })
  @Refuses(400, 401, 403, 422)
  enter(
    @CurrentCaller() who: Caller,
    @Body() contact: ContactDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<ContactJson> {
    return this.contactService.enter(who, contact, key);
  }

  @Requires('read-directory')
  @Get('history')
  @ApiOperation({ summary: 'What was changed of the directory of a site, by whom', operationId: 'contact-history' })
  @ApiOkResponse({ type: ChangesPageJson })
  @Refuses(401, 404, 422)
  history(@CurrentCaller() who: Caller, @Query() asked: ContactHistoryDto): Promise<ChangesPageJson> {
    return this.contactService.history(who, asked);
  }

  @Requires('keep-contacts')
  @Post('table')
  @IdempotencyKeyHeader()
  @ImportTableRoute(
    'Enter contacts from a spreadsheet, all of them or none; for the customer-service centre',
    'take-contacts',
  )
  take(
    @CurrentCaller() who: Caller,
    @Req() request: FastifyRequest,
    @Query() { dry = false }: DryDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<TakenJson> {
    return this.contactService.importTable(who, spreadsheetBody(request), dry, key);
  }

  @Requires('keep-contacts')
  @Post(':id/end')
  @HttpCode(204)
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: 'Take a contact out of the directory; for the customer-service centre',
    operationId: 'end-contact',
  })
  @ApiNoContentResponse({ description: 'It is out of the directory.' })
  @Refuses(400, 401, 403, 404)
  end(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<void> {
    return this.contactService.end(who, id, key);
  }
}
