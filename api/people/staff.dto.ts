import { ApiField, ApiFieldInstant } from '../api-field.js';
import { Id, QueryFlag } from '../body-fields.js';

export class StaffDto {
  @Id('Organisation; only administrators of the whole installation name one, for others it is their own.', {
    optional: true,
  })
  organisation?: string;

  @QueryFlag('`true`: those who have left too.')
  left?: boolean;
}

class StaffPostJson {
  @ApiField('role') role!: string;
  @ApiField("its name in the caller's language") roleName!: string;
  @ApiField('site; null for all of the organisation', { nullable: true }) site!: string | null;
  @ApiField('its name', { nullable: true }) siteName!: string | null;
  @ApiField('department, where the role has one', { nullable: true }) department!: string | null;
  @ApiField('its name', { nullable: true }) departmentName!: string | null;
}

class StaffPersonJson {
  @ApiField('id') id!: string;
  @ApiField('name') name!: string;
  @ApiField('number at which colleagues reach them', { nullable: true }) phone!: string | null;
  @ApiField('none: no password yet, or one that ran out; one-time: one they have not used; own: one of their own', {
    enum: ['none', 'one-time', 'own'],
  })
  signIn!: string;
  @ApiFieldInstant('until when they are away; null where they are not', { nullable: true }) awayUntil!: string | null;
  @ApiFieldInstant('when they leave or left', { nullable: true }) endedAt!: string | null;
  @ApiField('what they hold now', { type: [StaffPostJson] }) posts!: StaffPostJson[];
}

export class StaffJson {
  @ApiField('the people of the organisation, by id; those who have left stand last', { type: [StaffPersonJson] })
  people!: StaffPersonJson[];
}

class HeldWorkJson {
  @ApiField('number of the case') number!: string;
  @ApiField('team that it goes back to; null where it stays in their name', { nullable: true }) team!: string | null;
}

class HeldDutyJson {
  @ApiField('name of the role') roleName!: string;
  @ApiField('name of the site') siteName!: string;
  @ApiFieldInstant('from when on') from!: string;
  @ApiFieldInstant('until when') until!: string;
}

class HeldTeamJson {
  @ApiField('name of the team') name!: string;
  @ApiField('whether they lead it', { type: Boolean }) lead!: boolean;
}

class HeldStandInJson {
  @ApiField('name of whose place it is in') for!: string;
  @ApiField('name of who stands in') to!: string;
  @ApiFieldInstant('until when') until!: string;
}

class HeldAloneJson extends StaffPostJson {
  @ApiField('how many open tasks wait there', { type: 'integer' }) waiting!: number;
  @ApiField('name of the role above, which hears of it then; null where there is none', { nullable: true }) above!:
    string | null;
}

export class HeldByPersonJson {
  @ApiField('open work in their name, at most 200', { type: [HeldWorkJson] }) work!: HeldWorkJson[];
  @ApiField('duties that are not over, at most 200', { type: [HeldDutyJson] }) duties!: HeldDutyJson[];
  @ApiField('teams they work in', { type: [HeldTeamJson] }) teams!: HeldTeamJson[];
  @ApiField('stand-ins that are not over, theirs and for others', { type: [HeldStandInJson] })
  standIns!: HeldStandInJson[];
  @ApiField('tokens that hold', { type: 'integer' }) tokens!: number;
  @ApiField('posts that nobody else holds', { type: [HeldAloneJson] }) alone!: HeldAloneJson[];
}
