import { useState } from 'react';
import { Button } from '../look/button.js';
import { Badge } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { rosterDayText, type Day } from './days.js';
import { DutyChips } from './DutyChip.js';
import type { RosterParts } from './RosterGrid.js';

/** The roster one day at a time, for a phone: who is on, put on and taken off by a touch. */
export function DayList({ plan, table, days, role, faults, toggle, take }: RosterParts) {
  const own = usePageWords('roster');
  const { language } = useWords();
  const [chosen, setChosen] = useState<Day>(plan.today);
  const day = days.includes(chosen) ? chosen : days[0]!;
  const holes = table.holesOn(day);
  const official = plan.days.find((one) => one.day === day);
  return (
    <div className="flex flex-col gap-3">
      <div role="group" aria-label={own.today} className="flex gap-1 overflow-x-auto pb-1">
        {days.map((one) => (
          <Button
            key={one}
            small
            look={one === day ? 'secondary' : 'quiet'}
            aria-pressed={one === day}
            className="min-w-10 flex-1 shrink-0 flex-col gap-0! px-1! leading-4"
            onPress={() => setChosen(one)}
          >
            <span className="text-xs">{rosterDayText(one, language, 'weekday')}</span>
            <span className="tabular-nums">{rosterDayText(one, language, 'short')}</span>
            {table.holesOn(one).length > 0 && <span className="text-[0.7rem] text-late">{own.hole}</span>}
          </Button>
        ))}
      </div>
      <p className="flex flex-wrap items-center gap-2 text-sm">
        <b className="font-medium">{rosterDayText(day, language, 'long')}</b>
        {official && (
          <Badge tone={official.kind === 'make-up-workday' ? 'warn' : 'ok'}>
            {[own.dayKinds[official.kind as 'holiday'], official.name].filter(Boolean).join(' ')}
          </Badge>
        )}
        {holes.map(({ from, until }) => (
          <Badge key={from} tone="late">
            {own.hole} {from}–{until}
          </Badge>
        ))}
        {role.clause !== null && holes.length === 0 && <Badge tone="ok">{own.noHoles}</Badge>}
      </p>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {table.people.map(({ id, name }) => {
          const cell = table.cell(id, day);
          const isOn = cell.duties.length > 0 || cell.pending.length > 0;
          return (
            <li key={id} className="flex min-h-12 items-center justify-between gap-2 px-3 py-1.5">
              <span className="min-w-0 font-medium">{name}</span>
              <span className="ml-auto text-sm">
                <DutyChips cell={cell} plan={plan} faults={faults} />
              </span>
              <Button
                small
                className="shrink-0"
                aria-label={`${isOn ? own.take : own.put} ${name}`}
                onPress={() => (isOn ? take(id, day) : toggle(id, day))}
              >
                {isOn ? own.take : own.put}
              </Button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
