import { Id, OneOf } from '../body-fields.js';

export const reportFormats = ['html', 'xlsx', 'pdf'] as const;

export class ReportDto {
  @OneOf('As a page, a workbook or a paper; left out, as JSON.', reportFormats, { optional: true })
  format?: (typeof reportFormats)[number];

  @Id('The duty whose report it is, by the rulebook; left out, the first that is of all kinds of case.', {
    optional: true,
    example: 'repair-statistics',
  })
  duty?: string;
}
