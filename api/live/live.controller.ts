import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { changeKinds } from '../../ledger/live/live-change.js';
import { ApiField } from '../api-field.js';
import { Refuses } from '../documentation.js';
import { CurrentCaller, type Caller, type RequestWithCaller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { LiveStreams } from './live-streams.js';

/** Data of the event `entry`: a case that the caller's lists show has changed. */
export class LiveEntryJson {
  @ApiField('number of the case') number!: string;
  @ApiField('number of its newest entry then', { type: 'integer' }) seq!: number;
  @ApiField('what happened: a clock entered a moment, somebody acted, it was opened, it was closed', {
    enum: changeKinds,
  })
  kind!: string;
}

/** Data of the event `notice`: the caller got a notice. */
export class LiveNoticeJson {
  @ApiField('number of the case it speaks of') number!: string;
}

/** Data of the event `engine`. */
export class LiveEngineJson {
  @ApiField('whether the engine or its worker is away: acts are taken, what is to happen by itself comes late')
  late!: boolean;
}

/** Data of the event `database`. */
export class LiveDatabaseJson {
  @ApiField('whether the database is away: nothing can be read or done') away!: boolean;
}

const liveDescription = `Server-sent events. \`entry\` (\`LiveEntryJson\`): a case that your lists show has changed. \`notice\` (\`LiveNoticeJson\`): you got a notice.
\`people\`: posts, duties or stand-ins have changed somewhere, read people and rosters anew.
\`reset\`: something was missed, read your lists anew. \`engine\` (\`LiveEngineJson\`) and \`database\` (\`LiveDatabaseJson\`): whether those are there.

Read your lists after the stream has opened. A client that comes back with its \`Last-Event-ID\` hears what it has missed, or \`reset\`. The stream ends when you are no longer signed in; one that is not read is cut off.`;

/** What changes, as it changes. */
@ApiTags('live')
@Controller('v1/live')
export class LiveController {
  constructor(@Inject(LiveStreams) private readonly streams: LiveStreams) {}

  @Requires('use-own-account')
  @Get()
  @ApiOperation({ summary: 'Hear what changes, as it changes', operationId: 'live', description: liveDescription })
  @ApiExtraModels(LiveEntryJson, LiveNoticeJson, LiveEngineJson, LiveDatabaseJson)
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'The id of the last event you have had.' })
  @ApiOkResponse({
    description: 'The stream.',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  })
  @Refuses(401, 429)
  live(@CurrentCaller() who: Caller, @Req() request: RequestWithCaller, @Res() reply: FastifyReply): void {
    this.streams.requireRoom(who);
    void reply.headers({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      connection: 'close',
    });
    if (request.method === 'HEAD') return void reply.send();
    // From here on the answer is the stream's own: it has no end that Fastify could wait for or cut off.
    reply.hijack();
    reply.raw.writeHead(200, reply.getHeaders() as Record<string, string>);
    const lastId = request.headers['last-event-id'];
    this.streams.open(reply.raw, who, typeof lastId === 'string' ? lastId : undefined);
  }
}
