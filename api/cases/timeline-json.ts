import { noticeOutcomes } from '../../domain/notices/notice-outcome.js';
import type { Scalar } from '../../domain/text.js';
import { ApiField, ApiFieldInstant, ApiFieldMap } from '../api-field.js';
import { QueryNumber } from '../body-fields.js';
import { TableFormatField, type TableFormat } from '../tables/table.service.js';

/** Entries of a page of a timeline. */
export const timelineLimit = 100;

export class TimelineDto {
  @QueryNumber('How many of the first entries are passed over: `next` of the page before.', { min: 0, max: 1_000_000 })
  after?: number;

  @QueryNumber(`How many at most; ${timelineLimit} unless said otherwise.`, { min: 1, max: 200 })
  limit?: number;

  @TableFormatField()
  format?: TableFormat;
}

class BehalfJson {
  @ApiField('id of the person') id!: string;
  @ApiField('their name') name!: string;
}

class ActorJson {
  @ApiField('id of the person, `desk`, `engine-operator` or `customer-page`') id!: string;
  @ApiField('their name') name!: string;
  @ApiField('whom they stood in for (委托代理): id and name', { required: false, type: () => BehalfJson })
  for?: BehalfJson;
  @ApiField('who made the token it was done with, where that was not the person themself: id and name', {
    required: false,
    type: () => BehalfJson,
  })
  tokenBy?: BehalfJson;
}

export class ClockChangeJson {
  @ApiField('id of the clock') clock!: string;
  @ApiField('its clause') clause!: string;
  @ApiField("its name in the caller's language") name!: string;
  @ApiField('what happened to it', {
    enum: [
      'started',
      'met',
      'stopped',
      'paused',
      'resumed',
      'moved',
      'kept',
      'extension-asked',
      'extension-granted',
      'extension-refused',
      'warn',
      'breach',
      'escalate',
      'urge',
    ],
  })
  what!: string;
  @ApiFieldInstant('when it is due since') due!: string;
}

export class ChangesJson {
  @ApiField('the new status', { required: false }) status?: string;
  @ApiField('the new tier', { required: false, nullable: true }) tier?: string | null;
  @ApiField('the new department', { required: false, nullable: true }) department?: string | null;
  @ApiField('the new round', { required: false, type: 'integer' }) round?: number;
  @ApiField('what happened to clocks', { type: [ClockChangeJson] }) clocks!: ClockChangeJson[];
  @ApiField('numbers of cases it was linked with', { type: [String] }) links!: string[];
  @ApiField('clauses that were broken', { type: [String] }) violations!: string[];
  @ApiField('the same in sentences: what is missing, by the labels of the form, and how it is mended', {
    type: [String],
  })
  violationTexts!: string[];
}

class ToldJson {
  @ApiField('role that was notified') role!: string;
  @ApiField('its name') roleName!: string;
  @ApiField('what for') kind!: string;
  @ApiField('under which clause') clause!: string;
  @ApiField('text of the notice; of a deadline: what is due or late, since when, by the time of the place, and whose')
  text!: string;
  @ApiField('what has become of it; of several people of a role the best of it', { enum: [...noticeOutcomes] })
  outcome!: string;
  @ApiField('why it was not sent: a code', { nullable: true }) reason!: string | null;
  @ApiField("the same in the caller's language") outcomeText!: string;
}

export class EntryJson {
  @ApiField('number of the entry', { type: 'integer' }) seq!: number;
  @ApiField('the act, or the moment of a clock') act!: string;
  @ApiField('its name') actName!: string;
  @ApiField('who acted', { type: ActorJson }) actor!: ActorJson;
  @ApiField('in which role') role!: string;
  @ApiField('name of the role') roleName!: string;
  @ApiFieldInstant('when it was entered') at!: string;
  @ApiFieldInstant('when it happened') happenedAt!: string;
  @ApiFieldInstant('what the device showed that kept it until it could be sent; nothing counts by it', {
    required: false,
  })
  deviceAt?: string;
  @ApiFieldMap('what was entered; null for the person the case is about', { nullable: true }) input!: Record<
    string,
    unknown
  > | null;
  @ApiField('whether what was said in it was erased: it is null in `input`') erased!: boolean;
  @ApiFieldMap('facts that went to the engine') facts!: Record<string, Scalar>;
  @ApiField('what it changed', { type: ChangesJson }) changes!: ChangesJson;
  @ApiField('who was notified', { type: [ToldJson] }) notices!: ToldJson[];
}

export class TimelineJson {
  @ApiField('number of the case') number!: string;
  @ApiField('its kind') kind!: string;
  @ApiField(
    'its entries in the order in which things happened, oldest first; those entered late stand where they belong',
    { type: [EntryJson] },
  )
  entries!: EntryJson[];
  @ApiField('give as `after` for the following entries; null where these are the last', {
    nullable: true,
    type: 'integer',
  })
  next!: number | null;
}
