import type { QueryRunner } from 'typeorm';
import { installationOrganisation } from '../../domain/actor.js';
import { systemRoles } from '../../domain/rulebook/role-groups.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { recordChanges, type ChangeContext } from './organisation-changes.js';
import { tellOfAccess } from './access-notices.js';
import { fieldFault, type FieldFault } from './change-once.js';

/** A post to be given. `from` and `until` in UTC ISO; without `until` it has no end yet. */
export interface NewPost {
  person: string;
  role: string;
  site: string | null;
  department: string | null;
  from: string;
  until: string | null;
}

/** The role of those who administer people and engine; in no rulebook. */
const administrator = 'administrator';

/**
 * Gives somebody a post, of which they and who is above it are told; its id. What is unknown, or would be held twice at one time, is refused with what there is
 * instead.
 */
export async function addPost(
  runner: QueryRunner,
  post: NewPost,
  change: ChangeContext,
  at: (field: string) => string = (field) => field,
): Promise<FieldFault[] | { id: string }> {
  const faults = await postFaults(runner, post, change, at);
  if (faults.length > 0) return faults;
  const { person, role, site, department, from, until } = post;
  const [{ id }] = await runner.query(
    `INSERT INTO posts (person_id, role, site_id, department, valid_from, valid_until) VALUES ($1, $2, $3, $4, $5, COALESCE($6::timestamptz, 'infinity')) RETURNING id`,
    [person, role, site, department, from, until],
  );
  const [changeId] = await recordChanges(runner, change, [
    {
      what: 'post',
      subject: id,
      person,
      site,
      change: 'created',
      value: { role, site, department, from, until },
      holdsFrom: from,
    },
  ]);
  await tellOfAccess(runner, { changeId: changeId!, person, posts: [{ role, site }] }, change);
  return { id };
}

/** Ends a post of somebody at `at` (UTC ISO). */
export async function endPost(
  runner: QueryRunner,
  person: string,
  id: string,
  at: string,
  change: ChangeContext,
): Promise<FieldFault[]> {
  const [post] = await runner.query(
    `SELECT role, site_id AS site, department, valid_from, valid_until = 'infinity' AS open, valid_until <= $3::timestamptz AS over FROM posts WHERE id = $1::bigint AND person_id = $2`,
    [id, person, change.now],
  );
  if (!post)
    return [
      fieldFault(
        'post',
        `'${person}' holds no post ${id}: see /v1/people/${person}.`,
        `“${person}”没有编号为 ${id} 的岗位，请查看该人员的岗位。`,
      ),
    ];
  if (post.over) return [fieldFault('post', 'This post has ended already.', '该岗位已结束。')];
  if (at < change.now)
    return [
      fieldFault(
        'at',
        'It lies in the past: what was done in the post since stays done. Give a time from now on.',
        '时间已过，请填写现在或以后的时间。',
      ),
    ];
  await runner.query(`UPDATE posts SET valid_until = GREATEST($2::timestamptz, valid_from) WHERE id = $1::bigint`, [
    id,
    at,
  ]);
  const { role, site, department } = post;
  await recordChanges(runner, change, [
    {
      what: 'post',
      subject: id,
      person,
      site,
      change: 'ended',
      value: { role, site, department, until: at },
      holdsFrom: at,
    },
  ]);
  return [];
}

async function postFaults(
  runner: QueryRunner,
  { person, role, site, department, from, until }: NewPost,
  { organisation, rulebooks }: ChangeContext,
  at: (field: string) => string,
): Promise<FieldFault[]> {
  if (until !== null && until <= from)
    return [fieldFault(at('until'), 'It must end after it begins.', '结束时间须晚于开始时间。')];
  const [{ ended, site_known, site_ended, names, twice }] = await runner.query(
    `SELECT (SELECT ended_at <= COALESCE($6::timestamptz, 'infinity') FROM people WHERE id = $1) AS ended,
       EXISTS (SELECT FROM sites WHERE id = $2 AND organisation = $3) AS site_known, EXISTS (SELECT FROM sites WHERE id = $2 AND ended_at IS NOT NULL) AS site_ended,
       ARRAY(SELECT DISTINCT unnest(rulebooks) FROM sites WHERE organisation = $3 AND ($2::text IS NULL OR id = $2)) AS names,
       EXISTS (SELECT FROM posts WHERE person_id = $1 AND role = $4 AND site_id IS NOT DISTINCT FROM $2 AND department IS NOT DISTINCT FROM $7
         AND tstzrange(valid_from, valid_until) && tstzrange($5, COALESCE($6::timestamptz, 'infinity'))) AS twice`,
    [person, site, organisation, role, from, until, department],
  );
  const holding = rulebooks.filter(({ name }) => names.includes(name));
  const faults: FieldFault[] = [];
  if (site !== null && (!site_known || site_ended))
    faults.push(
      fieldFault(at('site'), `There is no site '${site}' here: see /v1/sites.`, `没有项目“${site}”，请查看项目名单。`),
    );
  else faults.push(...roleFaults(role, department, holding, organisation, at));
  if (ended)
    faults.push(
      fieldFault(
        at('until'),
        `'${person}' leaves before that: end the post no later.`,
        `“${person}”在此之前已离职，岗位不能更晚结束。`,
      ),
    );
  else if (twice)
    faults.push(
      fieldFault(
        at('role'),
        'They hold this post already at that time: end the other first.',
        '该人员在此期间已担任同一岗位，请先结束原岗位。',
      ),
    );
  return faults;
}

/**
 * A role of none of the rulebooks that hold at the site (or at any of the organisation), or a department they do not
 * have.
 */
export function roleFaults(
  role: string,
  department: string | null,
  rulebooks: Pick<Rulebook, 'name' | 'roles' | 'departments'>[],
  organisation: string,
  at: (field: string) => string,
): FieldFault[] {
  if (role === administrator)
    return department === null
      ? []
      : [
          fieldFault(
            at('department'),
            'An administrator belongs to no department: leave it out.',
            '管理员不属于部门，请不要填写部门。',
          ),
        ];
  const known = rulebooks.filter(({ roles }) => roles[role] && !roles[role].party && !systemRoles.includes(role));
  if (known.length === 0) {
    const names =
      organisation === installationOrganisation
        ? [administrator]
        : [
            ...new Set([
              ...rulebooks.flatMap(({ roles }) =>
                Object.keys(roles).filter((name) => !roles[name]!.party && !systemRoles.includes(name)),
              ),
              administrator,
            ]),
          ];
    return [
      fieldFault(
        at('role'),
        `No rulebook that holds here has a role '${role}': use one of ${names.join(', ')}.`,
        `此处适用的规程没有角色“${role}”，可用：${names.join('、')}。`,
      ),
    ];
  }
  if (department === null || known.some(({ departments }) => departments[department])) return [];
  const names = known.flatMap(({ departments }) => Object.keys(departments));
  return [
    fieldFault(
      at('department'),
      `There is no department '${department}': use one of ${names.join(', ')}.`,
      `没有部门“${department}”，可用：${names.join('、')}。`,
    ),
  ];
}

/** Whether somebody holds a post of one of the roles at a site from the first to the last moment of a time. */
export async function holdsPostThroughout(
  runner: Pick<QueryRunner, 'query'>,
  {
    person,
    roles,
    site,
    from,
    until,
  }: { person: string; roles: string[]; site: string | null; from: string; until: string },
): Promise<boolean> {
  const [{ covered }] = await runner.query(
    `SELECT tstzmultirange(tstzrange($4, $5)) <@ range_agg(tstzrange(valid_from, valid_until)) AS covered FROM posts
     WHERE person_id = $1 AND role = ANY ($2::text[]) AND (site_id IS NULL OR $3::text IS NOT NULL AND site_id = $3)`,
    [person, roles, site, from, until],
  );
  return covered === true;
}
