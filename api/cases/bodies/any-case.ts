import type { AddInput, CorrectInput, DecideExtensionInput, JoinInput, NoteInput, RequestExtensionInput, UrgeInput, WithdrawInput } from '../../../domain/acts/any-case.js';
import type { PromiseInput, WordsInput } from '../../../domain/acts/complaint.js';
import type { RevisitInput } from '../../../domain/acts/revisit.js';
import type { Words as CaseWords } from '../../../domain/case.js';
import { Id, Instant, OneOf, Words, YesNo } from '../../fields.js';

/** What every act takes; the whole of it for an act that needs no words. */
export class ActDto {
  @Instant('When it happened, where that was before now (X-5).', { optional: true })
  happenedAt?: string;
}

export class WordsDto extends ActDto implements WordsInput, AddInput, NoteInput {
  @Words('What is to be on record.')
  words!: string;
}

export class ReasonDto extends ActDto implements WithdrawInput {
  @Words('Why.')
  reason!: string;
}

export class UrgeDto extends ActDto implements UrgeInput {
  @Words('What the customer said.', { optional: true })
  words?: string;
}

const wordFields = ['subject', 'description', 'demand', 'place', 'happenedWhen', 'complainedOf', 'customer', 'phone', 'done', 'result'] as const satisfies readonly (keyof CaseWords)[];

export class CorrectDto extends ActDto implements CorrectInput {
  @OneOf('What was written down wrongly.', wordFields)
  field!: (typeof wordFields)[number];

  @Words('What it must say.')
  to!: string;

  @Words('Why it is corrected.')
  reason!: string;
}

export class JoinDto extends ActDto implements JoinInput {
  @Id('Number of the case that takes this one in; of the same kind.', { example: 'PC-2026-000001' })
  into!: string;

  @Words('Why they are the same.', { optional: true })
  reason?: string;
}

export class RequestExtensionDto extends ActDto implements RequestExtensionInput {
  @Id('Id of the clock.', { example: 'solve-minor' })
  clock!: string;

  @Instant('The new limit that is asked for.')
  until!: string;

  @Words('Why more time is needed.')
  reason!: string;
}

export class DecideExtensionDto extends ActDto implements DecideExtensionInput {
  @Id('Id of the clock.', { example: 'solve-minor' })
  clock!: string;

  @Words('Why so.', { optional: true })
  reason?: string;
}

export class PromiseDto extends ActDto implements PromiseInput {
  @Instant('By when it is promised: a clock of its own.')
  promisedAt!: string;

  @Words('What was promised.', { optional: true })
  words?: string;

  @YesNo('True where an earlier promise is replaced: the customer was told first, with an apology (P-4.2.7.4b).', { optional: true })
  apology?: boolean;
}

const outcomes = ['satisfied', 'not-satisfied', 'no-answer', 'not-possible'] as const satisfies readonly RevisitInput['outcome'][];

export class RevisitDto extends ActDto implements RevisitInput {
  @OneOf('What the customer said; not-satisfied opens a new round, not-possible is for whoever left no way to be reached (X-12).', outcomes)
  outcome!: (typeof outcomes)[number];

  @Id('How the customer was reached.', { example: 'phone' })
  channel!: string;

  @Words("The customer's words.", { optional: true })
  words?: string;
}
