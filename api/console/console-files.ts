import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { publicRoute } from '../permission/route-access.js';

/** Addresses of the API itself: what is not there stays a 404 as problem+json. */
const ofTheApi = /^\/(v1|docs|openapi\.json|healthz|readyz)([/?]|$)/;

/**
 * Serves the console: its files, and its first page for every address outside the API that asks for HTML, as the pages'
 * addresses are the console's own. Without a built console there is only the API.
 */
export async function serveConsole(fastify: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) return;
  await fastify.register(fastifyStatic, {
    root: folder,
    serve: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      // What lies in assets/ has a name made from its content.
      const forGood = path.includes('/assets/');
      void reply.header('cache-control', forGood ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  fastify.get('/assets/*', publicRoute, (request, reply) => {
    const { '*': file } = request.params as { '*': string };
    // One folder without others in it: what else is asked for leads nowhere.
    return /^\w[\w.-]*$/.test(file) ? reply.sendFile(`assets/${file}`) : reply.callNotFound();
  });
  for (const file of ['icon.svg', 'worker.js'])
    fastify.get(`/${file}`, publicRoute, (_, reply) => reply.sendFile(file));
  // No route for every address: what the API answers to those it does not have, or cannot read, must stay as it is.
  fastify.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    if (request.is404 && isPage(request)) return reply.sendFile('index.html');
    return undefined;
  });
}

/** Whether a browser asks for a page of the console. */
function isPage({ method, url, headers }: FastifyRequest): boolean {
  return ['GET', 'HEAD'].includes(method) && (headers.accept ?? '').includes('text/html') && !ofTheApi.test(url);
}
