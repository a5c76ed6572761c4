import fastifyHelmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import { isDocumentation } from './permission/route-access.js';

/** The one style that React Aria puts into the page (touch-action of what can be pressed). */
const pressStyle = "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='";

const directives = {
  'default-src': ["'self'"],
  'script-src': ["'self'"],
  'style-src': ["'self'", pressStyle],
  'img-src': ["'self'", 'data:', 'blob:'],
  'connect-src': ["'self'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
};
/** The page of the API writes styles into itself; its scripts come from here like all others. */
const documentationDirectives = { ...directives, 'style-src': ["'self'", "'unsafe-inline'"] };

const policy = (rules: typeof directives) => ({ useDefaults: false, directives: rules });

const year = 365 * 24 * 60 * 60;

/** Every answer tells the browser what its page may do: nothing of elsewhere, no frame around it, no address passed on. */
export async function sendSecurityHeaders(fastify: FastifyInstance): Promise<void> {
  fastify.addHook('onRoute', (route) => {
    if (isDocumentation(route.url)) route.helmet = { contentSecurityPolicy: policy(documentationDirectives) };
  });
  await fastify.register(fastifyHelmet, {
    contentSecurityPolicy: policy(directives),
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    // Promised over TLS alone: over plain HTTP browsers take no notice of it, and a proxy may pass it on.
    strictTransportSecurity: false,
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    if (request.protocol === 'https') void reply.header('strict-transport-security', `max-age=${year}`);
    // An address may be written with %76 for v: the route that answers says whose it is.
    if ([request.url, request.routeOptions.url].some((url) => url?.startsWith('/v1/')))
      void reply.header('cache-control', 'no-store');
    done();
  });
}
