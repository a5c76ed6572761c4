import { ApiField, ApiFieldInstant } from '../api-field.js';
import { Ids } from '../body-fields.js';
import { TokenJson } from '../people/people.dto.js';
import { Secret } from './secret-field.js';

export class ChangePasswordDto {
  @Secret('Your password as it is, or the one-time password you came in with.')
  current!: string;

  @Secret('The password from now on: 12 to 200 characters, not your id or name, none that is guessed at once.')
  password!: string;
}

export class OneTimePasswordsDto {
  @Ids('The people who each get a one-time password, all of one organisation.', 100, { min: 1 })
  people!: string[];
}

export class OneTimePasswordJson {
  @ApiField('shown this once; null where the same request is repeated: issue another', { nullable: true })
  oneTimePassword!: string | null;
  @ApiFieldInstant('until when it is good for choosing a password of one’s own') validUntil!: string;
}

export class OneTimePasswordOfPersonJson extends OneTimePasswordJson {
  @ApiField('id of the person') person!: string;
  @ApiField('their name') name!: string;
}

export class OneTimePasswordsJson {
  @ApiField('one for each person, in the order asked for', { type: [OneTimePasswordOfPersonJson] })
  people!: OneTimePasswordOfPersonJson[];
}

export class TokensJson {
  @ApiField('your tokens that hold, without what they are', { type: [TokenJson] }) tokens!: TokenJson[];
}
