import type { Json } from '../api/client.js';
import { useCells } from '../look/cells.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import type { AttendanceRow } from './attendance-row.js';
import type { AttendanceCell } from './AttendanceForm.js';
import { rosterDayText, isWeekend, type Day } from './days.js';
import type { Plan } from './use-roster.js';

const looks: Record<string, string> = {
  present: 'text-ok',
  late: 'text-warn',
  'left-early': 'text-warn',
  absent: 'text-late font-semibold',
};

/** The sheet of a month: a sign for each day, pale where the roster alone says so. */
export function AttendanceGrid({
  rows,
  days,
  today,
  plan,
  onOpen,
}: {
  rows: readonly AttendanceRow[];
  days: readonly Day[];
  today: Day;
  plan: Plan | undefined;
  onOpen: (cell: AttendanceCell) => void;
}) {
  const own = usePageWords('roster');
  const { language } = useWords();
  const cellAt = (row: number, column: number): AttendanceCell => {
    const { person, name, days: known } = rows[row]!;
    return { person, name, day: days[column]!, known: known.get(days[column]!) };
  };
  const cells = useCells(rows.length, days.length, (event, { row, column }) => {
    if (event.key !== 'Enter' && event.key !== ' ') return false;
    onOpen(cellAt(row, column));
    return true;
  });
  return (
    <div className="max-h-[75vh] overflow-auto rounded-lg border border-line bg-surface">
      <table {...cells.frame} role="grid" aria-label={own.tabs.attendance} className="w-full border-collapse text-sm">
        <thead className="sticky top-0 z-20 bg-raised text-xs">
          <tr>
            <th scope="col" className="sticky left-0 z-10 bg-raised px-3 py-2 text-left font-medium text-muted">
              {own.person}
            </th>
            {days.map((day) => (
              <th
                key={day}
                scope="col"
                aria-current={day === today ? 'date' : undefined}
                className={`min-w-8 border-l border-line px-0.5 py-1 text-center font-medium ${day === today ? 'bg-tint text-accent-deep' : isWeekend(day) ? 'text-muted' : ''}`}
              >
                <span className="block text-[0.7rem]">{rosterDayText(day, language, 'weekday').replace('周', '')}</span>
                <span className="tabular-nums">{rosterDayText(day, language, 'short')}</span>
                <OfficialSign day={day} plan={plan} />
              </th>
            ))}
            {(['present', 'irregular', 'absent'] as const).map((sum) => (
              <th
                key={sum}
                scope="col"
                className="border-l border-line px-2 py-1 font-medium whitespace-nowrap text-muted"
              >
                {own.sums[sum]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((one, row) => (
            <tr key={one.person} className="border-t border-line">
              <th
                scope="row"
                className="sticky left-0 z-10 bg-surface px-3 py-1.5 text-left font-medium whitespace-nowrap"
              >
                {one.name}
              </th>
              {days.map((day, column) => (
                <td
                  key={day}
                  {...cells.cell(row, column)}
                  aria-label={labelOf(one, day)}
                  onClick={() => onOpen(cellAt(row, column))}
                  className={`h-10 cursor-pointer border-l border-line text-center hover:bg-raised focus-visible:-outline-offset-2 ${isWeekend(day) ? 'bg-raised/50' : ''}`}
                >
                  <StateSign known={one.days.get(day)} />
                </td>
              ))}
              {(['present', 'irregular', 'absent'] as const).map((sum) => (
                <td key={sum} className="border-l border-line px-2 text-center tabular-nums">
                  {one[sum]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );

  function labelOf({ name, days: all }: AttendanceRow, day: Day): string {
    const known = all.get(day);
    const said = known ? own.states[known.state as 'present'] : own.unknown;
    return own.duty(
      name,
      rosterDayText(day, language, 'long'),
      known?.source === 'roster' ? `${said} ${own.byRoster}` : said,
    );
  }
}

function OfficialSign({ day, plan }: { day: Day; plan: Plan | undefined }) {
  const own = usePageWords('roster');
  const kind = plan?.days.find((one) => one.day === day)?.kind;
  if (!kind) return null;
  const isWork = kind === 'make-up-workday';
  return (
    <span className={`block text-[0.7rem] leading-3 ${isWork ? 'text-warn' : 'text-ok'}`}>
      {isWork ? own.makeUp : own.holiday}
    </span>
  );
}

/** How somebody was there, as a sign; pale where nobody entered it. */
function StateSign({ known }: { known: Json<'SheetDayJson'> | undefined }) {
  const own = usePageWords('roster');
  if (!known) return null;
  const isEntered = known.source === 'entered';
  return (
    <span
      title={[own.states[known.state as 'present'], isEntered ? own.entered : own.byRoster, known.remark]
        .filter(Boolean)
        .join(' · ')}
      className={isEntered ? `font-medium ${looks[known.state] ?? ''}` : 'text-muted'}
    >
      {own.shortStates[known.state as 'present']}
      {known.corrections > 0 && <sup>*</sup>}
    </span>
  );
}
