import {
  organisationChangesOf,
  type ChangedRecordKind,
  type OrganisationChangeRow,
} from '../../ledger/people/organisation-changes.js';
import type { Ledger } from '../../ledger/ledger.js';
import { encodeCursor, decodeCursor } from '../cursor.js';
import { QueryNumber, FreeText } from '../body-fields.js';
import { ApiProblem } from '../problem.js';
import type { ChangeJson, ChangesPageJson } from './people.dto.js';

export class ChangesPageDto {
  @QueryNumber('How many at most; 50 unless said otherwise.', { min: 1, max: 200 })
  limit?: number;

  @FreeText('`next` of the page before.', { max: 400, optional: true })
  cursor?: string;
}

/** A page of what was changed of a person or a site, of some sorts where they are named. */
export async function changeHistoryPage(
  { source }: Ledger,
  of: { person?: string; site?: string; what?: ChangedRecordKind[] },
  { limit = 50, cursor }: ChangesPageDto,
): Promise<ChangesPageJson> {
  const place = decodeCursor(cursor, ['id']);
  if (place && !/^\d{1,18}$/.test(place.id))
    throw ApiProblem.input([
      {
        field: 'cursor',
        text: {
          en: "is not a cursor of this list: take 'next' of the page before.",
          'zh-CN': '不是此列表的游标，请使用上一页的 next。',
        },
      },
    ]);
  const rows = await organisationChangesOf(source, of, place?.id, limit + 1);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { changes: page.map(changeJson), next: last ? encodeCursor({ id: last.id }) : null };
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
