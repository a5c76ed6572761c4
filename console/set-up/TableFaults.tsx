import type { Json } from '../api/client.js';
import { usePageWords } from '../words/page-words.js';
import { placeOf } from './table-files.js';

/** What is wrong with a table, row by row, in the words of the API. */
export function TableFaults({ errors }: { errors: { field: string; detail: string }[] }) {
  const own = usePageWords('setUp');
  return (
    <div role="alert" className="rounded-md bg-late-tint p-3 text-sm">
      <p className="mb-2 font-medium text-late">{own.faults(errors.length)}</p>
      <div className="max-h-96 overflow-y-auto" tabIndex={0} role="group" aria-label={own.fault}>
        <table className="w-full border-collapse bg-surface text-left">
          <thead className="text-xs text-muted">
            <tr>
              <th className="w-10 px-2 py-1 sm:w-14">{own.row}</th>
              <th className="w-14 px-2 py-1 sm:w-24">{own.column}</th>
              <th className="px-2 py-1">{own.fault}</th>
            </tr>
          </thead>
          <tbody>
            {errors.map(({ field, detail }) => {
              const place = placeOf(field);
              return (
                <tr key={`${field} ${detail}`} className="border-t border-line align-top">
                  <td className="px-2 py-1 tabular-nums">{place?.row ?? '–'}</td>
                  <td className="px-2 py-1">{place ? (own.columns[place.column as 'id'] ?? place.column) : field}</td>
                  <td className="px-2 py-1">{detail}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** What of a table was left out, or read as something else than it seems to say. */
export function TableNotes({ notes = [] }: { notes: Json<'TableNoteJson'>[] | undefined }) {
  const own = usePageWords('setUp');
  if (notes.length === 0) return null;
  return (
    <div role="note" className="w-full rounded-md bg-warn-tint p-3 text-sm">
      <p className="mb-1 font-medium text-warn">{own.notes}</p>
      <ul className="flex list-disc flex-col gap-0.5 pl-5">
        {notes.map(({ field, detail }) => {
          const place = placeOf(field);
          return (
            <li key={`${field} ${detail}`}>
              {place && `${own.noteAt(place.row, own.columns[place.column as 'id'] ?? place.column)} `}
              {detail}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
