import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { xlsxType } from '../../tables/xlsx.js';
import { Refuses } from '../documentation.js';
import { KnowsDry } from '../dry-requests.js';
import { Costs } from '../limits/cost.js';
import { Id, QueryFlag } from '../body-fields.js';
import { Instant } from '../time-fields.js';
import { ApiField } from '../api-field.js';

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

export class TakenJson {
  @ApiField('rows below the headings', { type: 'integer' }) rows!: number;
  @ApiField('rows that add something', { type: 'integer' }) added!: number;
  @ApiField('rows that change something', { type: 'integer' }) changed!: number;
  @ApiField('rows that stand already', { type: 'integer' }) unchanged!: number;
  @ApiField('whether it was only looked at') dry!: boolean;
}

const spreadsheet = { [xlsxType]: { schema: { type: 'string', format: 'binary' } } };

/** A route that takes a spreadsheet as its body. */
export function ImportTableRoute(summary: string, operationId: string): MethodDecorator {
  const description =
    'The first row names the columns, in Chinese or English; sites, roles, departments and people by id or name. Every wrong row is named (`rows[7].role`), and then nothing is written. The same table twice changes nothing.';
  return applyDecorators(
    KnowsDry(),
    HttpCode(200),
    ApiOperation({ summary, description, operationId }),
    ApiConsumes(xlsxType),
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
