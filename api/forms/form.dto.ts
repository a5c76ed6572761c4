import { Day, Month } from '../time-fields.js';
import { Id } from '../body-fields.js';

export class FormDto {
  @Id('Site it is printed for.', { example: 'sunshine' })
  site!: string;

  @Day('The day it is printed for, in the zone of the rulebook.', { optional: true })
  date?: string;

  @Month('The month, where the form is one of months.', { optional: true })
  month?: string;

  @Id('Whose form, where several rulebooks hold at the site.', { optional: true })
  rulebook?: string;
}
