import type { ChangedRecordKind } from '../../ledger/people/organisation-record.js';
import { organisationChangesOf, type OrganisationChangeRow } from '../../ledger/people/organisation-changes.js';
import type { Ledger } from '../../ledger/ledger.js';
import { decodeIdCursor, encodeCursor } from '../cursor.js';
import { pageOf, type PageDto } from '../page.js';
import type { ChangeJson, ChangesPageJson } from './people.dto.js';

/** A page of the changes to a person or a site, newest first; only of the kinds `what`, where they are named. */
export async function changeHistoryPage(
  { source }: Ledger,
  of: { person?: string; site?: string; what?: ChangedRecordKind[] },
  { limit, cursor }: PageDto,
): Promise<ChangesPageJson> {
  const before = decodeIdCursor(cursor);
  const { rows, next } = await pageOf(
    limit,
    (count) => organisationChangesOf(source, of, before, count),
    ({ id }) => encodeCursor({ id }),
  );
  return { changes: rows.map(changeJson), next };
}

function changeJson({
  id,
  what,
  subject,
  change,
  before,
  value,
  holds_from,
  by,
  name,
  at,
}: OrganisationChangeRow): ChangeJson {
  return { id, what, subject, change, before, value, from: holds_from.toISOString(), by, name, at: at.toISOString() };
}
