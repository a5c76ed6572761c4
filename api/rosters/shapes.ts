import { Id, Instant, Items, Words } from '../fields.js';
import { Shown, ShownInstant } from '../shown.js';

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

export class WithdrawDutyDto {
  @Words('Why.', { max: 200 })
  reason!: string;
}

export class SwapDto {
  @Id('Id of the duty of somebody else that yours is exchanged for.')
  with!: string;
}

export class DutyEntryJson {
  @Shown('id of the entry') id!: string;
  @Shown('who is on duty') person!: string;
  @Shown('their name') name!: string;
  @Shown('role') role!: string;
  @Shown('site') site!: string;
  @Shown('department, where the role has one', { nullable: true }) department!: string | null;
  @ShownInstant('from when on') from!: string;
  @ShownInstant('until when') until!: string;
}

export class HoleJson {
  @Shown('role that nobody is on duty for') role!: string;
  @Shown('its name') roleName!: string;
  @ShownInstant('from when on') from!: string;
  @ShownInstant('until when') until!: string;
  @Shown('clause that asks for somebody') clause!: string;
  @Shown('the same in a line', { example: 'leader on duty, 2026-12-03 20:00–24:00, H-1' }) text!: string;
}

export class RosterJson {
  @Shown('site') site!: string;
  @ShownInstant('from when on') from!: string;
  @ShownInstant('until when') until!: string;
  @Shown('who is on duty, by time', { type: [DutyEntryJson] }) entries!: DutyEntryJson[];
  @Shown('times for which the rules ask for somebody and nobody is named', { type: [HoleJson] }) holes!: HoleJson[];
}

export class EnteredJson {
  @Shown('ids of the entries, in the order of the request', { type: [String] }) ids!: string[];
  @Shown('how many of them are new', { type: 'integer' }) added!: number;
}

export class SwapJson {
  @Shown('id of the exchange') id!: string;
  @Shown('the duty of whoever asks') entry!: string;
  @Shown('the other duty') other!: string;
  @Shown('who asks') askedBy!: string;
  @Shown('who answers') asked!: string;
  @Shown('the answer; null while it waits', { nullable: true, type: Boolean }) agreed!: boolean | null;
}

export class SwapsJson {
  @Shown('exchanges that wait and concern you', { type: [SwapJson] }) swaps!: SwapJson[];
}

export class UnheldJson {
  @Shown('role that nobody was on for') role!: string;
  @Shown('its name') roleName!: string;
  @Shown('site') site!: string;
  @Shown('department of the case', { nullable: true }) department!: string | null;
  @Shown('local day') day!: string;
  @ShownInstant('when it was found') at!: string;
}

export class UnheldRolesJson {
  @Shown('roles that nobody was on for, newest first', { type: [UnheldJson] }) roles!: UnheldJson[];
}
