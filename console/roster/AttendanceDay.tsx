import { useState } from 'react';
import { Button } from '../look/button.js';
import { SelectInput } from '../look/choices.js';
import { Badge } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import type { AttendanceRow } from './attendance-row.js';
import type { AttendanceCell } from './AttendanceForm.js';
import { rosterDayText, type Day } from './days.js';

/** The attendance one day at a time, for a phone. */
export function AttendanceDay({
  rows,
  days,
  today,
  onOpen,
}: {
  rows: readonly AttendanceRow[];
  days: readonly Day[];
  today: Day;
  onOpen: (cell: AttendanceCell) => void;
}) {
  const own = usePageWords('roster');
  const { language } = useWords();
  const [chosen, setChosen] = useState(today);
  const past = days.filter((day) => day <= today);
  const day = days.includes(chosen) ? chosen : (past.at(-1) ?? days[0]!);
  return (
    <div className="flex flex-col gap-3">
      <SelectInput
        label={own.view}
        choices={(past.length > 0 ? past : days)
          .toReversed()
          .map((one) => ({ id: one, name: rosterDayText(one, language, 'long') }))}
        value={day}
        onChange={(next) => next && setChosen(next)}
      />
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {rows.map(({ person, name, days: all }) => {
          const known = all.get(day);
          return (
            <li key={person} className="flex min-h-12 items-center justify-between gap-2 px-3 py-1.5">
              <span className="font-medium">{name}</span>
              <span className="ml-auto text-sm">
                {known ? (
                  <Badge tone={known.source === 'entered' ? 'accent' : 'plain'}>
                    {own.states[known.state as 'present']}
                    {known.source === 'roster' && ` · ${own.byRoster}`}
                  </Badge>
                ) : (
                  <span className="text-muted">{own.unknown}</span>
                )}
              </span>
              <Button
                small
                className="shrink-0"
                aria-label={`${own.state} ${name}`}
                onPress={() => onOpen({ person, name, day, known })}
              >
                {own.state}
              </Button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
