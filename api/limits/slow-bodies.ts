import type { FastifyInstance } from 'fastify';
import { cameTooSlowly } from './unreadable-requests.js';

/** 64 KiB over the weakest line; tables and rulebooks are larger. */
const bodyMs = 15_000;
const largeBodyMs = 60_000;
const largeBodyBytes = 256 * 1024;

/** A body has so long to arrive, but for files; then the answer is 408 and the connection is closed. */
export function limitSlowBodies(fastify: FastifyInstance, isUpload: (url: string | undefined) => boolean): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const { raw, headers, routeOptions } = request;
    const length = Number(headers['content-length'] ?? (headers['transfer-encoding'] === undefined ? 0 : Infinity));
    if (length === 0 || isUpload(routeOptions.url)) return done();
    const large = (routeOptions.bodyLimit ?? 0) > largeBodyBytes || routeOptions.url?.endsWith('/table');
    const timer = setTimeout(
      () => {
        if (!raw.complete && !reply.sent) void reply.send(cameTooSlowly());
      },
      large ? largeBodyMs : bodyMs,
    );
    const stop = (): void => clearTimeout(timer);
    raw.once('end', stop).once('close', stop);
    done();
  });
}
