import { Body } from '@nestjs/common';
import { ApiBody, ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import type { Dto } from '../validation.js';

/** Which body a kind of case takes, in the contract. */
export type BodiesByKind = Readonly<Record<string, Dto>>;

/**
 * A body that is described in the contract, where it may differ by the kind of case (OpenAPI then shows the
 * alternatives), and that comes as it was sent: by which fields it is checked shows only when the case is known.
 */
export function BodyInContract(bodies: Dto | BodiesByKind): ParameterDecorator {
  return (target, key, index) => {
    Body()(target, key, index);
    if (key === undefined) return;
    const descriptor = Object.getOwnPropertyDescriptor(target, key)!;
    if (typeof bodies === 'function') {
      ApiBody({ type: bodies, required: true })(target, key, descriptor);
      return;
    }
    const models = [...new Set(Object.values(bodies))];
    ApiExtraModels(...models)(target, key, descriptor);
    ApiBody({ required: true, schema: { oneOf: models.map((model) => ({ $ref: getSchemaPath(model) })) } })(
      target,
      key,
      descriptor,
    );
  };
}
