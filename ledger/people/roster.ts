import type { DataSource, QueryRunner } from 'typeorm';
import { rosterRoles } from '../../domain/rulebook/roster.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { recordChanges } from './organisation-changes.js';
import { fieldFault, type FieldFault } from './change-once.js';
import { roleFaults, type ChangeContext } from './staff.js';
import { utcIso } from '../sql.js';

/** Who is to be on duty. Instants in UTC ISO. */
export interface NewRosterEntry {
  person: string;
  role: string;
  site: string;
  department: string | null;
  from: string;
  until: string;
}

/** A line of the duty roster (值班表). */
export interface RosterEntry extends NewRosterEntry {
  id: string;
  name: string;
}

const columns = `entries.id, entries.person_id AS person, people.name, entries.role, entries.site_id AS site, entries.department,
  ${utcIso('entries.starts_at')} AS "from", ${utcIso('entries.ends_at')} AS until`;

/** The entries of a site that touch the time from `from` up to `until` (UTC ISO), by time. */
export async function rosterEntriesOf(
  source: Pick<DataSource | QueryRunner, 'query'>,
  site: string,
  from: string,
  until: string,
  role?: string,
): Promise<RosterEntry[]> {
  return source.query(
    `SELECT ${columns} FROM roster_entries entries JOIN people ON people.id = entries.person_id
     WHERE site_id = $1 AND ends_at > $2 AND starts_at < $3 AND withdrawn_at IS NULL AND ($4::text IS NULL OR role = $4) ORDER BY starts_at, role, entries.id LIMIT 5000`,
    [site, from, until, role ?? null],
  );
}

/** The entry of that id that still stands at one of the sites; undefined where there is none. */
export async function rosterEntryOf(
  source: Pick<DataSource | QueryRunner, 'query'>,
  id: string,
): Promise<RosterEntry | undefined> {
  const [entry] = await source.query(
    `SELECT ${columns} FROM roster_entries entries JOIN people ON people.id = entries.person_id WHERE entries.id = $1::bigint AND withdrawn_at IS NULL`,
    [id],
  );
  return entry;
}

/** A duty that somebody has at the moment, in their own name. */
export async function dutiesNow(source: Pick<DataSource, 'query'>, person: string, at: string): Promise<RosterEntry[]> {
  return source.query(
    `SELECT ${columns} FROM roster_entries entries JOIN people ON people.id = entries.person_id
     WHERE person_id = $1 AND starts_at <= $2 AND $2 < ends_at AND (withdrawn_at IS NULL OR withdrawn_at > $2) ORDER BY entries.id`,
    [person, at],
  );
}

/**
 * Enters duties, all of them or none: every fault by its entry (`at(i, field)`). An entry that stands already, word by
 * word, is left as it is.
 */
export async function addRosterEntries(
  runner: QueryRunner,
  entries: NewRosterEntry[],
  change: ChangeContext,
  at: (i: number, field: string) => string,
): Promise<FieldFault[] | { ids: string[]; added: number }> {
  const faults: FieldFault[] = [];
  const ids: string[] = [];
  const added: (NewRosterEntry & { id: string })[] = [];
  for (const [i, entry] of entries.entries()) {
    const same = await sameEntry(runner, entry);
    const wrong = same ? [] : await entryFaults(runner, entry, change, (field) => at(i, field));
    faults.push(...wrong);
    if (wrong.length > 0) continue;
    // Written at once, within the transaction: the next entry is checked against it.
    const id = same ?? (await insert(runner, entry));
    ids.push(id);
    if (!same) added.push({ ...entry, id });
  }
  if (faults.length > 0) return faults;
  const { organisation, by, now } = change;
  await recordChanges(
    runner,
    added.map((entry) => ({
      organisation,
      what: 'roster-entry',
      subject: entry.id,
      person: entry.person,
      site: entry.site,
      change: 'created',
      value: entry,
      holdsFrom: entry.from,
      by,
      at: now,
    })),
  );
  return { ids, added: added.length };
}

/** Takes an entry out of the roster; what has begun ends now. It stays on record. */
export async function withdrawRosterEntry(
  runner: QueryRunner,
  entry: RosterEntry,
  reason: string,
  { organisation, by, now }: ChangeContext,
): Promise<void> {
  await runner.query(`UPDATE roster_entries SET withdrawn_at = $2 WHERE id = $1::bigint`, [entry.id, now]);
  await recordChanges(runner, [
    {
      organisation,
      what: 'roster-entry',
      subject: entry.id,
      person: entry.person,
      site: entry.site,
      change: 'ended',
      before: entry,
      value: { reason },
      holdsFrom: now,
      by,
      at: now,
    },
  ]);
}

async function insert(
  runner: QueryRunner,
  { person, role, site, department, from, until }: NewRosterEntry,
): Promise<string> {
  const [{ id }] = await runner.query(
    `INSERT INTO roster_entries (person_id, role, site_id, department, starts_at, ends_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
    [person, role, site, department, from, until],
  );
  return id;
}

async function sameEntry(
  runner: QueryRunner,
  { person, role, site, department, from, until }: NewRosterEntry,
): Promise<string | undefined> {
  const [row] = await runner.query(
    `SELECT id FROM roster_entries WHERE person_id = $1 AND role = $2 AND site_id = $3 AND department IS NOT DISTINCT FROM $4 AND starts_at = $5 AND ends_at = $6 AND withdrawn_at IS NULL`,
    [person, role, site, department, from, until],
  );
  return row?.id;
}

async function entryFaults(
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
      fieldFault(
        at('site'),
        `There is no site '${site}' here: see /v1/sites.`,
        `没有项目“${site}”，请查看 /v1/sites。`,
      ),
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
        `没有标识为“${person}”的人员，请查看 /v1/people。`,
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
        rosterRoles(role, rulebook).map((one) => rulebook.roles[one]?.name[language] ?? one),
      ),
    ),
  ];
  return fieldFault(
    field,
    `'${person}' does not hold a post there for all of that time that this duty is for: ${names('en').join(', ')}.`,
    `“${person}”在该时段内未在该项目担任可值此班的岗位：${names('zh-CN').join('、')}。`,
  );
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
