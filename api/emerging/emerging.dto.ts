import { leastCallers } from '../../domain/emerging/unusual.js';
import { placeLevels } from '../../domain/emerging/emerging.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';
import { FreeText, Id, Ids, QueryNumber } from '../body-fields.js';
import { CaseItemJson } from '../cases/case-list.service.js';
import { OutageJson } from '../cases/outage-json.js';
import { Instant } from '../time-fields.js';

export const defaultHours = 3;
export const weeksCompared = 6;
const maxGathered = 200;

export class EmergingDto {
  @Id('Only of this site.', { optional: true })
  site?: string;

  @QueryNumber(`How many of the last hours are looked at; ${defaultHours} unless said otherwise.`, { min: 1, max: 24 })
  hours?: number;
}

export class EmergingGroupJson {
  @ApiField('site') site!: string;
  @ApiField('rulebook whose lists name what is here') rulebook!: string;
  @ApiField('its version that is in force') version!: string;
  @ApiField('kind of the cases') kind!: string;
  @ApiField("its name in the caller's language") kindName!: string;
  @ApiField('their category or type; null: whatever it is', { nullable: true }) matter!: string | null;
  @ApiField('its name', { nullable: true }) matterName!: string | null;
  @ApiField('what the place is', { enum: [...placeLevels] }) level!: string;
  @ApiField('id of the line or station, or the building as it is said') place!: string;
  @ApiField('its name') placeName!: string;
  @ApiField('how many different callers, as far as they can be told apart', { type: 'integer' }) callers!: number;
  @ApiField('how many callers are usual here in such hours') usual!: number;
  @ApiField('how many there were in the same hours of the weeks before', { type: 'integer' }) callersBefore!: number;
  @ApiField('how many weeks before are on record; at most six', { type: 'integer' }) weeks!: number;
  @ApiField('how likely so many are by chance, from 0 to 1') chance!: number;
  @ApiField("why it stands out, as a sentence in the caller's language") why!: string;
  @ApiFieldInstant('when the first of them came in') since!: string;
  @ApiField('what they can become: calls of an outage, or one case that takes the others in', {
    enum: ['outage', 'group'],
  })
  becomes!: 'outage' | 'group';
  @ApiField('outages that are on there already: `into` takes their number', { type: [OutageJson] })
  outages!: OutageJson[];
  @ApiField('area that they name, where it is one', { nullable: true }) area!: string | null;
  @ApiField('line that they name, where it is one', { nullable: true }) line!: string | null;
  @ApiField('the cases, oldest first', { type: [CaseItemJson] }) cases!: CaseItemJson[];
}

/** What is emerging. */
export class EmergingJson {
  @ApiField('how many hours were looked at', { type: 'integer' }) hours!: number;
  @ApiField(`at least ${leastCallers} callers each, the most unusual first`, { type: [EmergingGroupJson] })
  groups!: EmergingGroupJson[];
}

export class GatherDto {
  @Ids('The cases that are one matter; without `into` and `line` the first takes the others in.', maxGathered, {
    min: 1,
    example: ['PF-2026-000001', 'PF-2026-000002'],
  })
  cases!: string[];

  @Id('Number of the outage they are joined to, or of the case of their kind that takes them in.', { optional: true })
  into?: string;

  @Id('To record a new outage for them: its line, by the rulebook.', { optional: true, example: 'chengdong-1' })
  line?: string;

  @Id('The area of the new outage.', { optional: true, example: 'town' })
  area?: string;

  @FreeText('What the new outage is about, in a line.', { max: 200, optional: true })
  subject?: string;

  @FreeText('The reason of the new outage, as callers are told it.', { optional: true })
  explanation?: string;

  @Instant('When the supply is expected back.', { optional: true })
  endsAt?: string;
}

class NotGatheredJson {
  @ApiField('number of the case') number!: string;
  @ApiField('stable name of the refusal') code!: string;
  @ApiField("why, as a sentence in the caller's language") text!: string;
  @ApiField('the rule that refuses, where one does', { nullable: true }) clause!: string | null;
}

/** What became of each of the cases. */
export class GatheredJson {
  @ApiField('number of the outage, or of the case that took the others in') number!: string;
  @ApiField('whether the outage was recorded for it') recorded!: boolean;
  @ApiField('numbers of the cases that are with it now', { type: [String] }) joined!: string[];
  @ApiField('those that stay as they were, and why', { type: [NotGatheredJson] }) refused!: NotGatheredJson[];
}
