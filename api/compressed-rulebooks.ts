import type { FastifyInstance } from 'fastify';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compressed = promisify(gzip);

/** Shorter answers are not worth it. */
const leastLength = 4_096;

/**
 * Rulebooks and names are large, and a slow line waits for them before the first form is there: they go out compressed. What holds
 * words of customers does not (BREACH).
 */
export function compressRulebooks(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (request, reply, payload) => {
    const isRulebook = /^\/v1\/(rulebooks|names)/.test(request.routeOptions.url ?? '');
    if (!isRulebook || typeof payload !== 'string' || payload.length < leastLength) return payload;
    void reply.header('vary', 'accept-encoding');
    if (!/\bgzip\b/.test(String(request.headers['accept-encoding']))) return payload;
    void reply.header('content-encoding', 'gzip');
    return compressed(payload);
  });
}
