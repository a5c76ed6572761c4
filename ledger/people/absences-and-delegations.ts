import type { DataSource, QueryRunner } from 'typeorm';
import { rolesAbove } from '../../domain/rulebook/role-groups.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { recordChanges, type ChangeContext } from './organisation-changes.js';
import { fieldFault, type FieldFault } from './change-once.js';
import { holdsPostThroughout } from './posts.js';
import { utcIso } from '../sql.js';

/** Somebody is away. Instants in UTC ISO. */
export interface NewAbsence {
  person: string;
  from: string;
  until: string;
  reason: string | null;
}

/** Somebody stands in for another (委托代理): in one of their posts, or (null) in all. Instants in UTC ISO. */
export interface NewDelegation {
  from: string;
  until: string;
  person: string;
  to: string;
  post: string | null;
  reason: string;
}

export type Absence = NewAbsence & { id: string };
export type Delegation = NewDelegation & { id: string };

const absences = `SELECT id, person_id AS person, ${utcIso('starts_at')} AS "from", ${utcIso('ends_at')} AS until, reason FROM absences`;
const delegations = `SELECT id, from_person AS person, to_person AS to, post_id AS post, ${utcIso('starts_at')} AS "from", ${utcIso('ends_at')} AS until, reason FROM delegations`;

/** The absences of somebody that are not over at `at` (UTC ISO), and the delegations by and to them. */
export async function absencesAndDelegationsOf(
  source: Pick<DataSource, 'query'>,
  person: string,
  at: string,
): Promise<{ absences: Absence[]; delegations: Delegation[] }> {
  const still = `ends_at > $2 AND (withdrawn_at IS NULL OR withdrawn_at > $2)`;
  return {
    absences: await source.query(`${absences} WHERE person_id = $1 AND ${still} ORDER BY starts_at, id`, [person, at]),
    delegations: await source.query(
      `${delegations} WHERE (from_person = $1 OR to_person = $1) AND ${still} ORDER BY starts_at, id`,
      [person, at],
    ),
  };
}

/** Enters that somebody is away; where they are already, the two must not overlap. */
export async function addAbsence(
  runner: QueryRunner,
  absence: NewAbsence,
  change: ChangeContext,
): Promise<FieldFault[] | Absence> {
  const { person, from, until, reason } = absence;
  const wrong = timeFaults(from, until, change.now);
  if (wrong.length > 0) return wrong;
  const [other] = await runner.query(
    `SELECT 1 FROM absences WHERE person_id = $1 AND ends_at > $2 AND starts_at < $3 AND withdrawn_at IS NULL LIMIT 1`,
    [person, from, until],
  );
  if (other)
    return [
      fieldFault(
        'from',
        'They are entered as away for part of that time already: withdraw the other first.',
        '该时段已有不在岗登记，请先撤销原登记。',
      ),
    ];
  const [{ id }] = await runner.query(
    `INSERT INTO absences (person_id, starts_at, ends_at, reason) VALUES ($1, $2, $3, $4) RETURNING id`,
    [person, from, until, reason],
  );
  await recordChanges(runner, change, [
    { what: 'absence', subject: id, person, change: 'created', value: absence, holdsFrom: from },
  ]);
  return { id, ...absence };
}

/** Enters that somebody stands in for another; refused where they may not, or where it would lead nowhere. */
export async function addDelegation(
  runner: QueryRunner,
  delegation: NewDelegation,
  change: ChangeContext,
): Promise<FieldFault[] | Delegation> {
  const { now } = change;
  const { person, to, post, from, until, reason } = delegation;
  const faults = timeFaults(from, until, now);
  if (to === person)
    faults.push(fieldFault('to', 'Nobody stands in for themselves: name somebody else.', '不能委托本人，请另选人员。'));
  else if (faults.length === 0) faults.push(...(await delegationFaults(runner, delegation, change)));
  if (faults.length > 0) return faults;
  const [{ id }] = await runner.query(
    `INSERT INTO delegations (from_person, to_person, post_id, starts_at, ends_at, reason) VALUES ($1, $2, $3::bigint, $4, $5, $6) RETURNING id`,
    [person, to, post, from, until, reason],
  );
  const kept = {
    what: 'delegation' as const,
    subject: id,
    change: 'created' as const,
    value: delegation,
    holdsFrom: from,
  };
  await recordChanges(runner, change, [
    { ...kept, person },
    { ...kept, person: to },
  ]);
  return { id, ...delegation };
}

/**
 * Ends an absence or a delegation of somebody: what has begun ends now, what has not never was. False where there is
 * none.
 */
export async function withdrawAbsenceOrDelegation(
  runner: QueryRunner,
  table: 'absence' | 'delegation',
  person: string,
  id: string,
  change: ChangeContext,
): Promise<boolean> {
  const [sql, target, owner] =
    table === 'absence'
      ? ([absences, 'absences', 'person_id'] as const)
      : ([delegations, 'delegations', 'from_person'] as const);
  const [before] = await runner.query(
    `${sql} WHERE id = $1::bigint AND ${owner} = $2 AND withdrawn_at IS NULL AND ends_at > $3`,
    [id, person, change.now],
  );
  if (!before) return false;
  await runner.query(`UPDATE ${target} SET withdrawn_at = $2 WHERE id = $1::bigint`, [id, change.now]);
  await recordChanges(
    runner,
    change,
    [person, ...(table === 'delegation' ? [before.to] : [])].map((concerned) => ({
      what: table,
      subject: id,
      person: concerned,
      change: 'ended',
      before,
      value: {},
      holdsFrom: change.now,
    })),
  );
  return true;
}

/** A minute is left for what was written just now. */
const toleranceMs = 60_000;

function timeFaults(from: string, until: string, now: string): FieldFault[] {
  if (until <= from) return [fieldFault('until', 'It must end after it begins.', '结束时间须晚于开始时间。')];
  if (Date.parse(from) < Date.parse(now) - toleranceMs)
    return [
      fieldFault(
        'from',
        'It lies in the past, where others have acted already: begin now or later.',
        '开始时间已过：请填写现在或以后的时间。',
      ),
    ];
  return [];
}

async function delegationFaults(
  runner: QueryRunner,
  { person, to, post, from, until }: NewDelegation,
  { organisation, rulebooks }: ChangeContext,
): Promise<FieldFault[]> {
  const [{ there }] = await runner.query(
    `SELECT EXISTS (SELECT FROM people WHERE id = $1 AND organisation = $2 AND ended_at IS NULL) AS there`,
    [to, organisation],
  );
  if (!there)
    return [
      fieldFault(
        'to',
        `There is nobody of the id '${to}': see /v1/people.`,
        `没有标识为“${to}”的人员，请查看人员名单。`,
      ),
    ];
  const posts: { id: string; role: string; site: string | null }[] = await runner.query(
    `SELECT id, role, site_id AS site FROM posts WHERE person_id = $1 AND ($2::bigint IS NULL OR id = $2) AND valid_from < $4 AND valid_until > $3 ORDER BY id`,
    [person, post, from, until],
  );
  if (posts.length === 0)
    return [
      fieldFault(
        'post',
        'They hold no such post at that time: see their posts.',
        '该人员在此期间没有此岗位，请查看其岗位。',
      ),
    ];
  for (const held of posts) {
    const roles = eligibleSubstituteRoles(held.role, rulebooks);
    if (await holdsPostThroughout(runner, { person: to, roles, site: held.site, from, until })) continue;
    const names = (language: 'zh-CN' | 'en') =>
      roles.map((role) => rulebooks.map(({ roles: all }) => all[role]?.name[language]).find(Boolean) ?? role);
    return [
      fieldFault(
        'to',
        `'${to}' may not stand in for the post '${held.role}': that takes, at the same site and for all of the time, ${names('en').join(', ')}.`,
        `“${to}”不能代理岗位“${names('zh-CN')[0]}”：须在同一项目并在整个期间担任${names('zh-CN').join('、')}。`,
      ),
    ];
  }
  const [twice] = await runner.query(
    `SELECT 1 FROM delegations WHERE from_person = $1 AND ends_at > $2 AND starts_at < $3 AND withdrawn_at IS NULL AND (post_id IS NULL OR $4::bigint IS NULL OR post_id = $4) LIMIT 1`,
    [person, from, until, post],
  );
  if (twice)
    return [
      fieldFault(
        'from',
        'Somebody stands in for this post at that time already: withdraw that first.',
        '该岗位在此期间已有代理人，请先撤销。',
      ),
    ];
  const [circle] = await runner.query(
    `WITH RECURSIVE onward AS (
       SELECT to_person AS person FROM delegations WHERE from_person = $2 AND ends_at > $3 AND starts_at < $4 AND withdrawn_at IS NULL
       UNION SELECT to_person FROM onward JOIN delegations ON from_person = onward.person WHERE ends_at > $3 AND starts_at < $4 AND withdrawn_at IS NULL
     ) SELECT 1 FROM onward WHERE person = $1`,
    [person, to, from, until],
  );
  return circle
    ? [
        fieldFault(
          'to',
          `'${to}' is stood in for by '${person}' at that time, directly or through others: name somebody else.`,
          `“${to}”在此期间已（间接）委托“${person}”代理，形成循环，请另选人员。`,
        ),
      ]
    : [];
}

/** Who may stand in for a role: those who hold it, those above it, and those whom its rule names. */
export function eligibleSubstituteRoles(role: string, rulebooks: Pick<Rulebook, 'roles'>[]): string[] {
  return [
    ...new Set([
      role,
      ...rulebooks.flatMap((rulebook) => [...rolesAbove(role, rulebook), ...(rulebook.roles[role]?.substitutes ?? [])]),
    ]),
  ];
}
