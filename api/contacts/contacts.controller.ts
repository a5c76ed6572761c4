import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Acting, type Caller } from '../actor.js';
import { KeyHeader, Refuses } from '../documentation.js';
import { WithKey, type Keyed } from '../keyed.js';
import { ChangesPageJson } from '../people/shapes.js';
import { DryDto, TakenJson, TakesTable } from '../sheets/shapes.js';
import { sheetOf } from '../sheets/sheet.js';
import { PageOrTable, Tables } from '../tables/tables.js';
import { contactTable } from './contact-table.js';
import { ContactDto, ContactHistoryDto, ContactJson, ContactsDto, ContactsJson, Directory } from './directory.js';

/** The directory of emergency contacts (P-4.1.2). */
@ApiTags('contacts')
@Controller('v1/contacts')
export class ContactsController {
  constructor(
    @Inject(Directory) private readonly directory: Directory,
    @Inject(Tables) private readonly tables: Tables,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Whom to reach in an emergency: owners, customers, suppliers, subcontractors', operationId: 'contacts' })
  @PageOrTable(ContactsJson)
  @Refuses(401, 422)
  all(@Acting() who: Caller, @Query() asked: ContactsDto): Promise<ContactsJson | StreamableFile> {
    return this.tables.listOrTable(who, asked, contactTable, (query) => this.directory.all(who, query));
  }

  @Post()
  @KeyHeader()
  @ApiOperation({ summary: 'Enter a contact; for the customer-service centre', operationId: 'enter-contact' })
  @ApiCreatedResponse({ type: ContactJson })
  @Refuses(400, 401, 403, 422)
  enter(@Acting() who: Caller, @Body() contact: ContactDto, @WithKey() { key }: Keyed): Promise<ContactJson> {
    return this.directory.enter(who, contact, key);
  }

  @Get('history')
  @ApiOperation({ summary: 'What was changed of the directory of a site, by whom', operationId: 'contact-history' })
  @ApiOkResponse({ type: ChangesPageJson })
  @Refuses(401, 404, 422)
  history(@Acting() who: Caller, @Query() asked: ContactHistoryDto): Promise<ChangesPageJson> {
    return this.directory.history(who, asked);
  }

  @Post('table')
  @KeyHeader()
  @TakesTable('Enter contacts from a spreadsheet, all of them or none; for the customer-service centre', 'take-contacts')
  take(@Acting() who: Caller, @Req() request: FastifyRequest, @Query() { dry = false }: DryDto, @WithKey() { key }: Keyed): Promise<TakenJson> {
    return this.directory.take(who, sheetOf(request), dry, key);
  }

  @Post(':id/end')
  @HttpCode(204)
  @KeyHeader()
  @ApiOperation({ summary: 'Take a contact out of the directory; for the customer-service centre', operationId: 'end-contact' })
  @ApiNoContentResponse({ description: 'It is out of the directory.' })
  @Refuses(400, 401, 403, 404)
  end(@Acting() who: Caller, @Param('id') id: string, @WithKey() { key }: Keyed): Promise<void> {
    return this.directory.end(who, id, key);
  }
}
