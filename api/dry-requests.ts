import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiProblem } from './problem.js';
import { AddRouteConfig } from './route-config.js';

const knowsDry = 'knowsDry';
const safeMethods = ['GET', 'HEAD', 'OPTIONS'];

/** A route that says what would happen where it is asked with `?dry=true`. */
export function KnowsDry(): MethodDecorator {
  return AddRouteConfig({ [knowsDry]: true });
}

/** What changes something is never carried out for somebody who only wants to know: a route that cannot say refuses (422). */
export function refuseUnknownDry(fastify: FastifyInstance): void {
  fastify.addHook('preValidation', (request: FastifyRequest, _reply, done) => {
    const { dry } = (request.query ?? {}) as { dry?: unknown };
    const knows = (request.routeOptions.config as { [knowsDry]?: boolean })[knowsDry] === true;
    if (dry === undefined || dry === 'false' || knows || request.is404 || safeMethods.includes(request.method))
      return done();
    done(
      ApiProblem.input([
        {
          field: 'dry',
          text: {
            en: 'is not known here: nothing was done. Leave it out to carry it out.',
            'zh-CN': '此处不支持试算，本次未执行；如需执行，请删去此参数。',
          },
        },
      ]),
    );
  });
}
