import { noticeKinds, type NoticeKind } from '../../domain/case/case.js';
import { deliveryChannels, mandatoryNoticeKinds } from '../../domain/notices/delivery.js';
import { ApiField } from '../api-field.js';
import { FreeText, Ids, Items, OneOf } from '../body-fields.js';
import { SmsNumber } from '../sms-field.js';

/** The kinds of notices that staff get. */
const staffKinds = noticeKinds.filter((kind) => kind !== 'step');

export class KindPreferenceDto {
  @OneOf('Kind of notice.', staffKinds, { example: 'urge' })
  kind!: NoticeKind;

  @Ids(
    `Channels in addition to the inbox, of: ${deliveryChannels.join(', ')}. None: the inbox alone, which is not enough for ${mandatoryNoticeKinds.join(', ')}.`,
    deliveryChannels.length,
    { example: ['mail'] },
  )
  channels!: (typeof deliveryChannels)[number][];

  @OneOf(
    `At once, or in the mail of the day; ${mandatoryNoticeKinds.join(', ')} always at once.`,
    ['at-once', 'digest'],
    { example: 'at-once' },
  )
  when!: 'at-once' | 'digest';
}

export class PreferencesDto {
  @Items(
    'How each kind is to reach you; what is not named is as your organisation has set for your role.',
    KindPreferenceDto,
    { min: 0, max: staffKinds.length },
  )
  kinds!: KindPreferenceDto[];

  @FreeText('Your time zone.', { max: 60, example: 'Asia/Shanghai' })
  timeZone!: string;

  @FreeText(
    'From when on you do not wish to be disturbed, HH:MM; breaches, escalations and approvals come all the same.',
    { max: 5, optional: true, example: '22:00' },
  )
  quietFrom?: string;

  @FreeText('Until when, HH:MM.', { max: 5, optional: true, example: '07:00' })
  quietUntil?: string;

  @FreeText('When the mail of the day is to come, HH:MM; 08:00 unless said otherwise.', {
    max: 5,
    optional: true,
    example: '08:00',
  })
  digestAt?: string;

  @OneOf('The language of notices.', ['zh-CN', 'en'], { optional: true })
  language?: 'zh-CN' | 'en';

  @FreeText('Your address on the chat, as its gateway knows it.', { max: 100, optional: true, example: 'zhang.wei' })
  chat?: string;

  @SmsNumber('Your number for SMS, with + and country code or as dialled at home.', {
    optional: true,
    example: '+8613800000000',
  })
  sms?: string;
}

export class RolePreferencesDto {
  @Items('How each kind reaches holders of the role who have set nothing themselves.', KindPreferenceDto, {
    min: 0,
    max: staffKinds.length,
  })
  kinds!: KindPreferenceDto[];
}

export class KindPreferenceJson {
  @ApiField('kind of notice', { enum: staffKinds as unknown as string[] }) kind!: string;
  @ApiField('channels in addition to the inbox', { type: [String] }) channels!: string[];
  @ApiField('at once or in the mail of the day', { enum: ['at-once', 'digest'] }) when!: string;
}

export class PreferencesJson {
  @ApiField('how each kind reaches you, where you have said so', { type: [KindPreferenceJson] })
  kinds!: KindPreferenceJson[];
  @ApiField('your time zone; null where you have said nothing yet', { nullable: true }) timeZone!: string | null;
  @ApiField('begin of your quiet hours', { nullable: true }) quietFrom!: string | null;
  @ApiField('their end', { nullable: true }) quietUntil!: string | null;
  @ApiField('when the mail of the day comes') digestAt!: string;
  @ApiField('language of notices; null: that of your account', { nullable: true, enum: ['zh-CN', 'en'] }) language!:
    string | null;
  @ApiField('your address on the chat', { nullable: true }) chat!: string | null;
  @ApiField('your number for SMS', { nullable: true }) sms!: string | null;
  @ApiField('kinds that always come at once through a channel at least', { type: [String] }) always!: readonly string[];
}

class RolePreferenceJson {
  @ApiField('role') role!: string;
  @ApiField('how each kind reaches those who hold it', { type: [KindPreferenceJson] }) kinds!: KindPreferenceJson[];
}

export class RolePreferencesJson {
  @ApiField('the roles for which something is set', { type: [RolePreferenceJson] }) roles!: RolePreferenceJson[];
}
