import { useState } from 'react';
import { Button } from '../look/button.js';
import { Sheet } from '../look/dialog.js';
import { TextInput } from '../look/fields.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { rosterDayText } from './days.js';
import { readPasted, type PasteContext, type PastedRow } from './pasted.js';
import { shiftShort } from './shifts.js';
import type { PendingDuty } from './use-roster.js';

/** Cells of a sheet, names by days: shown as they are read, with what cannot be read, before they go into the table. */
export function PasteSheet({
  isOpen,
  onClose,
  context,
  role,
  onPut,
}: {
  isOpen: boolean;
  onClose: () => void;
  context: PasteContext;
  role: string;
  onPut: (duties: PendingDuty[]) => void;
}) {
  const own = usePageWords('roster');
  const [text, setText] = useState('');
  const rows = text.trim() === '' ? [] : readPasted(text, context);
  const duties = rows.flatMap(({ person, cells }) =>
    cells.flatMap(({ day, shift, fault }): PendingDuty[] =>
      person && day && shift && !fault ? [{ person, day, shift, role }] : [],
    ),
  );
  const faults = rows.reduce(
    (sum, row) => sum + (row.fault ? 1 : row.cells.filter((cell) => cell.fault !== undefined).length),
    0,
  );
  return (
    <Sheet side title={own.paste} isOpen={isOpen} onClose={onClose}>
      <p className="text-sm">{own.pasteAbout}</p>
      <TextInput label={own.pasted} help={own.pasteHow} rows={5} value={text} onChange={setText} />
      {rows.length > 0 && (
        <>
          <p role="status" className="flex flex-wrap gap-x-3 text-sm">
            <b className="font-medium">{own.pastedShifts(duties.length)}</b>
            {faults > 0 && <span className="text-late">{own.pastedFaults(faults)}</span>}
          </p>
          <Preview rows={rows} context={context} />
          <Button
            look="primary"
            className="self-start"
            isDisabled={duties.length === 0}
            shortcut={{ code: 'KeyS', alt: true, label: own.putIn }}
            onPress={() => {
              setText('');
              onPut(duties);
            }}
          >
            {own.putIn}
          </Button>
        </>
      )}
    </Sheet>
  );
}

function Preview({ rows, context: { days, people } }: { rows: readonly PastedRow[]; context: PasteContext }) {
  const own = usePageWords('roster');
  const { language } = useWords();
  const used = days.filter((day) => rows.some(({ cells }) => cells.some((cell) => cell.day === day)));
  return (
    <div
      className="max-h-96 overflow-auto rounded-md border border-line"
      tabIndex={0}
      role="group"
      aria-label={own.pasted}
    >
      <table className="w-full border-collapse text-sm">
        <thead className="bg-raised text-xs text-muted">
          <tr>
            <th className="px-2 py-1 text-left">{own.person}</th>
            {used.map((day) => (
              <th key={day} className="px-2 py-1">
                {rosterDayText(day, language, 'weekday')} {rosterDayText(day, language, 'short')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, person, fault, cells }, at) => (
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={at} className="border-t border-line align-top">
              <th scope="row" className="px-2 py-1 text-left font-medium">
                {people.find(({ id }) => id === person)?.name ?? name}
                {fault && <span className="block text-xs font-normal text-late">{own.faults[fault]}</span>}
              </th>
              {used.map((day) => (
                <td key={day} className="px-2 py-1 text-center tabular-nums">
                  {cells
                    .filter((cell) => cell.day === day)
                    .map((cell) =>
                      cell.fault ? (
                        <span key={cell.text} className="text-late">
                          {cell.text}
                          <span className="block text-xs">{own.faults[cell.fault]}</span>
                        </span>
                      ) : (
                        cell.shift && shiftShort(cell.shift, own.allDay)
                      ),
                    )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
