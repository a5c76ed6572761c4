import { keptText, textFault } from '../domain/case/input-values.js';
import { smsAddress } from '../domain/words/phone.js';
import { field, type FieldOptions } from './body-field.js';
import { textSchema } from './body-schemas.js';

const maxCharacters = 20;

/** A number for SMS, kept as it is dialled however it was written; what is none is kept as it is. */
export function SmsNumber(about: string, options: FieldOptions = {}): PropertyDecorator {
  const kept = (value: unknown): unknown =>
    typeof value === 'string' ? (smsAddress(value) ?? keptText(value)) : value;
  return field(about, textSchema(maxCharacters), (value) => textFault(value, maxCharacters), options, kept);
}
