import { Body, Controller, Delete, Head, HttpCode, Inject, Param, Patch, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiExcludeEndpoint, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { IdempotencyKeyHeader, Refuses } from '../documentation.js';
import { FileDto } from '../files/file.dto.js';
import { FileJson } from '../files/file.service.js';
import { Idempotency, type IdempotencyContext } from '../idempotency.js';
import { UploadService } from './upload.service.js';

/** Uploads over a line that breaks: by the tus protocol 1.0, then entered as a file. */
@ApiTags('files')
@Controller('v1/uploads')
export class UploadsController {
  constructor(@Inject(UploadService) private readonly uploads: UploadService) {}

  @Requires('upload-files')
  @Post()
  @ApiExcludeEndpoint()
  begin(
    @CurrentCaller() who: Caller,
    @Req() request: FastifyRequest,
    @Idempotency() keyed: IdempotencyContext,
    @Res() _reply: FastifyReply,
  ): Promise<void> {
    return this.uploads.begin(who, request, keyed);
  }

  @Requires('upload-files')
  @Head(':id')
  @ApiExcludeEndpoint()
  reached(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.uploads.goOn(who, id, request, reply);
  }

  @Requires('upload-files')
  @Patch(':id')
  @ApiExcludeEndpoint()
  more(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.uploads.goOn(who, id, request, reply);
  }

  @Requires('upload-files')
  @Delete(':id')
  @ApiExcludeEndpoint()
  letGo(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.uploads.goOn(who, id, request, reply);
  }

  @Requires('upload-files')
  @Post(':id/file')
  @HttpCode(201)
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: 'Make a file of an upload',
    description:
      'For lines that break: the bytes come before this by the tus protocol 1.0 (https://tus.io), `POST /v1/uploads` with an Idempotency-Key, then `HEAD` and `PATCH /v1/uploads/{id}`; an upload is kept for a day. Once it is whole this makes of it what `POST /v1/files` makes of a form.',
    operationId: 'file-of-upload',
  })
  @ApiCreatedResponse({ description: 'The file is kept; Location is its address.', type: FileJson })
  @Refuses(400, 401, 403, 404, 409, 422, 429, 503)
  finish(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Body() said: FileDto,
    @Idempotency() keyed: IdempotencyContext,
  ): Promise<FileJson> {
    return this.uploads.finish(who, id, said, keyed);
  }
}
