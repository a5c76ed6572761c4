import { legalGrounds, type LegalGround } from '../../domain/acts/erase.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';
import { FreeText, OneOf, QueryFlag, Texts } from '../body-fields.js';
import { Day } from '../time-fields.js';
import { PageDto, PageJson } from '../page.js';

const grounds = Object.keys(legalGrounds);

/** A person's request, or whoever else has a legal ground. */
export class ErasureRequestDto {
  @Texts('Numbers of cases.', { max: 200, length: 40, optional: true })
  numbers?: string[];

  @FreeText('Phone of the person, a mobile or a landline with its area code: every case with the whole of it.', {
    max: 100,
    optional: true,
    example: '13800000000',
  })
  phone?: string;

  @FreeText('Whole name of the person, together with `place`: every case with both.', { max: 100, optional: true })
  customer?: string;

  @FreeText('Whole place of the person, together with `customer`.', { max: 200, optional: true })
  place?: string;

  @OneOf('The legal ground.', grounds, { example: 'on-request' })
  ground!: LegalGround;

  @FreeText('Why, in words that name nobody; it stays on record.', { max: 500 })
  reason!: string;

  @Day('The day on which the person asked for it.', { optional: true })
  requestedOn?: string;
}

export class DryErasureDto {
  @QueryFlag('`true`: only looks which cases would be erased, and erases nothing.')
  dry?: boolean;
}

class AskedCaseJson {
  @ApiField('number of the case') number!: string;
  @ApiField('its site') site!: string;
  @ApiField('its kind') kind!: string;
  @ApiField('what became of it; `would-erase` where it was only asked', {
    enum: ['erased', 'would-erase', 'nothing-left', 'refused'],
  })
  result!: string;
  @ApiField('code of the refusal', { nullable: true }) code!: string | null;
  @ApiField("why not, in the caller's language", { nullable: true }) why!: string | null;
}

class ContactHintJson {
  @ApiField('id of the contact') id!: string;
  @ApiField('its site') site!: string;
}

export class AskedErasureJson {
  @ApiField('every case that was found, the oldest first', { type: [AskedCaseJson] }) cases!: AskedCaseJson[];
  @ApiField('whether there are more than these: ask once more') more!: boolean;
  @ApiField('contacts with this phone or name: they are no cases; end them by hand', { type: [ContactHintJson] })
  contacts!: ContactHintJson[];
}

class ErasureJson {
  @ApiField('number of the case') number!: string;
  @ApiField('its site') site!: string;
  @ApiField('its kind') kind!: string;
  @ApiField('the entry before which everything was erased', { type: 'integer' }) upTo!: number;
  @ApiFieldInstant('when') at!: string;
  @ApiField('who') by!: string;
  @ApiField('their name; null for the system', { nullable: true }) name!: string | null;
  @ApiField('the legal ground', { enum: grounds }) ground!: LegalGround;
  @ApiField("its name in the caller's language") groundName!: string;
}

export class ErasuresJson extends PageJson {
  @ApiField('the newest first', { type: [ErasureJson] }) erasures!: ErasureJson[];
}

export class ErasuresDto extends PageDto {}

class DueErasureJson {
  @ApiField('number of the case') number!: string;
  @ApiField('its site') site!: string;
  @ApiField('its kind') kind!: string;
  @ApiFieldInstant('when it was filed') closedAt!: string;
  @ApiFieldInstant('since when its words are kept no longer') dueAt!: string;
}

export class DueErasuresJson extends PageJson {
  @ApiField('by number', { type: [DueErasureJson] }) due!: DueErasureJson[];
}
