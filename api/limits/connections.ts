import type { FastifyInstance } from 'fastify';
import type { Socket } from 'node:net';
import type { LimitSettings } from './limit-settings.js';
import { networkOf } from './network.js';

/**
 * Bounds the open connections of this process, and of one address among them: one too many is closed unread. Behind a
 * proxy all of them come from it, so only the first bound holds there.
 */
export function limitConnections(
  { server }: FastifyInstance,
  { connections, connectionsPerAddress }: LimitSettings,
  behindProxy: boolean,
): void {
  if (connections > 0) server.maxConnections = connections;
  if (connectionsPerAddress === 0 || behindProxy) return;
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const network = networkOf(socket.remoteAddress ?? '');
    const count = (open.get(network) ?? 0) + 1;
    open.set(network, count);
    socket.once('close', () => {
      const left = open.get(network)! - 1;
      if (left > 0) open.set(network, left);
      else open.delete(network);
    });
    if (count > connectionsPerAddress) socket.destroy();
  });
}
