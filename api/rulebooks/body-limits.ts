import type { FastifyInstance } from 'fastify';

const textBytes = 1024 * 1024;
const dryRunMs = 5 * 60_000;

/** A rulebook is larger than what is sent elsewhere, and running one dry over thousands of cases takes minutes. */
export function allowLargeRulebooks(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    if (route.url === '/v1/rulebooks/drafts') route.bodyLimit = textBytes;
    if (/^\/v1\/(rulebooks\/:name\/:version\/(dry-run|orders)|holidays\/:id\/(dry-run|publish))$/.test(route.url))
      route.handlerTimeout = dryRunMs;
  });
}
