import { instant, ofPerson, ofSite, type RecordedTable } from './recorded-table.js';

/** The rows of an organisation that are kept by changes on record, by table. */
export const recordedTables = {
  people: {
    version: 1,
    id: 'id',
    idType: 'text',
    organisation: 'people.organisation',
    from: 'people',
    columns: ['people.name', 'people.email', 'people.language', 'people.organisation', instant('people.ended_at')],
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
      instant('posts.valid_from'),
      instant('posts.valid_until'),
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
      instant('tokens.created_at'),
      instant('tokens.ends_at'),
      instant('tokens.revoked_at'),
    ],
  },
  passwords: {
    version: 1,
    id: 'person_id',
    idType: 'text',
    ...ofPerson('passwords'),
    columns: ['passwords.hash', 'passwords.must_change', instant('passwords.valid_until')],
  },
  sites: {
    version: 1,
    id: 'id',
    idType: 'text',
    organisation: 'sites.organisation',
    from: 'sites',
    columns: ['sites.kind', 'sites.name', 'sites.organisation', 'sites.rulebooks', instant('sites.ended_at')],
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
      instant('roster_entries.starts_at'),
      instant('roster_entries.ends_at'),
      instant('roster_entries.withdrawn_at'),
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
      instant('roster_swaps.asked_at'),
      'roster_swaps.answered_by',
      instant('roster_swaps.answered_at'),
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
      instant('absences.starts_at'),
      instant('absences.ends_at'),
      'absences.reason',
      instant('absences.withdrawn_at'),
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
      instant('delegations.starts_at'),
      instant('delegations.ends_at'),
      'delegations.reason',
      instant('delegations.withdrawn_at'),
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
      instant('attendance.entered_at'),
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
      instant('contacts.created_at'),
      instant('contacts.ended_at'),
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
      instant('standard_answers.created_at'),
      'standard_answers.ended_by',
      instant('standard_answers.ended_at'),
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
      instant('wall_links.created_at'),
      instant('wall_links.ends_at'),
      'wall_links.ended_by',
      instant('wall_links.ended_at'),
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
