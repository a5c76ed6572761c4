import { Controller, Get, HttpCode, Inject, Param, Post, Req, type StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { fileTypes } from '../../ledger/files/file-types.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { IdempotencyKeyHeader, Refuses } from '../documentation.js';
import { Idempotency, type IdempotencyContext } from '../idempotency.js';
import { CaseFilesJson, FileJson, FileService } from './file.service.js';

const form = {
  type: 'object',
  required: ['file'],
  properties: {
    file: {
      type: 'string',
      format: 'binary',
      description:
        'The file: JPEG, PNG, WebP or PDF, recognised by its content. A photo that holds more than its picture (a position, the time, the device) is drawn anew without it, upright; everything else is kept as it is. `sha256` and `size` are of what is kept.',
    },
    takenAt: { type: 'string', format: 'date-time', description: 'When it was taken, by the device.' },
    latitude: { type: 'number', minimum: -90, maximum: 90, description: 'Where it was taken: degrees north.' },
    longitude: { type: 'number', minimum: -180, maximum: 180, description: 'Degrees east.' },
  },
};
const content = Object.fromEntries(
  Object.keys(fileTypes).map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
);

/** Photos, papers and signatures: handed in here, named by their ids in acts. */
@ApiTags('files')
@Controller('v1')
export class FilesController {
  constructor(@Inject(FileService) private readonly fileService: FileService) {}

  @Requires('upload-files')
  @Post('files')
  @HttpCode(201)
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: 'Hand in a photo or paper',
    description:
      'One file a request. Until an act names it, only the person who handed it in may read it; then all who may read the case.',
    operationId: 'upload',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({ required: true, schema: form as object })
  @ApiCreatedResponse({ description: 'The file is kept; Location is its address.', type: FileJson })
  @Refuses(400, 401, 403, 413, 415, 422, 429, 503)
  upload(
    @CurrentCaller() who: Caller,
    @Req() request: FastifyRequest,
    @Idempotency() keyed: IdempotencyContext,
  ): Promise<FileJson> {
    return this.fileService.upload(who, request, keyed);
  }

  @Requires('read-cases')
  @Get('files/:id')
  @ApiOperation({ summary: 'Download a file', operationId: 'file' })
  @ApiOkResponse({ description: 'Its content, as it is kept.', content })
  @Refuses(401, 404, 503)
  content(@CurrentCaller() who: Caller, @Param('id') id: string): Promise<StreamableFile> {
    return this.fileService.content(who, id);
  }

  @Requires('read-cases')
  @Get('cases/:number/files')
  @ApiOperation({ summary: 'The files of a case, with the entry and field that name each', operationId: 'case-files' })
  @ApiOkResponse({ type: CaseFilesJson })
  @Refuses(401, 404)
  ofCase(@CurrentCaller() who: Caller, @Param('number') number: string): Promise<CaseFilesJson> {
    return this.fileService.ofCase(who, number);
  }
}
