import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RequestWithCaller } from '../permission/caller.js';
import { isReading } from './cost.js';
import type { LimitSettings } from './limit-settings.js';
import { networkOf } from './network.js';
import { RatePerMinute, tooManyRequests } from './rate.js';

/** Files of the console, which are many and cost nothing. */
const consoleFiles = /^\/(assets\/|icon\.svg$|$)/;

/**
 * Counts every request once authentication has said who is behind it: those of a person, or of a token, by what they
 * cost; those of nobody by their address, so that people behind one address do not hold up each other. Over the limit
 * it ends here with 429.
 */
export function limitRequests(fastify: FastifyInstance, limits: LimitSettings): void {
  const { processes } = limits;
  const acts = new RatePerMinute('acts', limits.actsPerMinute, processes);
  const reading = new RatePerMinute('reading', limits.readsPerMinute, processes);
  const unsigned = new RatePerMinute('unsigned', limits.unsignedPerMinute, processes);
  fastify.addHook('onRequest', async (request: RequestWithCaller, reply) => {
    const { caller, wallLink } = request;
    if (wallLink) return take(reading, wallLink.hash, request, reply);
    if (!caller) {
      if (!consoleFiles.test(pathOf(request))) await take(unsigned, networkOf(request.ip), request, reply);
      return;
    }
    const { credential, actor } = caller;
    // A program that runs wild must not hold up the person whose token it has.
    const key = credential.kind === 'token' ? credential.hash : actor.id;
    await take(isReading(request) ? reading : acts, key, request, reply);
  });
}

async function take(rate: RatePerMinute, key: string, { headers }: FastifyRequest, reply: FastifyReply): Promise<void> {
  const counted = await rate.count(key);
  if (!counted) return;
  void reply.headers(rate.headers(counted));
  if (!counted.over) return;
  closeUnread(headers, reply);
  throw tooManyRequests(counted.resetSeconds);
}

/** Node.js would read a body to its end to keep the connection: what is refused before is not worth that. */
export function closeUnread(headers: FastifyRequest['headers'], reply: FastifyReply): void {
  if (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0)
    void reply.header('connection', 'close');
}

const pathOf = ({ url }: FastifyRequest): string => url.split('?', 1)[0]!;
