import type { FastifyInstance, FastifyRequest, RouteShorthandOptions } from 'fastify';
import { AddRouteConfig } from '../route-config.js';
import type { Right } from './rights.js';

/**
 * What a route asks of its caller: nothing, that the act tables let them act (the ledger decides), the link of a wall screen, or a right. With
 * `oneself` nobody needs the right for their own person, whose id is that parameter of the address.
 */
export type RouteAccess = 'public' | 'act-tables' | 'wall-link' | { right: Right; oneself?: string };

const access = 'access';

/** A route for those who have the right at some site. Where the site or case matters, its service asks `permission/` again. */
export function Requires(right: Right, options: { oneself?: string } = {}): MethodDecorator {
  return AddRouteConfig({ [access]: { right, ...options } satisfies RouteAccess });
}

/** A route for everybody who is signed in: whether they may act is in the act tables, which the ledger applies. */
export function DecidedByActTables(): MethodDecorator {
  return AddRouteConfig({ [access]: 'act-tables' satisfies RouteAccess });
}

/** A route for wall screens, which come with the secret of their link: no person's token or session opens it. */
export function OpenToWallLinks(): MethodDecorator {
  return AddRouteConfig({ [access]: 'wall-link' satisfies RouteAccess });
}

/** A route for everybody, signed in or not. */
export function PublicRoute(): MethodDecorator {
  return AddRouteConfig({ [access]: 'public' satisfies RouteAccess });
}

/** The options of such a route where the framework has no method to put a decorator on. */
export const publicRoute: RouteShorthandOptions = { config: { [access]: 'public' satisfies RouteAccess } as object };
const beforePasswordChange = 'beforePasswordChange';

/** A route also for those who came in with a one-time password and have chosen none of their own yet. */
export function OpenBeforePasswordChange(): MethodDecorator {
  return AddRouteConfig({ [beforePasswordChange]: true });
}

export function isOpenBeforePasswordChange({ routeOptions }: FastifyRequest): boolean {
  return (routeOptions.config as { [beforePasswordChange]?: boolean })[beforePasswordChange] === true;
}

/** What the route of a request asks; undefined where the address leads nowhere. */
export function accessOf({ routeOptions }: FastifyRequest): RouteAccess | undefined {
  return (routeOptions.config as { [access]?: RouteAccess })[access];
}

/** The documentation, which the framework serves: it has no methods to put a decorator on. */
export function isDocumentation(url: string): boolean {
  return /^\/(docs|openapi\.json)(\/|$)/.test(url);
}

/** Default deny: a route that does not say who may use it keeps the API from starting, with a sentence naming it. */
export function refuseRoutesWithoutRight(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    const config = { ...(route.config as object | undefined) } as { [access]?: RouteAccess };
    if (isDocumentation(route.url)) config[access] ??= 'public';
    if (config[access] === undefined)
      throw new Error(
        `The route ${String(route.method)} ${route.url} names no right: put @Requires(), @DecidedByActTables() or @PublicRoute() on its method.`,
      );
    route.config = config as typeof route.config;
  });
}
