import { maxTokenDays } from '../../ledger/people/people-records.js';
import { field, say } from '../body-field.js';
import { Id, OneOf, FreeText } from '../body-fields.js';
import { MailAddress } from '../mail-field.js';
import { Instant } from '../time-fields.js';
import { PageJson } from '../page.js';
import { ApiField, ApiFieldInstant, ApiFieldMap } from '../api-field.js';

/** A number of whole days from 1 to `max`; may be left out. */
export function WholeDays(about: string, max: number): PropertyDecorator {
  const rule = (value: unknown) =>
    Number.isInteger(value) && (value as number) >= 1 && (value as number) <= max
      ? undefined
      : say(`must be a whole number from 1 to ${max}.`, `须为 1 至 ${max} 之间的整数。`);
  return field(about, { type: 'integer', minimum: 1, maximum: max }, rule, { optional: true });
}

export class PersonDto {
  @Id('Id of the person, such as a staff number: theirs for good.', { example: 'p20' })
  id!: string;

  @FreeText('Name.', { max: 100, example: '周敏' })
  name!: string;

  @MailAddress('Address for mail.', { optional: true, example: 'p20@banjie.example' })
  email?: string;

  @FreeText('Number at which colleagues reach them.', { max: 50, optional: true, example: '138 0000 0020' })
  phone?: string;

  @OneOf('Language of mails to them; zh-CN unless said otherwise.', ['zh-CN', 'en'], { optional: true })
  language?: string;

  @Id('Organisation; only administrators of the whole installation name one, for others it is their own.', {
    optional: true,
  })
  organisation?: string;
}

export class ChangePersonDto {
  @FreeText('Name.', { max: 100, optional: true, example: '周敏' })
  name?: string;

  @MailAddress('Address for mail.', { optional: true, example: 'p20@banjie.example' })
  email?: string;

  @FreeText('Number at which colleagues reach them.', { max: 50, optional: true, example: '138 0000 0020' })
  phone?: string;

  @OneOf('Language of mails to them.', ['zh-CN', 'en'], { optional: true })
  language?: string;
}

export class EndDto {
  @Instant('From when on it has ended; now unless said otherwise.', { optional: true })
  at?: string;
}

export class NewPostDto {
  @Id('Role, of a rulebook that holds at the site.', { example: 'cs-agent' })
  role!: string;

  @Id('Site; without it all sites of the organisation.', { optional: true, example: 'sunshine' })
  site?: string;

  @Id('Department, where the role belongs to one.', { optional: true })
  department?: string;

  @Instant('From when on; now unless said otherwise.', { optional: true })
  from?: string;

  @Instant('Until when; open unless said otherwise.', { optional: true })
  until?: string;
}

export class NewTokenDto {
  @FreeText('Why: needed for a token of somebody else, who is told of it.', {
    max: 200,
    optional: true,
    example: '呼叫中心接口',
  })
  reason?: string;

  @WholeDays('For how many days it holds; TOKEN_DAYS of the settings unless said otherwise.', maxTokenDays)
  days?: number;
}

export class AbsenceDto {
  @Instant('From when on; now unless said otherwise.', { optional: true })
  from?: string;

  @Instant('Until when.')
  until!: string;

  @FreeText('Why.', { max: 200, optional: true })
  reason?: string;
}

export class DelegationDto {
  @Id('Who stands in (代理人).', { example: 'p06' })
  to!: string;

  @Id('Id of the one post it is for; without it all posts.', { optional: true })
  post?: string;

  @Instant('From when on; now unless said otherwise.', { optional: true })
  from?: string;

  @Instant('Until when.')
  until!: string;

  @FreeText('Why.', { max: 200, example: '年休假' })
  reason!: string;
}

export class TermJson {
  @ApiField('id of the post') id!: string;
  @ApiField('role') role!: string;
  @ApiField('site; null for all of the organisation', { nullable: true }) site!: string | null;
  @ApiField('department, where the role has one', { nullable: true }) department!: string | null;
  @ApiFieldInstant('from when on; null where that was before this desk', { nullable: true }) from!: string | null;
  @ApiFieldInstant('until when; null while it is open', { nullable: true }) until!: string | null;
}

export class AbsenceJson {
  @ApiField('id of the absence') id!: string;
  @ApiFieldInstant('from when on') from!: string;
  @ApiFieldInstant('until when') until!: string;
  @ApiField('why', { nullable: true }) reason!: string | null;
}

export class DelegationJson {
  @ApiField('id of the delegation') id!: string;
  @ApiField('in whose place') person!: string;
  @ApiField('who stands in') to!: string;
  @ApiField('in which post; null for all', { nullable: true }) post!: string | null;
  @ApiFieldInstant('from when on') from!: string;
  @ApiFieldInstant('until when') until!: string;
  @ApiField('why') reason!: string;
}

export class TokenJson {
  @ApiField('id of the token') id!: string;
  @ApiFieldInstant('when it was issued') issuedAt!: string;
  @ApiFieldInstant('when it ends by itself') endsAt!: string;
  @ApiFieldInstant('when it was revoked', { nullable: true }) revokedAt!: string | null;
  @ApiField('whether it holds: neither revoked nor ended') holds!: boolean;
  @ApiField('who made it; null where nobody entered that', { nullable: true }) madeBy!: string | null;
  @ApiField('their name', { nullable: true }) madeByName!: string | null;
}

export class NewTokenJson {
  @ApiField('id of the token') id!: string;
  @ApiField('the token, shown this once; null where the same request is repeated: revoke it and issue another', {
    nullable: true,
  })
  token!: string | null;
  @ApiFieldInstant('when it ends by itself') endsAt!: string;
}

export class WholePersonJson {
  @ApiField('id') id!: string;
  @ApiField('name') name!: string;
  @ApiField('organisation') organisation!: string;
  @ApiField('address for mail; null also for readers who do not manage people', { nullable: true }) email!:
    string | null;
  @ApiField('number at which colleagues reach them', { nullable: true }) phone!: string | null;
  @ApiField('language of mails') language!: string;
  @ApiFieldInstant('when they leave or left', { nullable: true }) endedAt!: string | null;
  @ApiField('posts, ended and future ones too', { type: [TermJson] }) posts!: TermJson[];
  @ApiField('absences that are not over', { type: [AbsenceJson] }) absences!: AbsenceJson[];
  @ApiField('who stands in for them, and for whom they do, that is not over', { type: [DelegationJson] })
  delegations!: DelegationJson[];
  @ApiField('tokens, without what they are; for those who manage people', { type: [TokenJson] })
  tokens!: TokenJson[];
}

export class ChangeJson {
  @ApiField('id of the change') id!: string;
  @ApiField('what was changed', {
    enum: [
      'person',
      'post',
      'token',
      'password',
      'site',
      'roster-entry',
      'swap',
      'absence',
      'delegation',
      'attendance',
      'contact',
      'standard-answer',
      'wall-link',
    ],
  })
  what!: string;
  @ApiField('id of what was changed') subject!: string;
  @ApiField('how', { enum: ['created', 'changed', 'ended'] }) change!: string;
  @ApiFieldMap('as it was', { nullable: true }) before!: Record<string, unknown> | null;
  @ApiFieldMap('as it is since') value!: Record<string, unknown>;
  @ApiFieldInstant('from when it holds') from!: string;
  @ApiField('who changed it') by!: string;
  @ApiField('their name', { nullable: true }) name!: string | null;
  @ApiFieldInstant('when it was entered') at!: string;
}

export class ChangesPageJson extends PageJson {
  @ApiField('the changes, newest first', { type: [ChangeJson] }) changes!: ChangeJson[];
}
