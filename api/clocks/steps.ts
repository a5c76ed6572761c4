import { limitUnits, type Step } from '../../domain/time/limit.js';
import type { Language } from '../../domain/text.js';
import { Shown, ShownInstant } from '../shown.js';

/** A limit as it is written. */
export class LimitJson {
  @Shown('how many') amount!: number;
  @Shown('of what', { enum: limitUnits }) unit!: string;
  @Shown('whether the day of the start is day 1', { required: false }) countsStartDay?: boolean;
  @Shown('whether it is due at 24:00 of the last day', { required: false }) endsAtMidnight?: boolean;
}

/** A part of the way from start to due. */
export class StepJson {
  @ShownInstant('where it begins') from!: string;
  @ShownInstant('where it ends') to!: string;
  @Shown('how much of the limit it counts', { example: '3.5 open-hours' }) counted!: string;
  @Shown('why, as a sentence') why!: string;
  @Shown('why, as a stable word', { example: 'holiday' }) reason!: string;
}

export function stepJson({ from, to, counted, why }: Step, language: Language): StepJson {
  return { from, to, counted, why: why[language], reason: why.code };
}
