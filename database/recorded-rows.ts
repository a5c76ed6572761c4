import { instantText, ofPerson, ofSite, type RecordedTable } from './recorded-table.js';

/** The rows of an organisation that are kept by changes on record, by table. */
export const recordedTables = {
  people: {
    version: 1,
    id: 'id',
    idType: 'text',
    organisation: 'people.organisation',
    from: 'people',
    columns: ['people.name', 'people.email', 'people.language', 'people.organisation', instantText('people.ended_at')],
    added: { version: 2, when: 'people.phone IS NOT NULL', columns: ['people.phone'] },
  },
  posts: {
    version: 1,
    id: 'id',
    idType: 'bigint',
    ...ofPerson('posts'),
    columns: [
      'posts.person_id',
      'posts.role',
      'posts.site_id',
      'posts.department',
      instantText('posts.valid_from'),
      instantText('posts.valid_until'),
    ],
    people: ['person_id'],
    site: 'site_id',
  },
  tokens: {
    version: 1,
    id: 'id',
    idType: 'bigint',
    ...ofPerson('tokens'),
    columns: [
      'tokens.person_id',
      'tokens.hash',
      'tokens.made_by',
      instantText('tokens.created_at'),
      instantText('tokens.ends_at'),
      instantText('tokens.revoked_at'),
    ],
  },
  passwords: {
    version: 1,
    id: 'person_id',
    idType: 'text',
    ...ofPerson('passwords'),
    columns: ['passwords.hash', 'passwords.must_change', instantText('passwords.valid_until')],
  },
  sites: {
    version: 1,
    id: 'id',
    idType: 'text',
    organisation: 'sites.organisation',
    from: 'sites',
    columns: ['sites.kind', 'sites.name', 'sites.organisation', 'sites.rulebooks', instantText('sites.ended_at')],
  },
  roster_entries: {
    version: 1,
    id: 'id',
    idType: 'bigint',
    ...ofSite('roster_entries'),
    columns: [
      'roster_entries.person_id',
      'roster_entries.role',
      'roster_entries.site_id',
      'roster_entries.department',
      instantText('roster_entries.starts_at'),
      instantText('roster_entries.ends_at'),
      instantText('roster_entries.withdrawn_at'),
    ],
    people: ['person_id'],
    site: 'site_id',
  },
  roster_swaps: {
    version: 1,
    id: 'id',
    idType: 'bigint',
    ...ofPerson('roster_swaps', 'asked_by'),
    columns: [
      'roster_swaps.entry_id',
      'roster_swaps.other_id',
      'roster_swaps.asked_by',
      instantText('roster_swaps.asked_at'),
      'roster_swaps.answered_by',
      instantText('roster_swaps.answered_at'),
      'roster_swaps.agreed',
    ],
  },
  absences: {
    version: 1,
    id: 'id',
    idType: 'bigint',
    ...ofPerson('absences'),
    columns: [
      'absences.person_id',
      instantText('absences.starts_at'),
      instantText('absences.ends_at'),
      'absences.reason',
      instantText('absences.withdrawn_at'),
    ],
    people: ['person_id'],
  },
  delegations: {
    version: 1,
    id: 'id',
    idType: 'bigint',
    ...ofPerson('delegations', 'from_person'),
    columns: [
      'delegations.from_person',
      'delegations.to_person',
      'delegations.post_id',
      instantText('delegations.starts_at'),
      instantText('delegations.ends_at'),
      'delegations.reason',
      instantText('delegations.withdrawn_at'),
    ],
    people: ['from_person', 'to_person'],
  },
  attendance: {
    version: 1,
    id: 'id',
    idType: 'bigint',
    ...ofSite('attendance'),
    columns: [
      'attendance.person_id',
      'attendance.site_id',
      'attendance.department',
      `to_char(attendance.day, 'YYYY-MM-DD')`,
      'attendance.state',
      'attendance.remark',
      'attendance.entered_by',
      instantText('attendance.entered_at'),
    ],
  },
  contacts: {
    version: 1,
    id: 'id',
    idType: 'bigint',
    ...ofSite('contacts'),
    columns: [
      'contacts.site_id',
      'contacts.kind',
      'contacts.name',
      'contacts.phone',
      'contacts.remark',
      'contacts.created_by',
      instantText('contacts.created_at'),
      instantText('contacts.ended_at'),
    ],
  },
  standard_answers: {
    version: 1,
    later: true,
    id: 'id',
    idType: 'text',
    organisation: 'standard_answers.organisation',
    from: 'standard_answers',
    columns: [
      'standard_answers.organisation',
      'standard_answers.rulebook',
      'standard_answers.language',
      'standard_answers.title',
      'standard_answers.words',
      'standard_answers.clause',
      'standard_answers.kinds',
      'standard_answers.categories',
      'standard_answers.occasion',
      `to_char(standard_answers.valid_from, 'YYYY-MM-DD')`,
      `to_char(standard_answers.valid_until, 'YYYY-MM-DD')`,
      'standard_answers.created_by',
      instantText('standard_answers.created_at'),
      'standard_answers.ended_by',
      instantText('standard_answers.ended_at'),
    ],
  },
  wall_links: {
    version: 1,
    later: true,
    id: 'id',
    idType: 'bigint',
    organisation: 'wall_links.organisation',
    from: 'wall_links',
    columns: [
      'wall_links.hash',
      'wall_links.organisation',
      'wall_links.site_id',
      'wall_links.name',
      'wall_links.created_by',
      instantText('wall_links.created_at'),
      instantText('wall_links.ends_at'),
      'wall_links.ended_by',
      instantText('wall_links.ended_at'),
    ],
  },
} satisfies Record<string, RecordedTable>;

export type RecordedTableName = keyof typeof recordedTables;

/**
 * A statement that gives `row` (`posts/12`), `organisation` and `digest` (`1:` and the SHA-256 of what is covered) of the
 * rows of a table, those that `where` says.
 */
export function recordedRowsSql(name: RecordedTableName, where = 'true'): string {
  const { version, columns, added }: RecordedTable = recordedTables[name];
  const first = digestSql(version, columns);
  return rowsSql(
    name,
    added
      ? `CASE WHEN ${added.when} THEN ${digestSql(added.version, [...columns, ...added.columns])} ELSE ${first} END`
      : first,
    where,
  );
}

/** The same as it was when rows were first put on record, for the step of the schema that did so. */
export function firstRecordedRowsSql(name: RecordedTableName): string {
  const { version, columns }: RecordedTable = recordedTables[name];
  return rowsSql(name, digestSql(version, columns), 'true');
}

function digestSql(version: number, columns: readonly string[]): string {
  return `'${version}:' || encode(sha256(convert_to(jsonb_build_array(${columns.join(', ')})::text, 'UTF8')), 'hex')`;
}

function rowsSql(name: RecordedTableName, digest: string, where: string): string {
  const { id, organisation, from }: RecordedTable = recordedTables[name];
  return `SELECT '${name}/' || ${name}.${id} AS row, ${organisation} AS organisation, ${digest} AS digest FROM ${from} WHERE ${where}`;
}
