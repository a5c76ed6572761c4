import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { transferMs } from './files/uploads.js';
import { answerUnreadable } from './limits/unreadable-requests.js';
import { newRequestId } from './request-ids.js';
import { sendProblem } from './problem-filter.js';

/** How the API is reached: over TLS of its own, or through a proxy that ends TLS in front of it; over neither on loopback. */
export interface HttpSettings {
  /** Certificate with its chain, and key: PEM. */
  tls?: { cert: string; key: string };
  /** Addresses and CIDR blocks, parted by commas, whose X-Forwarded headers are believed. */
  trustProxy?: string;
}

/** How often Node.js looks whether a request comes too slowly. */
const connectionsCheckingInterval = 5_000;
const bodyLimitBytes = 64 * 1024;

/** The HTTP server with its limits; a body that is too large and the like are answered as problems, too. */
export function httpAdapter({ tls, trustProxy }: HttpSettings, log: Logger): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: bodyLimitBytes,
    genReqId: newRequestId,
    requestIdHeader: false,
    routerOptions: { maxParamLength: 200 },
    // For files; a body of JSON has less (slow-bodies.ts).
    requestTimeout: transferMs,
    // Nothing goes either way: longer than whatever is answered at once takes.
    connectionTimeout: transferMs + 60_000,
    clientErrorHandler: answerUnreadable,
    handlerTimeout: 25_000,
    forceCloseConnections: 'idle',
    // Requests that arrive while the API stops are still answered.
    return503OnClosing: false,
    ...(trustProxy ? { trustProxy } : {}),
    ...(tls
      ? { https: { ...tls, minVersion: 'TLSv1.2', connectionsCheckingInterval } }
      : { http: { connectionsCheckingInterval } }),
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(error, request, reply, log),
  });
}
