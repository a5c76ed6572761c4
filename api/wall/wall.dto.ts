import { placeLevels } from '../../domain/emerging/emerging.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';
import { Id } from '../body-fields.js';

export class WallDto {
  @Id('Only this site; left out, all at which you may see the wall.', { optional: true })
  site?: string;
}

class WallTierJson {
  @ApiField('tier; null for cases without one', { nullable: true }) tier!: string | null;
  @ApiField("its name in the caller's language", { nullable: true }) name!: string | null;
  @ApiField('open cases of it', { type: 'integer' }) open!: number;
  @ApiField('of them those that are late', { type: 'integer' }) late!: number;
}

class WallEmergingJson {
  @ApiField("name of the kind, in the caller's language") kind!: string;
  @ApiField('name of the category or type; null: whatever it is', { nullable: true }) matter!: string | null;
  @ApiField('what the place is', { enum: [...placeLevels] }) level!: string;
  @ApiField('name of the line or station; null for a building, of which a wall shows no address', { nullable: true })
  place!: string | null;
  @ApiField('how many different callers', { type: 'integer' }) callers!: number;
}

class WallOutageJson {
  @ApiField('name of the line', { nullable: true }) line!: string | null;
  @ApiField('name of the area', { nullable: true }) area!: string | null;
  @ApiFieldInstant('when the supply is expected back', { nullable: true }) endsAt!: string | null;
}

class WallDutyJson {
  @ApiField("name of the role, in the caller's language") role!: string;
  @ApiField('name of the department, where the role has one', { nullable: true }) department!: string | null;
  @ApiField('name of the site') site!: string;
  @ApiField('names of the staff who are on duty', { type: [String] }) people!: string[];
}

/** The numbers of a wall screen. Of customers and their cases no word is in it, and no number by which one is found. */
export class WallJson {
  @ApiFieldInstant('as of when') at!: string;
  @ApiField('names of the sites that are counted', { type: [String] }) sites!: string[];
  @ApiField('open cases', { type: 'integer' }) open!: number;
  @ApiField('of them those that are late', { type: 'integer' }) late!: number;
  @ApiField('cases in which something is due within the next hour', { type: 'integer' }) dueNextHour!: number;
  @ApiField('open cases by tier', { type: [WallTierJson] }) tiers!: WallTierJson[];
  @ApiField('what is emerging, the most unusual first', { type: [WallEmergingJson] }) emerging!: WallEmergingJson[];
  @ApiField('outages that are on, the newest first', { type: [WallOutageJson] }) outages!: WallOutageJson[];
  @ApiField('who is on duty now, by role', { type: [WallDutyJson] }) duties!: WallDutyJson[];
}
