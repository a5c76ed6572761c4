import { ApiField, ApiFieldInstant } from '../api-field.js';
import { Id, QueryFlag } from '../body-fields.js';
import { works } from './demo-work.js';
import { Secret } from './secret-field.js';

export class SignInDto {
  @Id('Who signs in: the id of the person.', { example: 'p01' })
  person!: string;

  @Secret('Their password, or the one-time password they were given. Demo people of a trial desk may leave it out.', {
    optional: true,
  })
  password?: string;
}

export class SignOutDto {
  @QueryFlag('Whether all your sessions end, on every device.')
  everywhere?: boolean;
}

export class SignedInJson {
  @ApiField('id of the person') person!: string;
  @ApiField('their name') name!: string;
  @ApiField('whether they came in with a one-time password: all but /v1/me and a password of their own is refused')
  mustChangePassword!: boolean;
  @ApiFieldInstant('when the session ends if it is not used') idleUntil!: string;
  @ApiFieldInstant('when it ends in any case') expiresAt!: string;
}

export class SessionJson {
  @ApiField('id of the session') id!: string;
  @ApiFieldInstant('since when') startedAt!: string;
  @ApiFieldInstant('when it was used last, to a minute') lastUsedAt!: string;
  @ApiFieldInstant('when it ends if it is not used') idleUntil!: string;
  @ApiFieldInstant('when it ends in any case') expiresAt!: string;
  @ApiField('browser and system, as they call themselves', { example: 'Chrome, Android' }) device!: string;
  @ApiField('whether it is the one of this request') current!: boolean;
}

export class SessionsJson {
  @ApiField('your open sessions, the one used last first', { type: [SessionJson] }) sessions!: SessionJson[];
}

class DemoPersonJson {
  @ApiField('id, to sign in with') id!: string;
  @ApiField('name') name!: string;
  @ApiField('what they mostly do', { enum: works }) work!: string;
  @ApiField('their roles, in your language', { type: [String] }) roles!: string[];
  @ApiField('their sites, in your language', { type: [String] }) sites!: string[];
}

export class SignInJson {
  @ApiField('whether it is a trial desk, whose demo people need no password') trial!: boolean;
  @ApiField('whether the desk has its first site', { enum: ['needed', 'done'] }) setUp!: string;
  @ApiField('the demo people of a trial desk, by what they do; of no other desk anybody', { type: [DemoPersonJson] })
  people!: DemoPersonJson[];
}
