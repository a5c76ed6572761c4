import type { ClipboardEvent } from 'react';
import { useState } from 'react';
import { Banner } from '../look/parts.js';
import { useCells } from '../look/cells.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { rosterDayText, isWeekend, type Day } from './days.js';
import { DutyChips } from './DutyChip.js';
import { cellsOf } from './pasted.js';
import { readShift, shiftId, shiftOf, type Shift } from './shifts.js';
import type { PendingDuty, Plan, rosterTable } from './use-roster.js';

export interface RosterParts {
  plan: Plan;
  table: ReturnType<typeof rosterTable>;
  days: readonly Day[];
  role: Plan['roles'][number];
  pen: Shift;
  faults: ReadonlyMap<string, string>;
  toggle: (person: string, day: Day) => void;
  take: (person: string, day: Day) => void;
  put: (duties: readonly PendingDuty[]) => void;
}

/** People by days, with the holes above: arrows move, Enter puts or takes, cells are copied and pasted. */
export function RosterGrid({ plan, table, days, role, pen, faults, toggle, take, put }: RosterParts) {
  const own = usePageWords('roster');
  const { language } = useWords();
  const [unread, setUnread] = useState<string>();
  const { people } = table;
  const cells = useCells(people.length, days.length, (event, { row, column }) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const [person, day] = [people[row]!.id, days[column]!];
    if (event.key === 'Enter' || event.key === ' ') toggle(person, day);
    else if (event.key === 'Delete' || event.key === 'Backspace') take(person, day);
    else return false;
    return true;
  });
  const onCopy = (event: ClipboardEvent) => {
    const { duties, pending } = table.cell(people[cells.at.row]!.id, days[cells.at.column]!);
    const shift = pending[0]?.shift ?? (duties[0] && shiftOf(duties[0])?.shift);
    if (!shift) return;
    event.clipboardData.setData('text/plain', shiftId(shift));
    event.preventDefault();
  };
  const onPaste = (event: ClipboardEvent) => {
    event.preventDefault();
    const block = cellsOf(event.clipboardData.getData('text/plain'));
    const bad: string[] = [];
    const duties = block.flatMap((row, down) =>
      row.flatMap((text, right): PendingDuty[] => {
        const [person, day] = [people[cells.at.row + down]?.id, days[cells.at.column + right]];
        const shift = readShift(text, table.shifts, pen);
        if (shift === undefined) bad.push(text);
        return person && day && shift && shift !== 'off' ? [{ person, day, shift, role: role.role }] : [];
      }),
    );
    setUnread(bad[0]);
    put(duties);
  };
  const wide = days.length > 7;
  return (
    <>
      {unread !== undefined && <Banner tone="warn">{own.cannotPaste(unread)}</Banner>}
      <p className="-mb-2 text-xs text-muted">{own.keysAbout}</p>
      <div className="max-h-[75vh] overflow-auto rounded-lg border border-line bg-surface">
        <table
          {...cells.frame}
          role="grid"
          aria-label={role.name}
          onCopy={onCopy}
          onPaste={onPaste}
          className="w-full border-collapse text-sm"
        >
          <thead className="sticky top-0 z-20 bg-raised text-xs">
            <tr>
              <th
                scope="col"
                className="sticky left-0 z-10 min-w-24 bg-raised px-3 py-2 text-left font-medium text-muted"
              >
                {own.person}
              </th>
              {days.map((day) => (
                <DayHead key={day} day={day} plan={plan} />
              ))}
            </tr>
            {role.clause !== null && (
              <tr className="border-t border-line">
                <th scope="row" className="sticky left-0 bg-raised px-3 py-1 text-left font-medium text-muted">
                  {own.holesRow} <span className="font-normal">{role.clause}</span>
                </th>
                {days.map((day) => (
                  <HoleCell key={day} holes={table.holesOn(day)} />
                ))}
              </tr>
            )}
          </thead>
          <tbody>
            {people.map(({ id, name }, row) => (
              <tr key={id} className="border-t border-line">
                <th
                  scope="row"
                  className="sticky left-0 z-10 bg-surface px-3 py-1.5 text-left font-medium whitespace-nowrap"
                >
                  {name}
                </th>
                {days.map((day, column) => (
                  <td
                    key={day}
                    {...cells.cell(row, column)}
                    aria-label={cellLabel(name, day)}
                    onClick={() => toggle(id, day)}
                    className={`h-11 cursor-pointer border-l border-line px-1 py-1 text-center align-middle hover:bg-raised focus-visible:-outline-offset-2 ${wide ? 'min-w-16 text-xs' : 'min-w-24'} ${isWeekend(day) ? 'bg-raised/50' : ''}`}
                  >
                    <DutyChips cell={table.cell(id, day)} plan={plan} faults={faults} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );

  /** A cell is read as who, when and which times: what is in it says only the times. */
  function cellLabel(name: string, day: Day): string {
    const { duties, pending, isAway } = table.cell(people.find((one) => one.name === name)!.id, day);
    const said = [
      ...duties.map((duty) => shiftOf(duty)?.shift).map((shift) => (shift ? shiftId(shift) : '')),
      ...pending.map(({ shift }) => `${shiftId(shift)} ${own.pending}`),
      isAway ? own.away : '',
    ];
    return own.duty(name, rosterDayText(day, language, 'long'), said.filter(Boolean).join(' '));
  }
}

/** A day above its column: weekday, date, and what the official table says of it. */
function DayHead({ day, plan }: { day: Day; plan: Plan }) {
  const own = usePageWords('roster');
  const { language } = useWords();
  const official = plan.days.find((one) => one.day === day);
  const isToday = day === plan.today;
  return (
    <th
      scope="col"
      aria-current={isToday ? 'date' : undefined}
      className={`border-l border-line px-1 py-1 text-center font-medium ${isToday ? 'bg-tint text-accent-deep' : isWeekend(day) ? 'text-muted' : ''}`}
    >
      <span className="block">{rosterDayText(day, language, 'weekday')}</span>
      <span className="block tabular-nums">
        {day.slice(8) === '01' ? day.slice(5).replace('-', '/') : rosterDayText(day, language, 'short')}
      </span>
      {official && (
        <span
          title={[own.dayKinds[official.kind as 'holiday'], official.name].filter(Boolean).join(' ')}
          className={`block text-[0.7rem] leading-4 ${official.kind === 'make-up-workday' ? 'text-warn' : 'text-ok'}`}
        >
          {official.kind === 'make-up-workday' ? own.makeUp : own.holiday}
          <span className="sr-only"> {official.name}</span>
        </span>
      )}
    </th>
  );
}

function HoleCell({ holes }: { holes: readonly { from: string; until: string }[] }) {
  const own = usePageWords('roster');
  if (holes.length === 0) return <td className="border-l border-line" />;
  const times = holes.map(({ from, until }) =>
    from === '00:00' && until === '24:00' ? own.allDay : `${from}–${until}`,
  );
  return (
    <td className="border-l border-line bg-late-tint px-1 py-0.5 text-center text-[0.7rem] leading-4 text-late">
      <b>{own.hole}</b>
      {times.map((text) => (
        <span key={text} className="block tabular-nums">
          {text}
        </span>
      ))}
    </td>
  );
}
