import { Id, Instant, OneOf, Words } from '../fields.js';
import { Shown, ShownInstant, ShownMap } from '../shown.js';

export class PersonDto {
  @Id('Id of the person, such as a staff number: theirs for good.', { example: 'p20' })
  id!: string;

  @Words('Name.', { max: 100, example: '周敏' })
  name!: string;

  @Words('Address for mail.', { max: 200, optional: true, example: 'p20@banjie.example' })
  email?: string;

  @OneOf('Language of mails to them; zh-CN unless said otherwise.', ['zh-CN', 'en'], { optional: true })
  language?: string;

  @Id('Organisation; for whoever looks after the whole installation, yours otherwise.', { optional: true })
  organisation?: string;
}

export class ChangePersonDto {
  @Words('Name.', { max: 100, optional: true, example: '周敏' })
  name?: string;

  @Words('Address for mail.', { max: 200, optional: true, example: 'p20@banjie.example' })
  email?: string;

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

export class AbsenceDto {
  @Instant('From when on; now unless said otherwise.', { optional: true })
  from?: string;

  @Instant('Until when.')
  until!: string;

  @Words('Why.', { max: 200, optional: true })
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

  @Words('Why.', { max: 200, example: '年休假' })
  reason!: string;
}

export class TermJson {
  @Shown('id of the post') id!: string;
  @Shown('role') role!: string;
  @Shown('site; null for all of the organisation', { nullable: true }) site!: string | null;
  @Shown('department, where the role has one', { nullable: true }) department!: string | null;
  @ShownInstant('from when on; null where that was before this desk', { nullable: true }) from!: string | null;
  @ShownInstant('until when; null while it is open', { nullable: true }) until!: string | null;
}

export class AbsenceJson {
  @Shown('id of the absence') id!: string;
  @ShownInstant('from when on') from!: string;
  @ShownInstant('until when') until!: string;
  @Shown('why', { nullable: true }) reason!: string | null;
}

export class DelegationJson {
  @Shown('id of the delegation') id!: string;
  @Shown('in whose place') person!: string;
  @Shown('who stands in') to!: string;
  @Shown('in which post; null for all', { nullable: true }) post!: string | null;
  @ShownInstant('from when on') from!: string;
  @ShownInstant('until when') until!: string;
  @Shown('why') reason!: string;
}

export class TokenJson {
  @Shown('id of the token') id!: string;
  @ShownInstant('when it was issued') issuedAt!: string;
  @ShownInstant('when it was revoked', { nullable: true }) revokedAt!: string | null;
}

export class NewTokenJson {
  @Shown('id of the token') id!: string;
  @Shown('the token, shown this once; null where the same request is repeated: revoke it and issue another', { nullable: true }) token!: string | null;
}

export class WholePersonJson {
  @Shown('id') id!: string;
  @Shown('name') name!: string;
  @Shown('organisation') organisation!: string;
  @Shown('address for mail; null also for whoever does not look after people', { nullable: true }) email!: string | null;
  @Shown('language of mails') language!: string;
  @ShownInstant('when they leave or left', { nullable: true }) endedAt!: string | null;
  @Shown('posts, ended and future ones too', { type: [TermJson] }) posts!: TermJson[];
  @Shown('absences that are not over', { type: [AbsenceJson] }) absences!: AbsenceJson[];
  @Shown('who stands in for them, and for whom they do, that is not over', { type: [DelegationJson] }) delegations!: DelegationJson[];
  @Shown('tokens, without what they are; for whoever looks after people', { type: [TokenJson] }) tokens!: TokenJson[];
}

export class ChangeJson {
  @Shown('id of the change') id!: string;
  @Shown('what was changed', { enum: ['person', 'post', 'token', 'site', 'roster-entry', 'swap', 'absence', 'delegation', 'attendance', 'contact'] }) what!: string;
  @Shown('id of what was changed') subject!: string;
  @Shown('how', { enum: ['created', 'changed', 'ended'] }) change!: string;
  @ShownMap('as it was', { nullable: true }) before!: Record<string, unknown> | null;
  @ShownMap('as it is since') value!: Record<string, unknown>;
  @ShownInstant('from when it holds') from!: string;
  @Shown('who changed it') by!: string;
  @Shown('their name', { nullable: true }) name!: string | null;
  @ShownInstant('when it was entered') at!: string;
}

export class ChangesPageJson {
  @Shown('the changes, newest first', { type: [ChangeJson] }) changes!: ChangeJson[];
  @Shown('cursor of the next page; null on the last', { nullable: true }) next!: string | null;
}
