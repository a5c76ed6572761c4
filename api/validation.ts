import { createParamDecorator, Inject, Injectable, ValidationPipe, type ArgumentMetadata, type ExecutionContext, type PipeTransform } from '@nestjs/common';
import { ApiBody, ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import { getMetadataStorage, type ValidationError } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import type { Text } from '../domain/text.js';
import type { Caller } from './actor.js';
import { KnownCases } from './cases/known-cases.js';
import { Problem, type FieldProblem } from './problem.js';
import { mayRead } from './reading.js';

/** The class of a body. */
export type Dto = new () => object;

// For every body class-validator asks of each class there is whether it is an ancestor of the body's. The answer for a class is always the same: it is kept.
const storage = getMetadataStorage();
const findRules = storage.getTargetValidationMetadatas.bind(storage);
const rulesOf = new Map<unknown, ReturnType<typeof findRules>>();
storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
  const asked = () => findRules(target, schema, always, strictGroups, groups);
  if (schema || always || strictGroups || groups) return asked();
  if (!rulesOf.has(target)) rulesOf.set(target, asked());
  return rulesOf.get(target)!;
};

/** The one pipe of bodies and queries: unknown fields are refused, every fault is named by its field in both languages. */
export class InputPipe extends ValidationPipe {
  constructor() {
    super({ transform: true, whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true, exceptionFactory: (errors) => Problem.input(fieldProblems(errors)) });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body' && value !== undefined && !isObject(value)) throw notAnObject();
    return super.transform(value, metadata);
  }
}

/** Which body a kind of case takes. */
export type Bodies = Readonly<Record<string, Dto>>;

interface RawBody {
  value: unknown;
  number: string | undefined;
  caller: Caller | undefined;
  bodies: Bodies;
}

/** Checks a body by the kind of the case it is for: the one of the address, or for a new case the one the body names. */
@Injectable()
export class KindPipe implements PipeTransform {
  private readonly pipe = new InputPipe();

  constructor(@Inject(KnownCases) private readonly cases: KnownCases) {}

  async transform({ value, number, caller, bodies }: RawBody): Promise<unknown> {
    const kind = number === undefined ? kindIn(value, bodies) : await this.kindSeen(caller, number);
    const metatype = kind === undefined ? undefined : bodies[kind];
    // A case that is not there for the caller, or a kind without this act: said by the desk, whatever the body is.
    return metatype ? this.pipe.transform(value, { type: 'body', metatype }) : {};
  }

  private async kindSeen(caller: Caller | undefined, number: string): Promise<string | undefined> {
    const origin = await this.cases.find(number);
    return origin && caller && mayRead(caller, origin) ? origin.kind : undefined;
  }
}

const RawBodyOfKind = createParamDecorator((bodies: Bodies, context: ExecutionContext): RawBody => {
  const { body, params, caller } = context.switchToHttp().getRequest<FastifyRequest<{ Params: { number?: string } }> & { caller?: Caller }>();
  return { value: body, number: params.number, caller, bodies };
});

/** A body that each kind of case words differently; OpenAPI shows them as alternatives. */
export function BodyOfKind(bodies: Bodies): ParameterDecorator {
  return (target, key, index) => {
    RawBodyOfKind(bodies as never, KindPipe)(target, key, index);
    if (key === undefined) return;
    const descriptor = Object.getOwnPropertyDescriptor(target, key)!;
    const models = [...new Set(Object.values(bodies))];
    ApiExtraModels(...models)(target, key, descriptor);
    ApiBody({ required: true, schema: { oneOf: models.map((model) => ({ $ref: getSchemaPath(model) })) } })(target, key, descriptor);
  };
}

/** Every fault of a body, with the path of its field. */
export function fieldProblems(errors: ValidationError[], path = ''): FieldProblem[] {
  return errors.flatMap(({ property, constraints = {}, children = [] }) => {
    const field = /^\d+$/.test(property) ? `${path}[${property}]` : path ? `${path}.${property}` : property;
    // What a field says of itself goes before what its nesting says.
    const said = constraints['field'] === undefined ? Object.entries(constraints) : [['field', constraints['field']] as const];
    const own = said.map(([name, message]): FieldProblem => ({ field: field.slice(0, 200), text: textOf(name, message) }));
    return [...own, ...fieldProblems(children, field)];
  });
}

function textOf(name: string, message: string): Text {
  if (name === 'field') return JSON.parse(message) as Text;
  if (name === 'whitelistValidation') return { en: 'is not a field of this request: leave it out.', 'zh-CN': '不是此请求的字段，请删去。' };
  return { en: 'must be an object.', 'zh-CN': '须为对象。' };
}

function kindIn(value: unknown, bodies: Bodies): string {
  if (!isObject(value)) throw notAnObject();
  const { kind } = value;
  if (typeof kind === 'string' && Object.hasOwn(bodies, kind)) return kind;
  const names = Object.keys(bodies);
  throw Problem.input([{ field: 'kind', text: { en: `must be one of: ${names.join(', ')}.`, 'zh-CN': `须为其中之一：${names.join('、')}。` } }]);
}

function notAnObject(): Problem {
  return Problem.of('bad-input', 'The body must be a JSON object.', '请求内容须为 JSON 对象。');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
