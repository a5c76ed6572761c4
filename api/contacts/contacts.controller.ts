import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Acting, type Caller } from '../actor.js';
import { KeyHeader, Refuses } from '../documentation.js';
import { WithKey, type Keyed } from '../keyed.js';
import { PageOrTable, Tables } from '../tables/tables.js';
import { contactTable } from './contact-table.js';
import { ContactDto, ContactJson, ContactsDto, ContactsJson, Directory } from './directory.js';

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

  @Post(':id/end')
  @HttpCode(204)
  @KeyHeader()
  @ApiOperation({ summary: 'Take a contact out of the directory; for the customer-service centre', operationId: 'end-contact' })
  @ApiNoContentResponse({ description: 'It is out of the directory.' })
  @Refuses(400, 401, 403, 404)
  end(@Acting() who: Caller, @Param('id') id: string, @WithKey() _keyed: Keyed): Promise<void> {
    return this.directory.end(who, id);
  }
}
