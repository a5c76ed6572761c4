import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Ledger } from '../../ledger/ledger.js';
import { authenticateRequests } from '../permission/authentication.js';
import type { Caller, RequestWithCaller } from '../permission/caller.js';
import { ApiProblem } from '../problem.js';

/** Who is behind a request that lasts, as of now; undefined once they are no longer signed in. */
export type StillValid = (request: RequestWithCaller) => Promise<Caller | undefined>;

type Authentication = (request: RequestWithCaller, reply: FastifyReply) => Promise<void>;

/** Asks authentication again with the headers of the request: a revoked token and changed posts show. */
export function askAuthenticationAgain(ledger: Ledger): StillValid {
  let authenticate: Authentication = () => Promise.resolve();
  authenticateRequests(
    { addHook: (_name: string, hook: Authentication) => void (authenticate = hook) } as unknown as FastifyInstance,
    ledger,
  );
  return async (request) => {
    // The same request, without what was found out about it before.
    const again = Object.create(request, { caller: { value: undefined, writable: true } }) as RequestWithCaller;
    try {
      await authenticate(again, { header: () => undefined } as unknown as FastifyReply);
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'not-signed-in') return undefined;
      throw error;
    }
    return again.caller;
  };
}
