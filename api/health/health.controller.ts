import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { FileStore } from '../../ledger/files/file-store.js';
import { Ledger } from '../../ledger/ledger.js';
import { Engine } from '../../temporal/engine.js';
import { PublicRoute } from '../permission/route-access.js';
import { ApiField, ApiFieldMap } from '../api-field.js';

class AliveJson {
  @ApiField('always true') alive!: true;
}

class ReadyJson {
  @ApiField('whether every part is there') ready!: boolean;
  @ApiFieldMap('each part, and whether it is there', { additionalProperties: { type: 'boolean' } }) parts!: Record<
    'database' | 'engine' | 'worker' | 'files',
    boolean
  >;
  @ApiField('the parts that are missing', { type: [String] }) missing!: string[];
}

const deadlineMs = 1_000;

/**
 * Whether this process lives, and whether all it works with is there. Without the engine /readyz answers 503, but acts go on.
 */
@ApiTags('health')
@Controller()
export class HealthController {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Engine) private readonly engine: Engine,
    @Inject(FileStore) private readonly files: FileStore,
  ) {}

  @PublicRoute()
  @Get('healthz')
  @ApiOperation({ summary: 'Is the API alive?', operationId: 'alive', security: [] })
  @ApiOkResponse({ type: AliveJson })
  alive(): AliveJson {
    return { alive: true };
  }

  @PublicRoute()
  @Get('readyz')
  @ApiOperation({
    summary: 'Are database, engine and worker there, and can files be stored?',
    operationId: 'ready',
    security: [],
  })
  @ApiOkResponse({ description: 'Everything is there.', type: ReadyJson })
  @ApiResponse({
    status: 503,
    description: 'Something is missing; acts go on as long as the database is there.',
    type: ReadyJson,
  })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadyJson> {
    const answers = [
      inTime(this.ledger.source.query('SELECT 1').then(() => true)),
      this.engine.alive(),
      this.engine.workerSeen(),
      inTime(this.files.writable()),
    ];
    const [database, engine, worker, files] = (await Promise.all(answers)) as [boolean, boolean, boolean, boolean];
    const parts = { database, engine, worker, files };
    const missing = Object.entries(parts).flatMap(([part, there]) => (there ? [] : [part]));
    if (missing.length) void reply.code(503);
    return { ready: missing.length === 0, parts, missing };
  }
}

/** What the answer says, false where it fails or takes too long. */
function inTime(answer: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), deadlineMs)));
  return Promise.race([answer.catch(() => false), late]).finally(() => clearTimeout(timer));
}
