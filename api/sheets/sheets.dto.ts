import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { xlsxType } from '../../tables/xlsx.js';
import { Refuses } from '../documentation.js';
import { KnowsDry } from '../dry-requests.js';
import { Costs } from '../limits/cost.js';
import { Id, QueryFlag } from '../body-fields.js';
import { Instant } from '../time-fields.js';
import { ApiField } from '../api-field.js';
import { tableTypes } from './table-types.js';

export class DryDto {
  @QueryFlag('`true`: only looks what the table would do, and writes nothing.')
  dry?: boolean;
}

export class TakeDto extends DryDto {
  @Id('Organisation; only administrators of the whole installation name one, for others it is their own.', {
    optional: true,
  })
  organisation?: string;
}

export class PeopleTableDto {
  @Id('Organisation; only administrators of the whole installation name one, for others it is their own.', {
    optional: true,
  })
  organisation?: string;
}

export class RosterTableDto {
  @Id('Site.', { example: 'north-town-heat' })
  site!: string;

  @Instant('From when on.')
  from!: string;

  @Instant('Until when.')
  until!: string;
}

export class TableNoteJson {
  @ApiField('`table`, or a cell such as `rows[7].from`') field!: string;
  @ApiField('the sentence, in the language of the request') detail!: string;
}

export class TakenJson {
  @ApiField('rows below the headings', { type: 'integer' }) rows!: number;
  @ApiField('rows that add something', { type: 'integer' }) added!: number;
  @ApiField('rows that change something', { type: 'integer' }) changed!: number;
  @ApiField('rows that stand already', { type: 'integer' }) unchanged!: number;
  @ApiField('whether it was only looked at') dry!: boolean;
  @ApiField('what was left out (hidden rows, sheets without the headings), and times that are not as they look', {
    type: [TableNoteJson],
    required: false,
  })
  notes?: TableNoteJson[];
}

const spreadsheet = { [xlsxType]: { schema: { type: 'string', format: 'binary' } } };

/** A route that takes a spreadsheet as its body. */
export function ImportTableRoute(summary: string, operationId: string): MethodDecorator {
  const description =
    'An .xlsx workbook, csv, or cells as they are pasted. Headings in Chinese or English, in one row or two, also below a title and on several sheets (`sheets[2月].rows[7].role`); sites, roles, departments and people by id or name; merged cells count for all they span. Every wrong row is named (`rows[7].role`), and then nothing is written. Hidden rows are left out and named in `notes`. The same table twice changes nothing.';
  return applyDecorators(
    KnowsDry(),
    HttpCode(200),
    ApiOperation({ summary, description, operationId }),
    ApiConsumes(...tableTypes),
    ApiBody({ required: true, schema: { type: 'string', format: 'binary' } }),
    ApiOkResponse({ type: TakenJson }),
    Refuses(400, 401, 403, 404, 413, 415, 422, 503),
  );
}

/** A route that gives a spreadsheet. */
export function ExportTableRoute(summary: string, operationId: string): MethodDecorator {
  return applyDecorators(
    Costs('export'),
    ApiOperation({ summary, operationId }),
    ApiOkResponse({
      description: 'The table, which the route that takes it reads back without a change.',
      content: spreadsheet,
    }),
    Refuses(401, 403, 404, 422),
  );
}
