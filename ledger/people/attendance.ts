import type { DataSource, QueryRunner } from 'typeorm';
import { recordChanges, type ChangeContext } from './organisation-changes.js';
import type { OrganisationChange } from './organisation-record.js';
import { fieldFault, type FieldFault } from './change-once.js';

/** How somebody was there on a day (考勤). */
export const attendanceStates = ['present', 'late', 'left-early', 'absent', 'leave', 'sick', 'travel', 'off'] as const;

/** Who was there on a day (`2026-11-23`, local). */
export interface NewAttendance {
  person: string;
  day: string;
  state: string;
  remark: string | null;
}

/** A day of somebody on the sheet of a month: as entered last, or as the roster has it. */
export interface AttendanceDay {
  person: string;
  name: string;
  day: string;
  state: string;
  source: 'entered' | 'roster';
  /** How often it was corrected. */
  corrections: number;
  remark: string | null;
}

/**
 * Enters who was there, all of them or none; what was entered for the same person and day before stays beside it. The
 * same again changes nothing.
 */
export async function enterAttendance(
  runner: QueryRunner,
  where: { site: string; department: string; today: string },
  entries: NewAttendance[],
  change: ChangeContext,
): Promise<FieldFault[] | { entered: number }> {
  const { site, department, today } = where;
  const { organisation, by, now } = change;
  const faults: FieldFault[] = [];
  for (const [i, { person, day }] of entries.entries()) {
    const at = (field: string): string => `entries[${i}].${field}`;
    if (day > today)
      faults.push(
        fieldFault(
          at('day'),
          'That day is still to come: attendance says who was there.',
          '日期尚未到来：考勤登记的是已到岗情况。',
        ),
      );
    if (entries.findIndex((one) => one.person === person && one.day === day) < i)
      faults.push(
        fieldFault(
          at('person'),
          'The same person and day stand above already: leave one out.',
          '同一人员同一日期重复，请删去其一。',
        ),
      );
    const [belongs] = await runner.query(
      `SELECT 1 FROM posts JOIN people ON people.id = person_id WHERE person_id = $1 AND organisation = $2 AND department = $3 AND (site_id IS NULL OR site_id = $4)
         AND valid_from < ($5::date + 1)::timestamptz AND valid_until > $5::date::timestamptz LIMIT 1`,
      [person, organisation, department, site, day],
    );
    if (!belongs)
      faults.push(
        fieldFault(
          at('person'),
          `'${person}' did not belong to the department '${department}' that day: see /v1/people.`,
          `“${person}”当日不属于部门“${department}”，请查看人员名单。`,
        ),
      );
  }
  if (faults.length > 0) return faults;
  const entered: OrganisationChange[] = [];
  for (const { person, day, state, remark } of entries) {
    const [before] = await runner.query(
      `SELECT state, remark FROM attendance WHERE site_id = $1 AND department = $2 AND day = $3 AND person_id = $4 ORDER BY id DESC LIMIT 1`,
      [site, department, day, person],
    );
    if (before?.state === state && before.remark === remark) continue;
    const [{ id }] = await runner.query(
      `INSERT INTO attendance (person_id, site_id, department, day, state, remark, entered_by, entered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
      [person, site, department, day, state, remark, by, now],
    );
    entered.push({
      what: 'attendance',
      subject: id,
      person,
      site,
      change: before ? 'changed' : 'created',
      before: before ?? null,
      value: { department, day, state, remark },
      holdsFrom: now,
    });
  }
  await recordChanges(runner, change, entered);
  return { entered: entered.length };
}

/**
 * The sheet of a department for the days from `from` to `to` (local dates, both included): what was entered last, else
 * who was on the roster.
 */
export async function attendanceSheet(
  source: Pick<DataSource, 'query'>,
  {
    site,
    department,
    from,
    to,
    timeZone,
  }: { site: string; department: string; from: string; to: string; timeZone: string },
): Promise<AttendanceDay[]> {
  return source.query(
    `WITH entered AS (
       SELECT DISTINCT ON (person_id, day) person_id, day, state, remark, count(*) OVER (PARTITION BY person_id, day) - 1 AS corrections
       FROM attendance WHERE site_id = $1 AND department = $2 AND day BETWEEN $3::date AND $4::date ORDER BY person_id, day, id DESC
     ), rostered AS (
       SELECT DISTINCT duty.person_id, (duty.starts_at AT TIME ZONE $5)::date AS day FROM roster_entries duty
       WHERE duty.site_id = $1 AND duty.ends_at > $3::date::timestamp AT TIME ZONE $5 AND duty.starts_at < ($4::date + 1)::timestamp AT TIME ZONE $5 AND duty.withdrawn_at IS NULL
         AND (duty.department = $2 OR EXISTS (SELECT FROM posts WHERE posts.person_id = duty.person_id AND posts.department = $2 AND (posts.site_id IS NULL OR posts.site_id = $1) AND posts.valid_from <= duty.starts_at AND duty.starts_at < posts.valid_until))
     )
     SELECT people.id AS person, people.name, sheet.day::text AS day, sheet.state, sheet.source, sheet.corrections::integer AS corrections, sheet.remark FROM (
       SELECT person_id, day, state, 'entered' AS source, corrections, remark FROM entered
       UNION ALL SELECT person_id, day, 'present', 'roster', 0, NULL FROM rostered WHERE day BETWEEN $3::date AND $4::date AND NOT EXISTS (SELECT FROM entered WHERE entered.person_id = rostered.person_id AND entered.day = rostered.day)
     ) AS sheet JOIN people ON people.id = sheet.person_id ORDER BY people.id, sheet.day`,
    [site, department, from, to, timeZone],
  );
}
