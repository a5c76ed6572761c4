import { ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { notAnObjectFault, unknownFieldFault } from '../domain/case/input-values.js';
import type { FieldProblem } from '../domain/refusal.js';
import type { Text } from '../domain/text.js';
import { ApiProblem } from './problem.js';

/** The class of a body. */
export type Dto = new () => object;

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
  return name === 'whitelistValidation' ? unknownFieldFault : notAnObjectFault;
}

export function notAnObject(): ApiProblem {
  return ApiProblem.of('bad-input', 'The body must be a JSON object.', '请求内容须为 JSON 对象。');
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
