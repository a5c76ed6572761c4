import fastifyCookie from '@fastify/cookie';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { join } from 'node:path';
import 'reflect-metadata';
import { projectRoot } from '../config.js';
import { compressRulebooks } from './compressed-rulebooks.js';
import { AccessWatch } from './permission/access-watch.js';
import { authenticateRequests } from './permission/authentication.js';
import { Callers } from './permission/callers.js';
import { refuseRoutesWithoutRight } from './permission/route-access.js';
import { serveConsole } from './console/console-files.js';
import { serveApiDocumentation } from './documentation.js';
import { acceptUploads, takesFiles } from './files/uploads.js';
import { limitConnections } from './limits/connections.js';
import { refuseUnknownDry } from './dry-requests.js';
import { limitExports } from './limits/export-limit.js';
import { noLimits } from './limits/limit-settings.js';
import { limitRequests } from './limits/request-limits.js';
import { refuseUnreadableAddresses } from './limits/unreadable-addresses.js';
import { limitSlowBodies } from './limits/slow-bodies.js';
import { WrongCredentials } from './limits/wrong-credentials.js';
import { LiveStreams } from './live/live-streams.js';
import { readJsonBodies } from './json-bodies.js';
import { httpAdapter } from './http-adapter.js';
import { NestLog } from './nest-log.js';
import { sendRequestIds } from './request-ids.js';
import { allowLargeRulebooks } from './rulebooks/body-limits.js';
import { sendSecurityHeaders } from './security-headers.js';
import { acceptSpreadsheets } from './sheets/read-spreadsheet.js';
import { setTableTimeouts } from './tables/table.service.js';
import { writeTimesOfPlace } from './times-of-place.js';
import { ApiModule, defaultSignIn, type ApiDependencies } from './api-module.js';

/** The whole API on any ledger, ready to listen. Closing it leaves ledger and engine open: they belong to the caller. */
export async function createApi(dependencies: ApiDependencies): Promise<NestFastifyApplication> {
  const { log } = dependencies;
  const adapter = httpAdapter(dependencies.http ?? {}, log);
  const fastify = adapter.getInstance();
  fastify.server.headersTimeout = 15_000;
  sendRequestIds(fastify);
  await sendSecurityHeaders(fastify);
  await fastify.register(fastifyCookie);
  refuseRoutesWithoutRight(fastify);
  const limits = dependencies.limits ?? noLimits;
  limitConnections(fastify, limits, Boolean(dependencies.http?.trustProxy));
  refuseUnreadableAddresses(fastify);
  const callers = new Callers(
    dependencies.ledger,
    (dependencies.signIn ?? defaultSignIn).limits,
    new WrongCredentials(limits),
  );
  authenticateRequests(fastify, callers);
  limitRequests(fastify, limits);
  limitSlowBodies(fastify, takesFiles);
  refuseUnknownDry(fastify);
  limitExports(fastify, dependencies.ledger.source, limits, log);
  const accessWatch = new AccessWatch(dependencies.ledger.source, () => callers.forget(true));
  allowLargeRulebooks(fastify);
  setTableTimeouts(fastify);
  writeTimesOfPlace(fastify, dependencies.ledger);
  compressRulebooks(fastify);
  await acceptUploads(fastify, dependencies.files.limitBytes);
  acceptSpreadsheets(fastify);
  // A connection kept alive would keep the API from stopping.
  let closing = false;
  fastify.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (closing) void reply.header('connection', 'close');
    done(null, payload);
  });
  if (log.isLevelEnabled('debug')) {
    fastify.addHook('onResponse', (request, reply, done) => {
      log.debug(
        {
          requestId: request.id,
          method: request.method,
          route: request.routeOptions.url,
          status: reply.statusCode,
          ms: Math.round(reply.elapsedTime),
        },
        'answered',
      );
      done();
    });
  }
  // JSON is all that is read; anything else is 415.
  fastify.removeContentTypeParser('text/plain');
  readJsonBodies(fastify);
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.of(dependencies, callers), adapter, {
    logger: new NestLog(log),
    bodyParser: false,
    abortOnError: false,
  });
  fastify.addHook('preClose', () => app.get(LiveStreams).close());
  fastify.addHook('preClose', () => accessWatch.stop());
  serveApiDocumentation(app);
  await serveConsole(fastify, join(projectRoot, 'dist', 'console'));
  await app.init();
  accessWatch.start();
  app.get(LiveStreams).onWoken = (topic) => {
    if (topic === 'access') accessWatch.wake();
  };
  return app;
}
