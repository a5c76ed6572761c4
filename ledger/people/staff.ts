import type { QueryRunner } from 'typeorm';
import { systemRoles } from '../../domain/rulebook/role-groups.js';
import { tellOfAccess } from './access-notices.js';
import { recordChanges, type ChangeContext } from './organisation-changes.js';
import { fieldFault, type FieldFault } from './change-once.js';

/** A person to be taken on. */
export interface NewPerson {
  id: string;
  name: string;
  email: string | null;
  /** At which colleagues reach them. */
  phone?: string | null;
  language: string;
}

/**
 * Takes somebody on. The id is theirs for good, in all organisations; those under which the desk, the engine and customers
 * stand on record are nobody's.
 */
export async function addPerson(
  runner: QueryRunner,
  person: NewPerson,
  change: ChangeContext,
  field = 'id',
): Promise<FieldFault[]> {
  const { id, name, email, phone = null, language } = person;
  if (systemRoles.includes(id))
    return [
      fieldFault(
        field,
        `'${id}' is what Banjie itself goes by on record: choose another id.`,
        `“${id}”是系统自身在记录中使用的标识，请另选。`,
      ),
    ];
  const added = await runner.query(
    `INSERT INTO people (id, name, email, phone, language, organisation) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING RETURNING id`,
    [id, name, email, phone, language, change.organisation],
  );
  if (added.length === 0)
    return [fieldFault(field, `'${id}' is taken: choose another id.`, `标识“${id}”已被使用，请另选。`)];
  await recordChanges(runner, change, [
    {
      what: 'person',
      subject: id,
      person: id,
      change: 'created',
      value: { name, email, phone, language },
      holdsFrom: change.now,
    },
  ]);
  return [];
}

/** Changes what somebody is called and how they are reached; false where nothing would change. */
export async function changePerson(
  runner: QueryRunner,
  id: string,
  to: Partial<Omit<NewPerson, 'id'>>,
  change: ChangeContext,
): Promise<boolean> {
  const [before] = await runner.query(
    `SELECT name, email, phone, language FROM people WHERE id = $1 AND organisation = $2`,
    [id, change.organisation],
  );
  const value = { ...before, ...to };
  if (JSON.stringify(value) === JSON.stringify(before)) return false;
  await runner.query(`UPDATE people SET name = $2, email = $3, phone = $4, language = $5 WHERE id = $1`, [
    id,
    value.name,
    value.email,
    value.phone,
    value.language,
  ]);
  const [changeId] = await recordChanges(runner, change, [
    { what: 'person', subject: id, person: id, change: 'changed', before, value, holdsFrom: change.now },
  ]);
  // Else what they are told of tokens would go to whoever changed where it goes.
  if (value.email !== before.email) await tellOfAccess(runner, { changeId: changeId!, person: id, own: true }, change);
  return true;
}

/**
 * Somebody leaves at `at` (UTC ISO): posts end, they leave their teams, and duties, absences and delegations that would
 * go on beyond are withdrawn. What they have of a team then goes back to it (ledger/people/release-abandoned-cases.ts).
 * Everything stays on record.
 */
export async function endPerson(
  runner: QueryRunner,
  id: string,
  at: string,
  change: ChangeContext,
): Promise<FieldFault[]> {
  const [person] = await runner.query(`SELECT ended_at FROM people WHERE id = $1 AND organisation = $2`, [
    id,
    change.organisation,
  ]);
  if (person.ended_at && person.ended_at <= new Date(change.now))
    return [fieldFault('at', 'They have left already.', '该人员已离职。')];
  if (at < change.now)
    return [
      fieldFault(
        'at',
        'It lies in the past: what was done in their posts since stays done. Give a time from now on.',
        '时间已过，请填写现在或以后的时间。',
      ),
    ];
  await runner.query(`UPDATE people SET ended_at = $2 WHERE id = $1`, [id, at]);
  await runner.query(
    `UPDATE posts SET valid_until = GREATEST($2::timestamptz, valid_from) WHERE person_id = $1 AND valid_until > $2`,
    [id, at],
  );
  await runner.query(
    `UPDATE team_members SET until_at = GREATEST(from_at, $2::timestamptz), ended_by = $3 WHERE person_id = $1 AND (until_at IS NULL OR until_at > $2)`,
    [id, at, change.by],
  );
  for (const [table, column] of [
    ['roster_entries', 'person_id'],
    ['absences', 'person_id'],
    ['delegations', 'from_person'],
    ['delegations', 'to_person'],
  ] as const) {
    await runner.query(
      `UPDATE ${table} SET withdrawn_at = $2 WHERE ${column} = $1 AND ends_at > $2 AND (withdrawn_at IS NULL OR withdrawn_at > $2)`,
      [id, at],
    );
  }
  await recordChanges(runner, change, [
    { what: 'person', subject: id, person: id, change: 'ended', value: { at }, holdsFrom: at },
  ]);
  return [];
}
