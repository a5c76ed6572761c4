import type { FastifyRequest } from 'fastify';
import { AddRouteConfig } from '../route-config.js';

/** What a route asks of the desk: an export is a whole table or a paper; `export-by-format` where `format` asks for one. */
export type RouteCost = 'reading' | 'export' | 'export-by-format';

const cost = 'cost';
/** How a list, a figure or a report is asked for where it is no file. */
const answeredAtOnce = [undefined, '', 'json'];

/** Which limit counts for a route. Unless it says so, GET is reading, and what changes something is an act. */
export function Costs(value: RouteCost): MethodDecorator {
  return AddRouteConfig({ [cost]: value });
}

const costOf = ({ routeOptions }: FastifyRequest): RouteCost | undefined =>
  (routeOptions.config as { [cost]?: RouteCost })[cost];

/** Whether the limit of reading counts for this request; else that of acts. Trying an act is reading. */
export function isReading(request: FastifyRequest): boolean {
  const { dry } = (request.query ?? {}) as { dry?: unknown };
  return ['GET', 'HEAD', 'OPTIONS'].includes(request.method) || costOf(request) === 'reading' || dry === 'true';
}

/** Whether a route has files made, by its configuration. */
export const mayExport = (config: unknown): boolean =>
  ((config as { [cost]?: RouteCost } | undefined)?.[cost] ?? 'reading') !== 'reading';

/** Whether this request has a file made. */
export function isExport(request: FastifyRequest): boolean {
  const value = costOf(request);
  const { format } = (request.query ?? {}) as { format?: string };
  return value === 'export' || (value === 'export-by-format' && !answeredAtOnce.includes(format));
}
