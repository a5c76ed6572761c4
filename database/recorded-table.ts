/**
 * The rows of an organisation that are kept by changes on record (`organisation_changes`), each with how it is told
 * apart, whose it is, and the columns that its digest covers. What a version of a table's columns was must stay what it
 * was: a column that is to be covered too makes a new version.
 */
export interface RecordedTable {
  version: number;
  id: string;
  idType: 'bigint' | 'text';
  /** SQL of the organisation, where `from` is read. */
  organisation: string;
  from: string;
  /** SQL of what is covered: texts that depend on no setting of the session. */
  columns: readonly string[];
  /** What a later version covers too, for rows that have it (`when`): the others keep the digest they were given. */
  added?: { version: number; when: string; columns: readonly string[] };
  /** Made by a later step of the schema than the one that first put rows on record. */
  later?: true;
  /** Columns by which all rows of a person or of a site are found: what ends with them ends in these rows too. */
  people?: readonly string[];
  site?: string;
}

/** An instant, infinite ones too, in one text whatever the time zone of the session. */
export const instantText = (column: string) => `extract(epoch FROM ${column})::text`;

/** Of a table whose rows are somebody's. */
export const ofPerson = (table: string, person = 'person_id') => ({
  organisation: 'people.organisation',
  from: `${table} JOIN people ON people.id = ${table}.${person}`,
});

/** Of a table whose rows are of a site. */
export const ofSite = (table: string) => ({
  organisation: 'sites.organisation',
  from: `${table} JOIN sites ON sites.id = ${table}.site_id`,
});
