import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { FileStore } from '../../ledger/files/file-store.js';
import { Ledger } from '../../ledger/ledger.js';
import { attendingWorkers } from '../../ledger/worker-heartbeats.js';
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
  @ApiField('how many workers attend to the cases', { type: 'integer' }) workers!: number;
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
    const [workers, engine, files] = await Promise.all([
      // Whoever counts the workers has found the database.
      inTime(attendingWorkers(this.ledger.source)),
      this.engine.alive(),
      inTime(this.files.writable()),
    ]);
    const parts = { database: workers !== false, engine, worker: Number(workers) > 0, files };
    const missing = Object.entries(parts).flatMap(([part, there]) => (there ? [] : [part]));
    if (missing.length) void reply.code(503);
    return { ready: missing.length === 0, parts, missing, workers: Number(workers) };
  }
}

/** What the answer says, false where it fails or takes too long. */
function inTime<T>(answer: Promise<T>): Promise<T | false> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), deadlineMs)));
  return Promise.race([answer.catch((): false => false), late]).finally(() => clearTimeout(timer));
}
