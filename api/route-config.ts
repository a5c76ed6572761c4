import { RouteConfig } from '@nestjs/platform-fastify';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants.js';

/** Adds to the configuration that a route hands to Fastify. The framework's own decorator would replace what is there. */
export function AddRouteConfig(values: Record<string, unknown>): MethodDecorator {
  return (target, key, descriptor) => {
    const known = Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, descriptor.value as object) as object | undefined;
    return (RouteConfig({ ...known, ...values }) as MethodDecorator)(target, key, descriptor);
  };
}
