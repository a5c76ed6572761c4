import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { Button } from '../look/button.js';
import { Icon } from '../look/icons.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { dayAfter, dayText, monthAfter, monthText, weekdayNames, weeksOf } from './days.js';

interface MonthGridProps {
  month: string;
  /** The day that has the cursor. */
  day: string;
  today: string;
  onDay: (day: string) => void;
  /** What stands in the cell of a day. */
  renderCell: (day: string) => ReactNode;
  /** What somebody hears of it. */
  said: (day: string) => string;
  look?: (day: string) => string;
}

/** Which month is looked at, and what leads to those around it. */
export function MonthHead({ month, onMonth }: { month: string; onMonth: (month: string) => void }) {
  const own = usePageWords('calendars');
  const { language } = useWords();
  return (
    <div className="flex items-center gap-2">
      <Button small aria-label={own.monthBefore} onPress={() => onMonth(monthAfter(month, -1))}>
        <Icon name="left" />
      </Button>
      <h3 aria-live="polite" className="min-w-32 text-center font-semibold">
        {monthText(month, language)}
      </h3>
      <Button small aria-label={own.monthAfter} onPress={() => onMonth(monthAfter(month, 1))}>
        <Icon name="right" />
      </Button>
    </div>
  );
}

/** A month as weeks: arrows move by day and week, page keys by month. */
export function MonthGrid({ month, day, today, onDay, renderCell, said, look }: MonthGridProps) {
  const { language } = useWords();
  const table = useRef<HTMLTableElement>(null);
  const wanted = useRef<string>(undefined);
  const move = (to: string) => {
    wanted.current = to;
    onDay(to);
  };
  // Once the day is there: another month has other days.
  useEffect(() => {
    const cell = wanted.current && table.current?.querySelector<HTMLElement>(`[data-day="${wanted.current}"]`);
    if (!cell) return;
    wanted.current = undefined;
    cell.focus();
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, string> = {
      ArrowLeft: dayAfter(day, -1),
      ArrowRight: dayAfter(day, 1),
      ArrowUp: dayAfter(day, -7),
      ArrowDown: dayAfter(day, 7),
      PageUp: `${monthAfter(month, -1)}-01`,
      PageDown: `${monthAfter(month, 1)}-01`,
    };
    if (!(event.key in moves)) return;
    event.preventDefault();
    move(moves[event.key]!);
  };
  const shown = day.startsWith(month) ? day : `${month}-01`;
  return (
    <table
      ref={table}
      role="grid"
      aria-label={monthText(month, language)}
      onKeyDown={onKeyDown}
      className="w-full table-fixed border-collapse text-sm"
    >
      <thead>
        <tr>
          {weekdayNames(language).map((name) => (
            <th key={name} scope="col" className="py-1 text-xs font-medium text-muted">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week.find(Boolean)}>
            {week.map((of, at) =>
              of === undefined ? (
                // oxlint-disable-next-line react/no-array-index-key
                <td key={at} className="border border-line bg-ground" />
              ) : (
                <td
                  key={of}
                  data-day={of}
                  tabIndex={of === shown ? 0 : -1}
                  aria-selected={of === day}
                  aria-current={of === today ? 'date' : undefined}
                  onClick={() => onDay(of)}
                  onFocus={() => onDay(of)}
                  className={`cursor-pointer border border-line p-1 align-top hover:bg-raised focus-visible:-outline-offset-2 ${of === day ? 'shadow-[inset_0_0_0_2px_var(--color-accent)]' : ''} ${look?.(of) ?? ''}`}
                >
                  <span className="sr-only">{[dayText(of, language), said(of)].filter(Boolean).join(' ')}</span>
                  <span
                    aria-hidden="true"
                    className={`inline-flex size-6 items-center justify-center rounded-full text-xs tabular-nums ${of === today ? 'bg-accent font-medium text-on-accent' : ''}`}
                  >
                    {Number(of.slice(8))}
                  </span>
                  <span aria-hidden="true">{renderCell(of)}</span>
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
