import type { QueryRunner } from 'typeorm';
import { rosterRoles } from '../../domain/rulebook/roster.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { ChangeContext } from './organisation-changes.js';
import { fieldFault, type FieldFault } from './change-once.js';
import { holdsPostThroughout, roleFaults } from './posts.js';

/** Who is to be on duty. Instants in UTC ISO. */
export interface NewRosterEntry {
  person: string;
  role: string;
  site: string;
  department: string | null;
  from: string;
  until: string;
}

/** Why a duty cannot be entered, by its fields; none where it can. */
export async function rosterEntryFaults(
  runner: QueryRunner,
  { person, role, site, department, from, until }: NewRosterEntry,
  { organisation, rulebooks, now }: ChangeContext,
  at: (field: string) => string,
): Promise<FieldFault[]> {
  if (until <= from) return [fieldFault(at('until'), 'The duty must end after it begins.', '值班结束须晚于开始。')];
  if (until <= now)
    return [
      fieldFault(
        at('until'),
        'The duty is over already: a roster says who will be on duty.',
        '该班次已过：值班表只登记以后的班次。',
      ),
    ];
  const [known] = await runner.query(
    `SELECT ARRAY(SELECT unnest(rulebooks) FROM sites WHERE id = $1 AND organisation = $2 AND ended_at IS NULL) AS names,
       EXISTS (SELECT FROM people WHERE id = $3 AND organisation = $2) AS there`,
    [site, organisation, person],
  );
  if (known.names.length === 0)
    return [
      fieldFault(at('site'), `There is no site '${site}' here: see /v1/sites.`, `没有项目“${site}”，请查看项目名单。`),
    ];
  const here = rulebooks.filter(({ name }) => known.names.includes(name));
  const unknown =
    role === 'administrator'
      ? [fieldFault(at('role'), 'Administrators are not on the duty roster.', '管理员不列入值班表。')]
      : roleFaults(role, department, here, organisation, at);
  if (!known.there)
    return [
      fieldFault(
        at('person'),
        `There is nobody of the id '${person}': see /v1/people.`,
        `没有标识为“${person}”的人员，请查看人员名单。`,
      ),
      ...unknown,
    ];
  if (unknown.length > 0) return unknown;
  const taken = await holdsPostThroughout(runner, {
    person,
    roles: here.flatMap((rulebook) => rosterRoles(role, rulebook)),
    site,
    from,
    until,
  });
  return [
    ...(taken ? [] : [noPostFault(person, role, here, at('person'))]),
    ...(await rosterConflicts(runner, { person, role, site, department, from, until }, at)),
  ];
}

function noPostFault(person: string, role: string, rulebooks: Rulebook[], field: string): FieldFault {
  const names = (language: 'zh-CN' | 'en') => [
    ...new Set(
      rulebooks.flatMap((rulebook) =>
        rosterRoles(role, rulebook).map((held) => rulebook.roles[held]?.name[language] ?? held),
      ),
    ),
  ];
  return fieldFault(
    field,
    `'${person}' does not hold a post there for all of that time that this duty is for: ${names('en').join(', ')}.`,
    `“${person}”在该时段内未在该项目担任可值此班的岗位：${names('zh-CN').join('、')}。`,
  );
}

/** Nobody is at two sites at once, nor twice in the same duty; somebody who is away is not on duty. */
async function rosterConflicts(
  runner: QueryRunner,
  { person, role, site, department, from, until }: NewRosterEntry,
  at: (field: string) => string,
): Promise<FieldFault[]> {
  const [other] = await runner.query(
    `SELECT site_id AS site, role FROM roster_entries
     WHERE person_id = $1 AND ends_at > $2 AND starts_at < $3 AND withdrawn_at IS NULL AND (site_id <> $4 OR role = $5 AND department IS NOT DISTINCT FROM $6) LIMIT 1`,
    [person, from, until, site, role, department],
  );
  if (other?.site === site)
    return [
      fieldFault(
        at('person'),
        `'${person}' has this duty already at that time: correct one of the two.`,
        `“${person}”在该时段已排同一班次，请更正其一。`,
      ),
    ];
  if (other)
    return [
      fieldFault(
        at('person'),
        `'${person}' is on duty at '${other.site}' at that time and cannot be at two sites: name somebody else.`,
        `“${person}”在该时段已在“${other.site}”值班，不能同时在两处，请另安排人员。`,
      ),
    ];
  const [away] = await runner.query(
    `SELECT 1 FROM absences WHERE person_id = $1 AND ends_at > $2 AND starts_at < $3 AND withdrawn_at IS NULL LIMIT 1`,
    [person, from, until],
  );
  return away
    ? [
        fieldFault(
          at('person'),
          `'${person}' is away at that time: name somebody else.`,
          `“${person}”在该时段不在岗，请另安排人员。`,
        ),
      ]
    : [];
}
