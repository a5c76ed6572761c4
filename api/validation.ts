import { ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { getMetadataStorage, type ValidationError } from 'class-validator';
import type { Text } from '../domain/text.js';
import { ApiProblem, type FieldProblem } from './problem.js';

/** The class of a body. */
export type Dto = new () => object;

// For every body class-validator asks of each class there is whether it is an ancestor of the body's. The answer for a
// class is always the same: it is kept.
const storage = getMetadataStorage();
const findRules = storage.getTargetValidationMetadatas.bind(storage);
const rulesOf = new Map<unknown, ReturnType<typeof findRules>>();
storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
  const asked = () => findRules(target, schema, always, strictGroups, groups);
  if (schema || always || strictGroups || groups) return asked();
  if (!rulesOf.has(target)) rulesOf.set(target, asked());
  return rulesOf.get(target)!;
};

/**
 * The one pipe of bodies and queries: unknown fields are refused, every fault is named by its field in both languages.
 */
export class InputPipe extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      exceptionFactory: (errors) => ApiProblem.input(fieldProblems(errors)),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body' && value !== undefined && !isObject(value)) throw notAnObject();
    return super.transform(value, metadata);
  }
}

/** Every fault of a body, with the path of its field. */
export function fieldProblems(errors: ValidationError[], path = ''): FieldProblem[] {
  return errors.flatMap(({ property, constraints = {}, children = [] }) => {
    const field = /^\d+$/.test(property) ? `${path}[${property}]` : path ? `${path}.${property}` : property;
    // A fault of the field itself goes before those of its nested fields.
    const said =
      constraints['field'] === undefined ? Object.entries(constraints) : [['field', constraints['field']] as const];
    const own = said.map(([name, message]): FieldProblem => ({
      field: field.slice(0, 200),
      text: textOf(name, message),
    }));
    return [...own, ...fieldProblems(children, field)];
  });
}

function textOf(name: string, message: string): Text {
  if (name === 'field') return JSON.parse(message) as Text;
  if (name === 'whitelistValidation')
    return { en: 'is not a field of this request: leave it out.', 'zh-CN': '不是此请求的字段，请删去。' };
  return { en: 'must be an object.', 'zh-CN': '须为对象。' };
}

export function notAnObject(): ApiProblem {
  return ApiProblem.of('bad-input', 'The body must be a JSON object.', '请求内容须为 JSON 对象。');
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
