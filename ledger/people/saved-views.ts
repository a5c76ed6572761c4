import type { DataSource, QueryRunner } from 'typeorm';
import type { ChangeContext } from './organisation-changes.js';

/** A view of a list: which page, and what is asked of it, as a query string. */
export interface SavedView {
  id: string;
  page: string;
  name: string;
  query: string;
  /** Whether all of the organisation see it. */
  shared: boolean;
  /** Whose it is, and what they are called. */
  person: string;
  personName: string;
}

/** So many views one person may save. */
export const maxViewsOfPerson = 100;
/** So many of others are shown: the newest. */
const maxShownOfOthers = 200;

/** The views of a person, and those that others of the organisation share; by page and name. */
export async function savedViewsOf(source: DataSource, person: string, organisation: string): Promise<SavedView[]> {
  return source.query(
    `SELECT views.id::text, page, views.name, query, shared, person_id AS person, people.name AS "personName"
     FROM ((SELECT * FROM saved_views WHERE person_id = $1)
       UNION ALL (SELECT * FROM saved_views WHERE organisation = $2 AND shared AND person_id <> $1 ORDER BY id DESC LIMIT ${maxShownOfOthers})) AS views
     JOIN people ON people.id = person_id ORDER BY page, views.name, views.id`,
    [person, organisation],
  );
}

/** Saves a view; its id, or undefined where the person has as many as they may. Changes of an organisation come one after the other. */
export async function saveView(
  runner: QueryRunner,
  { page, name, query, shared }: Pick<SavedView, 'page' | 'name' | 'query' | 'shared'>,
  { by, organisation, now }: ChangeContext,
): Promise<string | undefined> {
  const [row] = await runner.query(
    `INSERT INTO saved_views (person_id, organisation, page, name, query, shared, created_at)
     SELECT $1, $2, $3, $4, $5, $6, $7 WHERE (SELECT count(*) FROM saved_views WHERE person_id = $1) < ${maxViewsOfPerson} RETURNING id::text`,
    [by, organisation, page, name, query, shared, now],
  );
  return row?.id;
}

/** Deletes a view of this person; false where they have none of that id. */
export async function deleteView(source: DataSource, person: string, id: string): Promise<boolean> {
  const [, deleted] = await source.query(`DELETE FROM saved_views WHERE id = $1::bigint AND person_id = $2`, [
    id,
    person,
  ]);
  return deleted > 0;
}
