import { ListedCaseJson } from '../cases/listed-case.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';

export class DispatchReasonJson {
  @ApiField('stable code, with the id or figure it speaks of', { example: 'area:7' }) code!: string;
  @ApiField('the reason in words', { example: '区域“东片区”归东片区维修班' }) text!: string;
}

export class BoardJobJson extends ListedCaseJson {
  @ApiField('type of repair, where the kind has one', { nullable: true }) type!: string | null;
  @ApiField('name of the area it lies in, where it lies in one', { nullable: true }) area!: string | null;
  @ApiField('why it is with this team', { nullable: true, type: DispatchReasonJson })
  teamWhy!: DispatchReasonJson | null;
  @ApiField('why it is with this person', { type: [DispatchReasonJson] }) why!: DispatchReasonJson[];
  @ApiField('the note it was last given, given back or sent on with; null for readers who may not see it', {
    nullable: true,
  })
  note!: string | null;
  @ApiField('whether its assignee has accepted it', { type: Boolean }) accepted!: boolean;
  @ApiField('what is due next, by the name of its clock') waitsFor!: string;
  @ApiField('its clause') clause!: string;
  @ApiFieldInstant('since when') since!: string;
  @ApiFieldInstant('by when', { nullable: true }) due!: string | null;
  @ApiField('whether that has passed', { type: Boolean }) late!: boolean;
}

class BoardMemberJson {
  @ApiField('id of the person') person!: string;
  @ApiField('name') name!: string;
  @ApiField('whether they lead the team', { type: Boolean }) lead!: boolean;
  @ApiField('whether they are on duty now', { type: Boolean }) onDuty!: boolean;
  @ApiField('whether they are absent now', { type: Boolean }) absent!: boolean;
  @ApiField('how many open cases they have', { type: 'integer' }) load!: number;
  @ApiField('how many of them are late', { type: 'integer' }) late!: number;
  @ApiFieldInstant('when the next of them is due', { nullable: true }) nextDue!: string | null;
  @ApiField('what they have, the most pressing first', { type: [BoardJobJson] }) jobs!: BoardJobJson[];
}

export class BoardJson {
  @ApiField('id of the team') team!: string;
  @ApiField('its name') name!: string;
  @ApiFieldInstant('as of') at!: string;
  @ApiField('what nobody has taken, the most pressing first; at most 500', { type: [BoardJobJson] })
  unclaimed!: BoardJobJson[];
  @ApiField('its people', { type: [BoardMemberJson] }) members!: BoardMemberJson[];
}

class CandidateJson {
  @ApiField('id of the person') person!: string;
  @ApiField('name') name!: string;
  @ApiField('open cases they have', { type: 'integer' }) jobs!: number;
  @ApiField('straight-line distance in metres, where it is known', { nullable: true, type: 'integer' }) metres!:
    number | null;
  @ApiField('why they stand where they stand', { type: [DispatchReasonJson] }) reasons!: DispatchReasonJson[];
}

class ChosenTeamJson {
  @ApiField('id of the team') id!: string;
  @ApiField('its name') name!: string;
  @ApiField('why this team', { type: DispatchReasonJson }) reason!: DispatchReasonJson;
}

export class CandidatesJson {
  @ApiField('the team that has the case or, where none has, that it would go to; null where nothing says which', {
    nullable: true,
    type: ChosenTeamJson,
  })
  team!: ChosenTeamJson | null;
  @ApiField('id of the person who has the work', { nullable: true }) assignee!: string | null;
  @ApiField('who may be asked, in order', { type: [CandidateJson] }) candidates!: CandidateJson[];
  @ApiField('remarks: that nobody is on duty and who leads the team, or why there is no team')
  remarks!: string[];
}
