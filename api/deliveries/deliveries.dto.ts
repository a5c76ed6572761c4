import { deliveryChannels } from '../../domain/notices/delivery.js';
import { noticeKinds } from '../../domain/case/case.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';
import { FreeText, OneOf, Texts } from '../body-fields.js';
import { PageDto, PageJson } from '../page.js';

export class DeliveriesDto extends PageDto {
  @OneOf(
    '`failed` (the default): they reached nobody; `retrying`: they failed and are tried again by themselves.',
    ['failed', 'retrying'],
    { optional: true },
  )
  state?: 'failed' | 'retrying';

  @OneOf('Only of this channel.', deliveryChannels, { optional: true })
  channel?: string;

  @FreeText('Only those that failed with this code.', { max: 100, optional: true })
  code?: string;
}

/** Which are to be resent: these, or all of a channel that failed with a code. */
export class ResendDto {
  @Texts('Ids of deliveries.', { max: 200, length: 40, optional: true })
  ids?: string[];

  @OneOf('Or all of this channel', deliveryChannels, { optional: true })
  channel?: string;

  @FreeText('that failed with this code.', { max: 100, optional: true })
  code?: string;
}

class FailedDeliveryJson {
  @ApiField('id of the delivery') id!: string;
  @ApiField('number of the case') number!: string;
  @ApiField('its site') site!: string;
  @ApiField('its kind') caseKind!: string;
  @ApiField("the name of the kind in the caller's language") caseKindName!: string;
  @ApiField('why the notice was given', { enum: [...noticeKinds] }) kind!: string;
  @ApiField("name of the role it was meant for, in the caller's language; null for the customer", { nullable: true })
  roleName!: string | null;
  @ApiField('its clause') clause!: string;
  @ApiField('id of the person; null for the customer', { nullable: true }) person!: string | null;
  @ApiField('their name', { nullable: true }) name!: string | null;
  @ApiField('how it was to go out', { enum: deliveryChannels }) channel!: string;
  @ApiField('what the channel answered, or why it was not used', { nullable: true }) code!: string | null;
  @ApiField("the same in the caller's language") reason!: string;
  @ApiField('how often it was tried', { type: 'integer' }) attempts!: number;
  @ApiFieldInstant('when it was told') at!: string;
  @ApiFieldInstant('when it was tried last', { nullable: true }) triedAt!: string | null;
  @ApiFieldInstant('when staff were asked to call the customer instead', { nullable: true }) staffAskedAt!:
    string | null;
  @ApiFieldInstant('when somebody last had it resent', { nullable: true }) resentAt!: string | null;
}

class FailureReasonJson {
  @ApiField('channel', { enum: deliveryChannels }) channel!: string;
  @ApiField('code') code!: string;
  @ApiField("what it means, in the caller's language") reason!: string;
  @ApiField('how many failed with it', { type: 'integer' }) count!: number;
  @ApiField('how many of them are for customers', { type: 'integer' }) toCustomers!: number;
}

export class DeliveriesJson extends PageJson {
  @ApiField('the newest first', { type: [FailedDeliveryJson] }) deliveries!: FailedDeliveryJson[];
  @ApiField('why deliveries failed, the most frequent first; whatever was asked for', { type: [FailureReasonJson] })
  reasons!: FailureReasonJson[];
  @ApiField('how many failed and are tried again; whatever was asked for', { type: 'integer' }) retrying!: number;
}

export class ResentJson {
  @ApiField('how many go out again', { type: 'integer' }) resent!: number;
  @ApiField('how many of them wait until their recipients may be disturbed', { type: 'integer' }) later!: number;
  @ApiField('how many of those asked for are left as they are: they went out meanwhile, or were read', {
    type: 'integer',
  })
  leftOut!: number;
  @ApiField('whether there are more of that reason: ask once more') more!: boolean;
}
