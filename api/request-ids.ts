import type { FastifyInstance } from 'fastify';
import { randomUUID } from 'node:crypto';

/** The header of every answer that holds the id of its request. */
export const requestIdHeader = 'x-request-id';

/** A new id for a request. What a caller sends is not taken: it would reach the log. */
export function newRequestId(): string {
  return randomUUID();
}

/** Every answer names the id that the log has of its request; a problem says it in its body too (`requestId`). */
export function sendRequestIds(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header(requestIdHeader, request.id);
    done();
  });
}
