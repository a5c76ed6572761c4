import type { Json } from '../api/client.js';
import type { Day } from './days.js';

/** Somebody of the department with what is known of each day of the month. */
export interface AttendanceRow {
  person: string;
  name: string;
  days: ReadonlyMap<Day, Json<'SheetDayJson'>>;
  present: number;
  irregular: number;
  absent: number;
}
