import { Id, Instant, Quantity, Texts, Words, YesNo } from '../fields.js';
import { Shown, ShownInstant } from '../shown.js';

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
  @Quantity('Latitude in degrees of where it lies or starts from, for distances; with longitude.', { min: -90, max: 90, optional: true })
  latitude?: number;

  @Quantity('Longitude in degrees; with latitude.', { min: -180, max: 180, optional: true })
  longitude?: number;
}

export class TeamDto extends WithPlaceDto {
  @Id('Site it works at.', { example: 'sunshine' })
  site!: string;

  @Words('What it is called.', { max: 100, example: '东片区维修班' })
  name!: string;

  @Id('The role its people play, by the rulebook.', { example: 'maintenance' })
  role!: string;

  @Id('The department that stands for it, where the rulebook sends work to a district or crew.', { optional: true, example: 'town-crew' })
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

  @Words('What it is called.', { max: 100, example: '东片区' })
  name!: string;

  @Texts('Streets and buildings, as people write them; `7-9号楼` stands for three. The longest that fits an address decides.', { max: 500, length: 200, optional: true, example: ['阳光小区7-9号楼', '解放路'] })
  addresses?: string[];

  @Texts('Supply lines, for what has no address that fits.', { max: 100, length: 64, optional: true })
  lines?: string[];
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
  @Shown('latitude in degrees', { type: Number }) latitude!: number;
  @Shown('longitude in degrees', { type: Number }) longitude!: number;
}

class MemberJson {
  @Shown('id of the person') person!: string;
  @Shown('name') name!: string;
  @Shown('whether they lead the team', { type: Boolean }) lead!: boolean;
  @ShownInstant('from when on') from!: string;
  @ShownInstant('until when; null for good', { nullable: true }) until!: string | null;
  @Shown('id of whoever entered it') enteredBy!: string;
}

class KeptJson {
  @Shown('id of whoever entered it') enteredBy!: string;
  @ShownInstant('when it was entered') enteredAt!: string;
  @Shown('id of whoever ended it', { nullable: true }) endedBy!: string | null;
  @ShownInstant('when it was ended', { nullable: true }) endedAt!: string | null;
}

export class TeamJson extends KeptJson {
  @Shown('id of the team') id!: string;
  @Shown('site') site!: string;
  @Shown('name') name!: string;
  @Shown('role its people play') role!: string;
  @Shown('department that stands for it', { nullable: true }) department!: string | null;
  @Shown('whether it takes what lies in no area', { type: Boolean }) lastResort!: boolean;
  @Shown('where it starts from', { nullable: true, type: PlaceJson }) point!: PlaceJson | null;
  @Shown('its people at that time; of one team asked for by its id, all who ever worked in it', { type: [MemberJson] }) members!: MemberJson[];
  @Shown('how many areas belong to it', { type: 'integer' }) areas!: number;
}

export class TeamsJson {
  @Shown('the teams', { type: [TeamJson] }) teams!: TeamJson[];
}

export class AreaJson extends KeptJson {
  @Shown('id of the area') id!: string;
  @Shown('site') site!: string;
  @Shown('id of the team it belongs to') team!: string;
  @Shown('name of that team') teamName!: string;
  @Shown('name') name!: string;
  @Shown('streets and buildings', { type: [String] }) addresses!: string[];
  @Shown('supply lines', { type: [String] }) lines!: string[];
  @Shown('where it lies', { nullable: true, type: PlaceJson }) point!: PlaceJson | null;
}

export class AreasJson {
  @Shown('the areas', { type: [AreaJson] }) areas!: AreaJson[];
}

export class SkillJson extends KeptJson {
  @Shown('id of the entry') id!: string;
  @Shown('id of the person') person!: string;
  @Shown('name') name!: string;
  @Shown('the skill') skill!: string;
}

export class SkillsJson {
  @Shown('who is able to do what', { type: [SkillJson] }) skills!: SkillJson[];
}

