import { ApiField, ApiFieldInstant } from '../api-field.js';

export class ImportCountsJson {
  @ApiField('rows that became cases', { type: 'integer' }) taken!: number;
  @ApiField('rows in which the same person says the same again, joined to the earlier case', { type: 'integer' })
  joined!: number;
  @ApiField('rows that were taken before', { type: 'integer' }) there!: number;
  @ApiField('rows that were refused', { type: 'integer' }) refused!: number;
  @ApiField('rows with nothing in them', { type: 'integer' }) blank!: number;
}

export class ImportRowJson {
  @ApiField('the row, as the spreadsheet counts', { type: 'integer' }) row!: number;
  @ApiField('its sheet, where several were read', { required: false }) sheet?: string;
  @ApiField('its own id', { required: false }) id?: string;
  @ApiField('what became of it', { enum: ['taken', 'joined', 'there', 'refused', 'blank'] }) outcome!: string;
  @ApiField('number of its case; none where it was only looked at', { required: false }) number?: string;
  @ApiField('number of the case it was joined to', { required: false }) into?: string;
  @ApiField('stable code of a refusal', { required: false }) code?: string;
  @ApiField('why it was refused, or what is to be known of it; cells are not quoted, but for dates', {
    required: false,
  })
  detail?: string;
}

export class ImportJson {
  @ApiField('id of the import') id!: string;
  @ApiField('site of the cases') site!: string;
  @ApiField('namespace of the mapping') namespace!: string;
  @ApiField('whether the table is only looked at: nothing is taken') dry!: boolean;
  @ApiField('how it stands; what has broken off goes on where it is sent again with the same Idempotency-Key', {
    enum: ['running', 'done', 'failed', 'broken-off'],
  })
  status!: string;
  @ApiField('the same in a sentence') detail!: string;
  @ApiFieldInstant('when it began') startedAt!: string;
  @ApiFieldInstant('when it ended', { nullable: true }) endedAt!: string | null;
  @ApiField('rows below the headings that can be seen; not known at first', { type: 'integer', nullable: true })
  rows!: number | null;
  @ApiField('rows that are done', { type: 'integer' }) read!: number;
  @ApiField('what became of the rows that are done') counts!: ImportCountsJson;
  @ApiField('what of the table was left out: columns, sheets, hidden rows; a sentence each', { type: [String] })
  leftOut!: string[];
  @ApiField('every row; empty until it has ended', { type: [ImportRowJson] }) results!: ImportRowJson[];
}

export class ImportsJson {
  @ApiField('your newest imports, without their rows', { type: [ImportJson] }) imports!: ImportJson[];
}

class SuggestedColumnJson {
  @ApiField('field of a mapping, such as `subject`') field!: string;
  @ApiField('heading of the column that is probably it') heading!: string;
}

export class ImportHeadingsJson {
  @ApiField('the row of the headings, as the spreadsheet counts; null for a table with nothing in it', {
    type: 'integer',
    nullable: true,
  })
  row!: number | null;
  @ApiField('what stands above the columns, from left to right', { type: [String] }) headings!: string[];
  @ApiField('which of them may be what', { type: [SuggestedColumnJson] }) suggested!: SuggestedColumnJson[];
}
