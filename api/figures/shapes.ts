import { dimensions, measures } from '../../domain/rulebook/figures.js';
import { Day, Id, OneOf, QueryFlag, QueryNumber, Words } from '../fields.js';
import { Shown, ShownInstant } from '../shown.js';

/** What a figure is asked for. */
class FigureFilterDto {
  @Id('The rulebook whose figures these are.', { example: 'property' })
  rulebook!: string;

  @Id('Only of this site.', { optional: true })
  site?: string;

  @Day('From this day on, in the zone of the rulebook; the first of this month unless said otherwise.', { optional: true, example: '2026-11-01' })
  from?: string;

  @Day('Before this day; the first of the next month unless said otherwise.', { optional: true, example: '2026-12-01' })
  until?: string;

  @Id('Only this kind of case.', { optional: true })
  kind?: string;

  @Id('Only of this tier.', { optional: true })
  tier?: string;

  @Id('Only of this department.', { optional: true })
  department?: string;

  @Id('Only of this person: `me`, or anybody for whoever stands above.', { optional: true, example: 'me' })
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

  @Id('Only this figure.', { optional: true, example: 'repair-on-time-rate' })
  figure?: string;
}

export class FigureCasesDto extends FigureFilterDto {
  @QueryFlag('Only what makes the figure worse: late, done again, not called back, not satisfied.')
  missed?: boolean;

  @QueryNumber('How many at most; 50 unless said otherwise.', { min: 1, max: 200 })
  limit?: number;

  @Words('`next` of the page before.', { max: 400, optional: true })
  cursor?: string;
}

class CorrectedJson {
  @Shown('the value with upheld appeals taken into account', { type: Number, nullable: true }) value!: number | null;
  @Shown('how many the value speaks of', { type: Number, nullable: true }) part!: number | null;
  @Shown('of how many', { type: Number }) of!: number;
  @Shown('whether that is as good as asked', { type: Boolean, nullable: true }) met!: boolean | null;
  @Shown('how many corrections', { type: 'integer' }) corrections!: number;
}

class ValueJson {
  @Shown('the value as it was counted; null where there was nothing to count', { type: Number, nullable: true }) value!: number | null;
  @Shown('how many the value speaks of, where it is a share', { type: Number, nullable: true }) part!: number | null;
  @Shown('of how many', { type: Number }) of!: number;
  @Shown('whether it is as good as asked; null where nothing is asked or there was nothing to count', { type: Boolean, nullable: true }) met!: boolean | null;
  @Shown('what upheld appeals make of it; null where there are none', { nullable: true, type: CorrectedJson }) corrected!: CorrectedJson | null;
}

class FigureGroupJson extends ValueJson {
  @Shown('the value it is taken apart by; null where the cases say none', { nullable: true }) key!: string | null;
}

class TargetJson {
  @Shown('at least this', { type: Number, nullable: true }) atLeast!: number | null;
  @Shown('at most this', { type: Number, nullable: true }) atMost!: number | null;
}

class FigureJson extends ValueJson {
  @Shown('id of the figure', { example: 'repair-on-time-rate' }) id!: string;
  @Shown('its clause', { example: 'P-4.2.9.2' }) clause!: string;
  @Shown('true where figure or target is our own') house!: boolean;
  @Shown("its name in the caller's language") name!: string;
  @Shown('what is counted', { enum: measures as unknown as string[] }) measure!: string;
  @Shown('count, share (0 to 1), seconds or points', { enum: ['count', 'share', 'seconds', 'points'] }) unit!: string;
  @Shown('what is asked for', { nullable: true, type: TargetJson }) target!: TargetJson | null;
  @Shown('the same by what was asked', { nullable: true, type: [FigureGroupJson] }) groups!: FigureGroupJson[] | null;
}

export class FiguresJson {
  @Shown('rulebook') rulebook!: string;
  @Shown('its version in force at the end of the time') version!: string;
  @Shown('from this day on') from!: string;
  @Shown('before this day') until!: string;
  @Shown('what they are taken apart by', { nullable: true, enum: dimensions as unknown as string[] }) by!: string | null;
  @Shown('true once the time is over and all of it is on record: what was counted stays so') final!: boolean;
  @Shown('the figures, in the order of the rulebook', { type: [FigureJson] }) figures!: FigureJson[];
}

class MeasuredJson {
  @Shown('number of the case') number!: string;
  @Shown('entry it was counted at', { type: 'integer' }) seq!: number;
  @ShownInstant('when') at!: string;
  @Shown('kind of case') kind!: string;
  @Shown('site') site!: string;
  @Shown('tier', { nullable: true }) tier!: string | null;
  @Shown('department', { nullable: true }) department!: string | null;
  @Shown('role that did it or had it in hand', { nullable: true }) role!: string | null;
  @Shown('id of the person', { nullable: true }) person!: string | null;
  @Shown('id of whom they stood in for', { nullable: true }) actedFor!: string | null;
  @Shown('id of the clock', { nullable: true }) clock!: string | null;
  @Shown('clause', { nullable: true }) clause!: string | null;
  @Shown('outcome', { nullable: true }) outcome!: string | null;
  @Shown('whether in time, where that was judged', { type: Boolean, nullable: true }) inTime!: boolean | null;
  @Shown('how long it took, in seconds', { type: Number, nullable: true }) seconds!: number | null;
  @Shown('how much of that was too late, in seconds', { type: Number, nullable: true }) lateSeconds!: number | null;
  @Shown('points', { type: Number, nullable: true }) points!: number | null;
  @Shown('whether an upheld appeal has lifted the lateness') lifted!: boolean;
  @Shown('what the case is about; null for whoever may not read it', { nullable: true }) subject!: string | null;
}

export class FigureCasesJson {
  @Shown('id of the figure') figure!: string;
  @Shown('what was counted, the newest first', { type: [MeasuredJson] }) cases!: MeasuredJson[];
  @Shown('cursor of the next page; null on the last', { nullable: true }) next!: string | null;
}
