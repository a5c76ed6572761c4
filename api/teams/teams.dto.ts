import { Id, Quantity, QueryFlag, Texts, FreeText, YesNo } from '../body-fields.js';
import { Instant } from '../time-fields.js';
import { ApiField, ApiFieldInstant, ApiFieldText } from '../api-field.js';

export class PointDto {
  @Quantity('Latitude in degrees.', { min: -90, max: 90 })
  latitude!: number;

  @Quantity('Longitude in degrees.', { min: -180, max: 180 })
  longitude!: number;
}

/** What a list is asked with. */
export class AsOfDto {
  @Id('Only of this site.', { optional: true })
  site?: string;

  @Instant('As it was then; now unless said otherwise.', { optional: true })
  at?: string;
}

class WithPlaceDto {
  @Quantity('Latitude in degrees of where it lies or starts from, for distances; with longitude.', {
    min: -90,
    max: 90,
    optional: true,
  })
  latitude?: number;

  @Quantity('Longitude in degrees; with latitude.', { min: -180, max: 180, optional: true })
  longitude?: number;
}

export class TeamDto extends WithPlaceDto {
  @Id('Site it works at.', { example: 'sunshine' })
  site!: string;

  @FreeText('What it is called.', { max: 100, example: '东片区维修班' })
  name!: string;

  @Id('The role its people play, by the rulebook.', { example: 'maintenance' })
  role!: string;

  @Id('The department that stands for it, where the rulebook sends work to a district or crew.', {
    optional: true,
    example: 'town-crew',
  })
  department?: string;

  @YesNo('Whether it takes what lies in no area.', { optional: true })
  lastResort?: boolean;
}

export class MemberDto {
  @Id('Id of the person: see /v1/people.')
  person!: string;

  @YesNo('Whether they lead the team: work goes to them when nobody is on duty.', { optional: true })
  lead?: boolean;

  @Instant('From when on; now unless said otherwise.', { optional: true })
  from?: string;

  @Instant('Until when; for good unless said otherwise.', { optional: true })
  until?: string;
}

export class LeaveDto {
  @Instant('When they leave; now unless said otherwise. What they have then goes back to the team.', { optional: true })
  until?: string;
}

export class AreaDto extends WithPlaceDto {
  @Id('Id of the team it belongs to.')
  team!: string;

  @FreeText('What it is called.', { max: 100, example: '东片区' })
  name!: string;

  @Texts(
    'Streets and buildings, as people write them: `7-9号楼`, `1、3、5栋`, `解放路1-99号单号`, `解放路双号`. The longest that fits an address decides; a number or a unit alone is refused.',
    { max: 500, length: 200, optional: true, example: ['阳光小区7-9号楼', '解放路'] },
  )
  addresses?: string[];

  @Texts('Supply lines, for what has no address that fits.', { max: 100, length: 64, optional: true })
  lines?: string[];
}

export class DryAreaDto {
  @QueryFlag('`true`: only says what it would cover, and writes nothing.')
  dry?: boolean;
}

export class MoveAreaDto {
  @Id('Id of the team it goes to.')
  team!: string;
}

export class SkillDto {
  @Id('Id of the person: see /v1/people.')
  person!: string;

  @Id("The skill, an id of the rulebook's list `skills`.", { example: 'lift' })
  skill!: string;
}

export class PlaceJson {
  @ApiField('latitude in degrees', { type: Number }) latitude!: number;
  @ApiField('longitude in degrees', { type: Number }) longitude!: number;
}

class MemberJson {
  @ApiField('id of the person') person!: string;
  @ApiField('name') name!: string;
  @ApiField('whether they lead the team', { type: Boolean }) lead!: boolean;
  @ApiFieldInstant('from when on') from!: string;
  @ApiFieldInstant('until when; null for good', { nullable: true }) until!: string | null;
  @ApiField('id of the person who entered it') enteredBy!: string;
}

class KeptJson {
  @ApiField('id of the person who entered it') enteredBy!: string;
  @ApiFieldInstant('when it was entered') enteredAt!: string;
  @ApiField('id of the person who ended it', { nullable: true }) endedBy!: string | null;
  @ApiFieldInstant('when it was ended', { nullable: true }) endedAt!: string | null;
}

export class TeamJson extends KeptJson {
  @ApiField('id of the team') id!: string;
  @ApiField('site') site!: string;
  @ApiField('name') name!: string;
  @ApiField('role its people play') role!: string;
  @ApiField('department that stands for it', { nullable: true }) department!: string | null;
  @ApiField('whether it takes what lies in no area', { type: Boolean }) lastResort!: boolean;
  @ApiField('where it starts from', { nullable: true, type: PlaceJson }) point!: PlaceJson | null;
  @ApiField('its people at that time; of one team asked for by its id, all who ever worked in it', {
    type: [MemberJson],
  })
  members!: MemberJson[];
  @ApiField('how many areas belong to it', { type: 'integer' }) areas!: number;
}

export class TeamsJson {
  @ApiField('the teams', { type: [TeamJson] }) teams!: TeamJson[];
}

class CoveredJson {
  @ApiField('the address as it was entered') address!: string;
  @ApiFieldText('what it covers, in a sentence') text!: { 'zh-CN': string; en: string };
  @ApiField('how many streets, buildings or houses that is', { type: 'integer' }) places!: number;
}

export class AreaJson extends KeptJson {
  @ApiField('id of the area; null where it was only looked at (`dry`)', { nullable: true }) id!: string | null;
  @ApiField('site') site!: string;
  @ApiField('id of the team it belongs to') team!: string;
  @ApiField('name of that team') teamName!: string;
  @ApiField('name') name!: string;
  @ApiField('streets and buildings', { type: [String] }) addresses!: string[];
  @ApiField('what each of them covers', { type: [CoveredJson] }) covers!: CoveredJson[];
  @ApiField('supply lines', { type: [String] }) lines!: string[];
  @ApiField('where it lies', { nullable: true, type: PlaceJson }) point!: PlaceJson | null;
}

export class AreasJson {
  @ApiField('the areas', { type: [AreaJson] }) areas!: AreaJson[];
}

export class SkillJson extends KeptJson {
  @ApiField('id of the entry') id!: string;
  @ApiField('id of the person') person!: string;
  @ApiField('name') name!: string;
  @ApiField('the skill') skill!: string;
}

export class SkillsJson {
  @ApiField('who is able to do what', { type: [SkillJson] }) skills!: SkillJson[];
}
