import { field, say } from '../body-field.js';
import { passwordLength } from './password-rule.js';

/** A password as it was typed: nothing is trimmed, and no fault repeats it. */
export function Secret(about: string, options: { optional?: boolean } = {}): PropertyDecorator {
  const { max } = passwordLength;
  return field(
    about,
    { type: String, format: 'password', minLength: 1, maxLength: max },
    (value) =>
      typeof value === 'string' && value !== '' && [...value].length <= max
        ? undefined
        : say(`must be a text of 1 to ${max} characters.`, `须为 1 至 ${max} 个字符的文字。`),
    options,
  );
}
