import type { ApiPropertyOptions } from '@nestjs/swagger';
import { isEmail } from 'class-validator';
import { keptText, textFault } from '../domain/case/input-values.js';
import type { Text } from '../domain/text.js';
import { field, say, type FieldOptions } from './body-field.js';

/** The most that an address may have: RFC 5321 leaves a path 256 with its brackets; ours end before. */
const maxCharacters = 200;

/** One address for mail and nothing beside it: no name, no second one, no line break. */
export function MailAddress(about: string, options: FieldOptions = {}): PropertyDecorator {
  const schema = { type: 'string', minLength: 3, maxLength: maxCharacters } as ApiPropertyOptions;
  return field(about, schema, mailFault, options, keptText);
}

/** Why a value is no single address for mail, and what to write; undefined where it is one. */
export function mailFault(value: unknown): Text | undefined {
  return (
    textFault(value, maxCharacters) ??
    (isEmail(value, { allow_utf8_local_part: false }) && !(value as string).startsWith('"')
      ? undefined
      : say(
          'must be one address for mail, like p20@banjie.example, without a name beside it.',
          '须为一个邮箱地址，不带姓名，也不能有第二个地址。',
        ))
  );
}
