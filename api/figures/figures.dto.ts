import { IntersectionType } from '@nestjs/swagger';
import { dimensions, measures } from '../../domain/rulebook/figures.js';
import { Day } from '../time-fields.js';
import { Id, OneOf, QueryFlag } from '../body-fields.js';
import { PageDto, PageJson } from '../page.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';

/** What a figure is asked for. */
class FigureFilterDto {
  @Id('The rulebook whose figures these are.', { example: 'property' })
  rulebook!: string;

  @Id('Only of this site.', { optional: true })
  site?: string;

  @Day('From this day on, in the zone of the rulebook; the first of this month unless said otherwise.', {
    optional: true,
    example: '2026-11-01',
  })
  from?: string;

  @Day('Before this day; the first of the next month unless said otherwise.', { optional: true, example: '2026-12-01' })
  until?: string;

  @Id('Only this kind of case.', { optional: true })
  kind?: string;

  @Id('Only of this tier.', { optional: true })
  tier?: string;

  @Id('Only of this department.', { optional: true })
  department?: string;

  @Id('Only of this person: `me`, or, for superiors, anybody.', { optional: true, example: 'me' })
  person?: string;

  @Id('Only of this role.', { optional: true })
  role?: string;

  @Id('Only of this area.', { optional: true })
  area?: string;

  @Id('Only of this clause.', { optional: true, example: 'P-4.3.10.1' })
  clause?: string;

  @Id('Only of this step: the id of a clock.', { optional: true, example: 'solve-minor' })
  step?: string;

  @Id('Only with this outcome.', { optional: true })
  outcome?: string;
}

export class FiguresDto extends FigureFilterDto {
  @OneOf('What each figure is taken apart by.', dimensions, { optional: true })
  by?: (typeof dimensions)[number];

  @QueryFlag(
    'Those that every rulebook has instead of its own: all cases received, filed, taken up again, done again, satisfied, and deadlines met in time.',
  )
  basic?: boolean;

  @Id('Only this figure.', { optional: true, example: 'repair-on-time-rate' })
  figure?: string;
}

export class FigureCasesDto extends IntersectionType(FigureFilterDto, PageDto) {
  @QueryFlag('Only what makes the figure worse: late, done again, not called back, not satisfied.')
  missed?: boolean;

  @OneOf('Only what says none of this, as in the group without a key.', dimensions, { optional: true })
  without?: (typeof dimensions)[number];
}

class CorrectedJson {
  @ApiField(
    'the value with upheld appeals taken into account, without duplicates, and each case in its kind and site',
    {
      type: Number,
      nullable: true,
    },
  )
  value!: number | null;
  @ApiField('how many the value speaks of', { type: Number, nullable: true }) part!: number | null;
  @ApiField('of how many', { type: Number }) of!: number;
  @ApiField('whether that is as good as asked', { type: Boolean, nullable: true }) met!: boolean | null;
  @ApiField('how many corrections', { type: 'integer' }) corrections!: number;
}

class ValueJson {
  @ApiField('the value as it was counted; null where there was nothing to count', { type: Number, nullable: true })
  value!: number | null;
  @ApiField('how many the value speaks of, where it is a share', { type: Number, nullable: true }) part!: number | null;
  @ApiField('of how many', { type: Number }) of!: number;
  @ApiField('whether it is as good as asked; null where nothing is asked or there was nothing to count', {
    type: Boolean,
    nullable: true,
  })
  met!: boolean | null;
  @ApiField('of cases received: how many were withdrawn in the time, which stay received; null for other figures', {
    nullable: true,
    type: Number,
  })
  withdrawn!: number | null;
  @ApiField('what upheld appeals and duplicates make of it; null where there are none', {
    nullable: true,
    type: CorrectedJson,
  })
  corrected!: CorrectedJson | null;
}

class FigureGroupJson extends ValueJson {
  @ApiField('the value it is taken apart by; null where the cases say none', { nullable: true }) key!: string | null;
  @ApiField("what that is called in the caller's language", { nullable: true }) name!: string | null;
}

class TargetJson {
  @ApiField('at least this', { type: Number, nullable: true }) atLeast!: number | null;
  @ApiField('at most this', { type: Number, nullable: true }) atMost!: number | null;
}

class FigureJson extends ValueJson {
  @ApiField('id of the figure', { example: 'repair-on-time-rate' }) id!: string;
  @ApiField('its clause', { example: 'P-4.2.9.2' }) clause!: string;
  @ApiField('true where figure or target is our own') house!: boolean;
  @ApiField("its name in the caller's language") name!: string;
  @ApiField('what is counted', { enum: measures as unknown as string[] }) measure!: string;
  @ApiField('count, share (0 to 1), seconds or points', { enum: ['count', 'share', 'seconds', 'points'] })
  unit!: string;
  @ApiField('what is asked for', { nullable: true, type: TargetJson }) target!: TargetJson | null;
  @ApiField('the same by what was asked', { nullable: true, type: [FigureGroupJson] }) groups!:
    FigureGroupJson[] | null;
}

export class FiguresJson {
  @ApiField('rulebook') rulebook!: string;
  @ApiField('its version in force at the end of the time') version!: string;
  @ApiField('from this day on') from!: string;
  @ApiField('before this day') until!: string;
  @ApiField('what they are taken apart by', { nullable: true, enum: dimensions as unknown as string[] }) by!:
    string | null;
  @ApiField('true once the time is over and all of it is on record: what was counted stays so') final!: boolean;
  @ApiField('the figures, in the order of the rulebook', { type: [FigureJson] }) figures!: FigureJson[];
}

class MeasuredJson {
  @ApiField('number of the case') number!: string;
  @ApiField('entry it was counted at', { type: 'integer' }) seq!: number;
  @ApiFieldInstant('when') at!: string;
  @ApiField('kind of case') kind!: string;
  @ApiField('site') site!: string;
  @ApiField('tier', { nullable: true }) tier!: string | null;
  @ApiField('department', { nullable: true }) department!: string | null;
  @ApiField('role that did it or had it in hand', { nullable: true }) role!: string | null;
  @ApiField('id of the person', { nullable: true }) person!: string | null;
  @ApiField('id of whom they stood in for', { nullable: true }) actedFor!: string | null;
  @ApiField('id of the clock', { nullable: true }) clock!: string | null;
  @ApiField('clause', { nullable: true }) clause!: string | null;
  @ApiField('outcome', { nullable: true }) outcome!: string | null;
  @ApiField('whether in time, where that was judged', { type: Boolean, nullable: true }) inTime!: boolean | null;
  @ApiField('how long it took, in seconds', { type: Number, nullable: true }) seconds!: number | null;
  @ApiField('how much of that was too late, in seconds', { type: Number, nullable: true }) lateSeconds!: number | null;
  @ApiField('points', { type: Number, nullable: true }) points!: number | null;
  @ApiField('whether an upheld appeal has lifted the lateness') lifted!: boolean;
  @ApiField('why the case counts no more, dated when that was known: duplicate, wrong-number; null where it does', {
    nullable: true,
  })
  takenOff!: string | null;
  @ApiField('what the case is about; null for readers who may not see it', { nullable: true }) subject!: string | null;
}

export class FigureCasesJson extends PageJson {
  @ApiField('id of the figure') figure!: string;
  @ApiField('what was counted, the newest first', { type: [MeasuredJson] }) cases!: MeasuredJson[];
}
