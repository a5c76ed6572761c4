import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { endExportTurn, keepExportTurn, takeExportTurn, turnSeconds } from '../../ledger/files/export-turns.js';
import type { RequestWithCaller } from '../permission/caller.js';
import { ApiProblem } from '../problem.js';
import { isExport, mayExport } from './cost.js';
import type { LimitSettings } from './limit-settings.js';

/** Who clicks twice waits so long for their first file; then they are told. */
const patienceMs = 10_000;
const askAgainMs = 250;
/** So many requests of a person wait in this process. */
const maxWaiting = 2;

/**
 * One person has so many files made at a time, over all processes: the next waits for a moment, then gets 429. A turn
 * ends once its answer has gone, or its reader, and nothing is worked on for it any more.
 */
export function limitExports(
  fastify: FastifyInstance,
  source: DataSource,
  { exportsAtOnce }: LimitSettings,
  log: Logger,
): void {
  if (exportsAtOnce === 0) return;
  const waiting = new Map<string, number>();
  /** The handlers at work on an export, by the answer they make. */
  const work = new WeakMap<FastifyReply['raw'], Promise<unknown>>();
  fastify.addHook('onRoute', (route) => {
    const { handler } = route;
    if (!mayExport(route.config)) return;
    route.handler = function (this: FastifyInstance, request, reply): unknown {
      const answer = Promise.resolve(handler.call(this, request, reply));
      work.set(reply.raw, answer);
      return answer;
    };
  });
  fastify.addHook('preHandler', async (request: RequestWithCaller, reply) => {
    const { caller } = request;
    if (!caller || !isExport(request)) return;
    const turn = await turnOf(caller.actor.id, reply);
    if (turn === undefined) throw onlyOne();
    // Nobody is there any more: nothing is begun.
    if (reply.raw.destroyed) {
      await endExportTurn(source, turn);
      throw onlyOne();
    }
    hold(turn, reply);
  });

  async function turnOf(person: string, { raw }: FastifyReply): Promise<string | undefined> {
    const first = await takeExportTurn(source, person, exportsAtOnce);
    if (first !== undefined) return first;
    const before = waiting.get(person) ?? 0;
    if (before >= maxWaiting) return undefined;
    waiting.set(person, before + 1);
    try {
      for (const until = Date.now() + patienceMs; Date.now() < until && !raw.destroyed;) {
        await new Promise((resolve) => setTimeout(resolve, askAgainMs));
        const turn = await takeExportTurn(source, person, exportsAtOnce);
        if (turn !== undefined) return turn;
      }
      return undefined;
    } finally {
      const left = waiting.get(person)! - 1;
      if (left > 0) waiting.set(person, left);
      else waiting.delete(person);
    }
  }

  function hold(turn: string, { raw }: FastifyReply): void {
    // With the database away a turn ends by itself.
    const quietly = (work: Promise<void>) =>
      void work.catch((error: unknown) => log.debug({ fault: (error as Error).name }, 'An export turn was not kept.'));
    const timer = setInterval(() => quietly(keepExportTurn(source, turn)), (turnSeconds * 1_000) / 3);
    // A reader who goes away leaves a handler behind that still asks the database.
    const end = async (): Promise<void> => {
      await work.get(raw)?.catch(() => undefined);
      clearInterval(timer);
      quietly(endExportTurn(source, turn));
    };
    raw.once('close', () => void end());
  }
}

function onlyOne(): ApiProblem {
  return ApiProblem.of(
    'exporting-already',
    'Another file is being made for you: wait until it is there, then ask again.',
    '正在为您生成其他文件，请待其完成后重试。',
    { headers: { 'retry-after': '10' } },
  );
}
