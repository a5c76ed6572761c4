import { createParamDecorator, Inject, Injectable, type ExecutionContext, type PipeTransform } from '@nestjs/common';
import { ApiBody, ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../permission/caller.js';
import { ApiProblem } from '../problem.js';
import { mayRead } from '../permission/case-visibility.js';
import { InputPipe, isObject, notAnObject, type Dto } from '../validation.js';
import { CaseOriginCache } from './case-origin-cache.js';

/** Which body a kind of case takes. */
export type BodiesByKind = Readonly<Record<string, Dto>>;

interface RawBody {
  value: unknown;
  number: string | undefined;
  caller: Caller | undefined;
  bodies: BodiesByKind;
}

/**
 * Checks a body by the kind of the case it is for: the one of the address, or for a new case the one the body names.
 */
@Injectable()
export class KindPipe implements PipeTransform {
  private readonly pipe = new InputPipe();

  constructor(@Inject(CaseOriginCache) private readonly cases: CaseOriginCache) {}

  async transform({ value, number, caller, bodies }: RawBody): Promise<unknown> {
    const kind = number === undefined ? kindIn(value, bodies) : await this.kindSeen(caller, number);
    const metatype = kind === undefined ? undefined : bodies[kind];
    // A case the caller may not see, or a kind without this act: the case service refuses that, whatever the body is.
    return metatype ? this.pipe.transform(value, { type: 'body', metatype }) : {};
  }

  private async kindSeen(caller: Caller | undefined, number: string): Promise<string | undefined> {
    const origin = await this.cases.find(number);
    return origin && caller && mayRead(caller, origin) ? origin.kind : undefined;
  }
}

const RawBodyOfKind = createParamDecorator((bodies: BodiesByKind, context: ExecutionContext): RawBody => {
  const { body, params, caller } = context
    .switchToHttp()
    .getRequest<FastifyRequest<{ Params: { number?: string } }> & { caller?: Caller }>();
  return { value: body, number: params.number, caller, bodies };
});

/** A body that differs by the kind of case; OpenAPI shows the alternatives. */
export function BodyOfKind(bodies: BodiesByKind): ParameterDecorator {
  return (target, key, index) => {
    RawBodyOfKind(bodies as never, KindPipe)(target, key, index);
    if (key === undefined) return;
    const descriptor = Object.getOwnPropertyDescriptor(target, key)!;
    const models = [...new Set(Object.values(bodies))];
    ApiExtraModels(...models)(target, key, descriptor);
    ApiBody({ required: true, schema: { oneOf: models.map((model) => ({ $ref: getSchemaPath(model) })) } })(
      target,
      key,
      descriptor,
    );
  };
}

function kindIn(value: unknown, bodies: BodiesByKind): string {
  if (!isObject(value)) throw notAnObject();
  const { kind } = value;
  if (typeof kind === 'string' && Object.hasOwn(bodies, kind)) return kind;
  const names = Object.keys(bodies);
  throw ApiProblem.input([
    {
      field: 'kind',
      text: { en: `must be one of: ${names.join(', ')}.`, 'zh-CN': `须为其中之一：${names.join('、')}。` },
    },
  ]);
}
