import { Id, Items, FreeText, QueryFlag } from '../body-fields.js';
import { Instant } from '../time-fields.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';

export class RosterDto {
  @Id('Site.', { example: 'north-town-heat' })
  site!: string;

  @Instant('From when on; now unless said otherwise.', { optional: true })
  from?: string;

  @Instant('Until when, at most a hundred days later; a fortnight unless said otherwise.', { optional: true })
  until?: string;

  @Id('Only this role.', { optional: true })
  role?: string;
}

export class NewDutyDto {
  @Id('Who is on duty.', { example: 'h08' })
  person!: string;

  @Id('For which role.', { example: 'leader-on-duty' })
  role!: string;

  @Id('At which site.', { example: 'north-town-heat' })
  site!: string;

  @Id('In which department, where the role belongs to one.', { optional: true })
  department?: string;

  @Instant('From when on.')
  from!: string;

  @Instant('Until when.')
  until!: string;
}

export class NewDutiesDto {
  @Items('The duties: all of them are entered or none.', NewDutyDto, { max: 500 })
  entries!: NewDutyDto[];
}

export class DryDutiesDto {
  @QueryFlag('`true`: only says whether they could be entered, and writes nothing.')
  dry?: boolean;
}

export class WithdrawDutyDto {
  @FreeText('Why.', { max: 200 })
  reason!: string;
}

export class SwapDto {
  @Id('Id of the duty of somebody else that yours is exchanged for.')
  with!: string;
}

export class DutyEntryJson {
  @ApiField('id of the entry') id!: string;
  @ApiField('who is on duty') person!: string;
  @ApiField('their name') name!: string;
  @ApiField('role') role!: string;
  @ApiField('site') site!: string;
  @ApiField('department, where the role has one', { nullable: true }) department!: string | null;
  @ApiFieldInstant('from when on') from!: string;
  @ApiFieldInstant('until when') until!: string;
}

export class HoleJson {
  @ApiField('role that nobody is on duty for') role!: string;
  @ApiField('its name') roleName!: string;
  @ApiFieldInstant('from when on') from!: string;
  @ApiFieldInstant('until when') until!: string;
  @ApiField('clause that asks for somebody') clause!: string;
  @ApiField('the same in a line', { example: 'leader on duty, 2026-12-03 20:00–24:00, H-1' }) text!: string;
}

export class RosterJson {
  @ApiField('site') site!: string;
  @ApiFieldInstant('from when on') from!: string;
  @ApiFieldInstant('until when') until!: string;
  @ApiField('who is on duty, by time', { type: [DutyEntryJson] }) entries!: DutyEntryJson[];
  @ApiField('times for which the rules ask for somebody and nobody is named', { type: [HoleJson] }) holes!: HoleJson[];
}

export class EnteredJson {
  @ApiField('ids of the entries, in the order of the request', { type: [String] }) ids!: string[];
  @ApiField('how many of them are new', { type: 'integer' }) added!: number;
}

export class SwapJson {
  @ApiField('id of the exchange') id!: string;
  @ApiField('the duty of the person who asks') entry!: string;
  @ApiField('the other duty') other!: string;
  @ApiField('who asks') askedBy!: string;
  @ApiField('who answers') asked!: string;
  @ApiField('the answer; null while it waits', { nullable: true, type: Boolean }) agreed!: boolean | null;
}

class SwapDutyJson extends DutyEntryJson {
  @ApiField("name of the role in the caller's language") roleName!: string;
  @ApiField('name of the site') siteName!: string;
}

export class OpenSwapJson extends SwapJson {
  @ApiField('the duty of the person who asks; null where it is off the roster', {
    nullable: true,
    type: SwapDutyJson,
  })
  duty!: SwapDutyJson | null;
  @ApiField('the other duty; null where it is off the roster', { nullable: true, type: SwapDutyJson })
  otherDuty!: SwapDutyJson | null;
}

export class SwapsJson {
  @ApiField('exchanges that wait and concern you', { type: [OpenSwapJson] }) swaps!: OpenSwapJson[];
}

export class UnheldJson {
  @ApiField('role that nobody was on for') role!: string;
  @ApiField('its name') roleName!: string;
  @ApiField('site') site!: string;
  @ApiField('department of the case', { nullable: true }) department!: string | null;
  @ApiField('local day') day!: string;
  @ApiFieldInstant('when it was found') at!: string;
}

export class UnheldRolesJson {
  @ApiField('roles that nobody was on for, newest first', { type: [UnheldJson] }) roles!: UnheldJson[];
}
