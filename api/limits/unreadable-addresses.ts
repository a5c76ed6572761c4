import type { FastifyInstance } from 'fastify';
import { ApiProblem } from '../problem.js';

/** No id or name holds U+0000, which PostgreSQL does not take: such an address leads nowhere, whatever its route. */
export function refuseUnreadableAddresses(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    const [path = ''] = request.url.split('?', 1);
    if (!path.includes('%00')) return done();
    done(ApiProblem.of('unknown-route', 'There is nothing at this address: see /docs.', '没有此地址，请查看 /docs。'));
  });
}
