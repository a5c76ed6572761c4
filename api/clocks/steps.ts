import { limitBeginnings, limitUnits, type DueStep } from '../../domain/time/limit.js';
import type { Language } from '../../domain/text.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';

/** A limit as it is written. */
export class LimitJson {
  @ApiField('how many') amount!: number;
  @ApiField('of what', { enum: limitUnits }) unit!: string;
  @ApiField('whether the day of the start is day 1', { required: false }) countsStartDay?: boolean;
  @ApiField('whether it is due at 24:00 of the last day', { required: false }) endsAtMidnight?: boolean;
  @ApiField('from when it counts where it starts outside opening hours', { enum: limitBeginnings, required: false })
  begins?: string;
}

/** A part of the way from start to due. */
export class StepJson {
  @ApiFieldInstant('where it begins') from!: string;
  @ApiFieldInstant('where it ends') to!: string;
  @ApiField('how much of the limit it counts', { example: '3.5 open-hours' }) counted!: string;
  @ApiField('why, as a sentence') why!: string;
  @ApiField('why, as a stable word', { example: 'holiday' }) reason!: string;
}

export function stepJson({ from, to, counted, why }: DueStep, language: Language): StepJson {
  return { from, to, counted, why: why[language], reason: why.code };
}
