import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { IdempotencyKeyHeader, Refuses } from '../documentation.js';
import { KnowsDry } from '../dry-requests.js';
import { Idempotency, type IdempotencyContext } from '../idempotency.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { Costs } from '../limits/cost.js';
import { ReadingService } from '../reading/reading.service.js';
import { spreadsheetBody } from '../sheets/read-spreadsheet.js';
import { tableTypes } from '../sheets/table-types.js';
import { importHeadings } from './headings.js';
import { DryDto } from '../sheets/sheets.dto.js';
import { readImportForm } from './import-form.js';
import { ImportService } from './import.service.js';
import { ImportHeadingsJson, ImportJson, ImportsJson } from './imports.dto.js';

const form = {
  type: 'object',
  required: ['table', 'mapping', 'site'],
  properties: {
    table: { type: 'string', format: 'binary', description: 'An .xlsx workbook, or csv.' },
    mapping: {
      type: 'string',
      description: 'Which column is what, as YAML or JSON; a field or a file. See docs/operations.md.',
    },
    site: { type: 'string', description: 'Site of the cases.' },
    rulebook: { type: 'string', description: 'The rules they run under; the first of the site that knows the kind.' },
    asHistory: { type: 'string', enum: ['true', 'false'], description: 'Past cases: closed, with their own dates.' },
  },
};

/** Tables of an older system, a hotline or a mailbox, whose rows become cases. */
@ApiTags('imports')
@Controller('v1/imports')
export class ImportsController {
  constructor(
    @Inject(ImportService) private readonly imports: ImportService,
    @Inject(ReadingService) private readonly reading: ReadingService,
  ) {}

  @Requires('import-cases')
  @Post()
  @HttpCode(202)
  @KnowsDry()
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: 'Import the rows of a table as cases',
    description:
      'Runs in the background: see its address (Location). The rows are entered by you, in a role of yours that may record such cases. No row is taken twice, whatever the file is called: its namespace and id name it for ever.',
    operationId: 'import',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({ required: true, schema: form as object })
  @ApiAcceptedResponse({ description: 'It has begun; Location is its address.', type: ImportJson })
  @Refuses(400, 401, 403, 404, 413, 415, 422, 503)
  async begin(
    @CurrentCaller() who: Caller,
    @Req() request: FastifyRequest,
    @Query() { dry = false }: DryDto,
    @Idempotency() keyed: IdempotencyContext,
  ): Promise<ImportJson> {
    return this.imports.begin(who, await readImportForm(request), dry, keyed);
  }

  @Requires('import-cases')
  @Post('table')
  @HttpCode(200)
  @Costs('reading')
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: 'The headings of a table, and which column may be what: for a mapping',
    description: 'Nothing of the table is kept.',
    operationId: 'import-headings',
  })
  @ApiConsumes(...tableTypes)
  @ApiBody({ required: true, schema: { type: 'string', format: 'binary' } })
  @ApiOkResponse({ type: ImportHeadingsJson })
  @Refuses(400, 401, 403, 413, 415, 422, 503)
  async headings(@Req() request: FastifyRequest): Promise<ImportHeadingsJson> {
    return importHeadings(await this.reading.table(spreadsheetBody(request)));
  }

  @Requires('import-cases')
  @Get()
  @ApiOperation({ summary: 'Your newest imports', operationId: 'imports' })
  @ApiOkResponse({ type: ImportsJson })
  @Refuses(401, 403)
  list(@CurrentCaller() who: Caller): Promise<ImportsJson> {
    return this.imports.list(who);
  }

  @Requires('import-cases')
  @Get(':id')
  @ApiOperation({
    summary: 'How far an import of yours has come, and what became of its rows',
    operationId: 'import-status',
  })
  @ApiOkResponse({ type: ImportJson })
  @Refuses(401, 403, 404)
  one(@CurrentCaller() who: Caller, @Param('id') id: string): Promise<ImportJson> {
    return this.imports.read(who, id);
  }
}
