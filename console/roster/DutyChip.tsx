import { Badge } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { shiftOf, shiftShort } from './shifts.js';
import { pendingId, type CellDuties, type Duty, type Plan } from './use-roster.js';

/** The times of a duty in a cell. */
export function useDutyTimes(): (duty: Pick<Duty, 'from' | 'until'>) => string {
  const own = usePageWords('roster');
  return (duty) => {
    const found = shiftOf(duty);
    return found
      ? shiftShort(found.shift, own.allDay)
      : `${duty.from.slice(11, 16)}–${duty.until.slice(5, 10)} ${duty.until.slice(11, 16)}`;
  };
}

/** Everything in a cell: duties on the roster, exchanges, what is to be sent, other duties, and that somebody is away. */
export function DutyChips({
  cell: { duties, pending, others, isAway },
  plan,
  faults,
}: {
  cell: CellDuties;
  plan: Plan;
  faults: ReadonlyMap<string, string>;
}) {
  const own = usePageWords('roster');
  const times = useDutyTimes();
  const roleName = (role: string) => plan.roles.find((one) => one.role === role)?.name ?? role;
  return (
    <span className="flex flex-col items-center gap-0.5">
      {duties.map((duty) => {
        const swap = plan.swaps.find(({ entry }) => entry === duty.id);
        return (
          <span key={duty.id} className="flex flex-col items-center">
            <span className="rounded bg-tint px-1.5 font-medium text-accent-deep tabular-nums">{times(duty)}</span>
            {swap && (
              <span className="text-[0.7rem] text-warn" title={own.swapWith(swap.with)}>
                {own.swap[swap.state as 'asked']}
                <span className="sr-only"> {own.swapWith(swap.with)}</span>
              </span>
            )}
          </span>
        );
      })}
      {pending.map((duty) => {
        const fault = faults.get(pendingId(duty));
        return (
          <span
            key={pendingId(duty)}
            title={fault}
            className={`rounded border border-dashed px-1.5 tabular-nums ${fault ? 'border-late bg-late-tint text-late' : 'border-accent'}`}
          >
            {shiftShort(duty.shift, own.allDay)}
            {fault && ' !'}
            <span className="sr-only"> {fault ?? own.pending}</span>
          </span>
        );
      })}
      {others.map((duty) => (
        <span key={duty.id} className="text-[0.7rem] leading-4 text-muted">
          {roleName(duty.role)} {times(duty)}
        </span>
      ))}
      {isAway && <Badge tone="warn">{own.away}</Badge>}
    </span>
  );
}
