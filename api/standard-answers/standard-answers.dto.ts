import type { Language } from '../../domain/text.js';
import { ApiField, ApiFieldInstant, ApiFieldText } from '../api-field.js';
import { FreeText, Id, Ids, OneOf, Quantity, QueryFlag } from '../body-fields.js';
import { Day, Instant } from '../time-fields.js';
import type { Text } from '../../domain/text.js';

const languages: readonly Language[] = ['zh-CN', 'en'];

/** What an answer says and where it fits. */
export class StandardAnswerDto {
  @FreeText('What it answers, in a line.', { max: 100, example: '供暖时间' })
  title!: string;

  @FreeText('What the customer is told. Of a message to customers: with placeholders such as {number}.', { max: 2000 })
  words!: string;

  @OneOf('The language of the words.', languages)
  language!: Language;

  @Id('Only under this rulebook; any of the organisation where it is left out.', { optional: true })
  rulebook?: string;

  @Id('The clause it rests on.', { optional: true, example: 'H-1' })
  clause?: string;

  @Ids('Only for these kinds of case; for any where there is none.', 30)
  kinds!: string[];

  @Ids('Only for cases of these categories; for any where there is none.', 30)
  categories!: string[];

  @Day('The first day on which it may be given.')
  validFrom!: string;

  @Day('The last day; for good where it is left out.', { optional: true })
  validUntil?: string;

  @Id('Makes it a message to customers: the step at which they are told it, of the one kind (see .../occasions).', {
    optional: true,
    example: 'finish',
  })
  occasion?: string;
}

export class NewStandardAnswerDto extends StandardAnswerDto {
  @Id('Whose it is: for administrators of the whole installation, who must say so.', { optional: true })
  organisation?: string;
}

export class ChangedStandardAnswerDto extends StandardAnswerDto {
  @Quantity('The version that is changed: refused where there is a newer one.', { min: 1, max: 1_000_000 })
  version!: number;
}

export class StandardAnswersDto {
  @QueryFlag('Those that were ended too.')
  ended?: boolean;
}

/** What is known where an answer is to be given. */
export class FittingAnswersDto {
  @Id('The case that is answered: its kind, category and words count; else kind and rulebook.', { optional: true })
  case?: string;

  @Id('Kind of a case that is being recorded.', { optional: true })
  kind?: string;

  @Id('Rulebook of a case that is being recorded.', { optional: true })
  rulebook?: string;

  @Id('Its category.', { optional: true })
  category?: string;

  @FreeText('What is asked, or was typed so far.', { max: 400, optional: true })
  words?: string;

  @OneOf('Only in this language.', languages, { optional: true })
  language?: Language;
}

export class AnswerUsesDto {
  @Instant('Used from here on.')
  from!: string;

  @Instant('Used before here.')
  until!: string;
}

export class StandardAnswerJson {
  @ApiField('the version: what `standardAnswers` of an act names', { example: '12.3' }) id!: string;
  @ApiField('the answer, in all its versions', { example: '12' }) answer!: string;
  @ApiField('which version', { type: 'integer' }) version!: number;
  @ApiField('whose it is') organisation!: string;
  @ApiField('what it answers') title!: string;
  @ApiField('what the customer is told') words!: string;
  @ApiField('the language of the words', { enum: [...languages] }) language!: Language;
  @ApiField('only under this rulebook; null for any', { nullable: true }) rulebook!: string | null;
  @ApiField('the clause it rests on', { nullable: true }) clause!: string | null;
  @ApiField('only for these kinds of case; none for any', { type: [String] }) kinds!: string[];
  @ApiField('only for these categories; none for any', { type: [String] }) categories!: string[];
  @ApiField('the step at which customers are told it by message; null for an answer', { nullable: true })
  occasion!: string | null;
  @ApiField('the first day on which it may be given', { format: 'date' }) validFrom!: string;
  @ApiField('the last day; null for good', { nullable: true, format: 'date' }) validUntil!: string | null;
  @ApiField('who wrote this version') createdBy!: string;
  @ApiFieldInstant('when') createdAt!: string;
  @ApiField('who ended it; null while it stands', { nullable: true }) endedBy!: string | null;
  @ApiFieldInstant('when; null while it stands', { nullable: true }) endedAt!: string | null;
}

export class StandardAnswersJson {
  @ApiField('the answers', { type: [StandardAnswerJson] }) answers!: StandardAnswerJson[];
}

class AnswerUseJson {
  @ApiField('the answer, in all its versions') answer!: string;
  @ApiField('how many times it was put into what a customer was told', { type: 'integer' }) used!: number;
  @ApiField('in how many cases', { type: 'integer' }) cases!: number;
  @ApiFieldInstant('the last time') lastUsedAt!: string;
}

export class AnswerUsesJson {
  @ApiField('answers that were used, the most used first', { type: [AnswerUseJson] }) uses!: AnswerUseJson[];
}

class OccasionJson {
  @ApiField('rulebook') rulebook!: string;
  @ApiField('kind of case') kind!: string;
  @ApiFieldText('its name') kindName!: Text;
  @ApiField('the step: `occasion` of a message') occasion!: string;
  @ApiFieldText('what the step is called') occasionName!: Text;
  @ApiField('the clause') clause!: string;
  @ApiFieldText('what the rulebook has customers told') text!: Text;
  @ApiField('what a text may have in braces', { type: [String] }) placeholders!: string[];
}

export class OccasionsJson {
  @ApiField('the steps at which customers are told something', { type: [OccasionJson] }) occasions!: OccasionJson[];
}
