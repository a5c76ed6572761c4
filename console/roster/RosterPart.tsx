import { useMemo, useState } from 'react';
import { problemText } from '../api/problem-text.js';
import { Button } from '../look/button.js';
import { SelectInput } from '../look/choices.js';
import { useNarrow } from '../look/narrow.js';
import { Badge, Banner, Empty } from '../look/parts.js';
import { serverNow } from '../api/server-time.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { daysOf, type Day, type Span } from './days.js';
import { DayList } from './DayList.js';
import { PasteSheet } from './PasteSheet.js';
import { PendingBar } from './PendingBar.js';
import { RosterGrid } from './RosterGrid.js';
import { ShiftChoice } from './ShiftChoice.js';
import { SpanChoice } from './SpanChoice.js';
import { wholeDay, type Shift } from './shifts.js';
import {
  copiedDuties,
  dutiesBefore,
  pendingId,
  rosterTable,
  usePending,
  usePendingFaults,
  useRoster,
  type Duty,
  type PendingDuty,
  type Plan,
} from './use-roster.js';
import { WithdrawSheet } from './WithdrawSheet.js';

/** The roster of a site: for one duty at a time who has which shift on which day, and where nobody is. */
export function RosterPart({ site }: { site: string }) {
  const own = usePageWords('roster');
  const { t } = useWords();
  const narrow = useNarrow();
  const [from, setFrom] = useState<Day>(() => new Date(serverNow()).toISOString().slice(0, 10));
  const [span, setSpan] = useState<Span>('week');
  const [chosenRole, setRole] = useState('');
  const [chosenPen, setPen] = useState<Shift>();
  const [pastes, setPastes] = useState(false);
  const [leaving, setLeaving] = useState<readonly Duty[]>([]);
  const [done, setDone] = useState<string>();
  const days = useMemo(() => daysOf(from, span), [from, span]);
  const { plan, roster, timeZone, error, isPending } = useRoster(site, days);
  const waiting = usePending();
  const tried = usePendingFaults(waiting.pending, site, timeZone);
  if (error) return <Banner tone="late">{problemText(error, t)}</Banner>;
  if (!plan || !roster) return isPending ? <p className="text-muted">{t.common.loading}</p> : null;
  const role = plan.roles.find((one) => one.role === chosenRole) ?? plan.roles[0];
  if (!role) return <Empty title={own.nobody}>{own.nobodyAdvice}</Empty>;
  const table = rosterTable(plan, roster, { role: role.role, days, pending: waiting.pending });
  const pen = chosenPen ?? table.shifts[0] ?? wholeDay;
  const put = (duties: readonly PendingDuty[]) => {
    setDone(undefined);
    waiting.add(duties);
  };
  /** Puts the shift into a cell; where it stands already, takes it out again. */
  const toggle = (person: string, day: Day) => {
    const { pending, duties } = table.cell(person, day);
    const duty = { person, role: role.role, day, shift: pen };
    const same = pending.filter((one) => pendingId(one) === pendingId(duty));
    if (same.length > 0) waiting.remove(same);
    else if (duties.length > 0) setLeaving(duties);
    else put([duty]);
  };
  const take = (person: string, day: Day) => {
    const { pending, duties } = table.cell(person, day);
    if (pending.length > 0) waiting.remove(pending);
    else if (duties.length > 0) setLeaving(duties);
  };
  const copy = async () => {
    const before = await dutiesBefore(site, role.role, days, timeZone);
    const duties = copiedDuties(before, roster.entries, role.role);
    put(duties);
    setDone(duties.length > 0 ? own.copied(duties.length) : own.nothingToCopy);
  };
  const parts = { plan, table, days, role, pen, faults: tried.faults, toggle, take, put };
  return (
    <div className="flex flex-col gap-4">
      <Posts plan={plan} chosen={role.role} choose={setRole} dayCount={(one) => holeDays(one)} />
      <div className="flex flex-wrap items-end justify-between gap-3">
        <SpanChoice days={days} span={span} today={plan.today} onMove={setFrom} onSpan={setSpan} />
        <span className="flex flex-wrap gap-2">
          {span === 'week' && (
            <Button small shortcut={{ code: 'KeyL', label: own.copyWeek }} onPress={() => void copy()}>
              {own.copyWeek}
            </Button>
          )}
          <Button small shortcut={{ code: 'KeyV', label: own.paste }} onPress={() => setPastes(true)}>
            {own.paste}
          </Button>
        </span>
      </div>
      <ShiftChoice key={role.role} shifts={table.shifts} pen={pen} onChange={setPen} />
      {done && <Banner tone="ok">{done}</Banner>}
      <PendingBar
        waiting={waiting}
        tried={tried}
        site={site}
        timeZone={timeZone}
        nameOf={(id) => plan.people.find((one) => one.id === id)?.name ?? id}
        onSent={(count) => setDone(own.submitted(count))}
      />
      {table.people.length === 0 ? (
        <Empty title={own.nobody}>{own.nobodyAdvice}</Empty>
      ) : narrow ? (
        <DayList {...parts} />
      ) : (
        <RosterGrid {...parts} />
      )}
      <PasteSheet
        isOpen={pastes}
        onClose={() => setPastes(false)}
        context={{ people: table.people, days, shifts: table.shifts, pen }}
        role={role.role}
        onPut={(duties) => {
          setPastes(false);
          put(duties);
          setDone(own.putInDone(duties.length));
        }}
      />
      <WithdrawSheet duties={leaving} onClose={() => setLeaving([])} onDone={setDone} />
    </div>
  );

  /** On how many of the days somebody is missing for a duty. */
  function holeDays(one: string): number {
    const of = rosterTable(plan!, roster!, { role: one, days, pending: waiting.pending });
    return days.filter((day) => of.holesOn(day).length > 0).length;
  }
}

/** The duties of the site: first those that somebody must be on for, each with how many days have a hole. */
function Posts({
  plan,
  chosen,
  choose,
  dayCount,
}: {
  plan: Plan;
  chosen: string;
  choose: (role: string) => void;
  dayCount: (role: string) => number;
}) {
  const own = usePageWords('roster');
  const ruled = plan.roles.filter(({ clause }) => clause !== null);
  return (
    <div className="flex flex-wrap items-end gap-3">
      <SelectInput
        label={own.role}
        choices={plan.roles.map(({ role, name, clause }) => ({
          id: role,
          name,
          about: clause === null ? undefined : own.required(clause),
        }))}
        value={chosen}
        onChange={(role) => role && choose(role)}
      />
      <ul className="flex flex-wrap gap-2 pb-1">
        {ruled.map(({ role, name }) => {
          const count = dayCount(role);
          return (
            <li key={role}>
              <Button small look={role === chosen ? 'secondary' : 'quiet'} onPress={() => choose(role)}>
                {name}
                <Badge tone={count > 0 ? 'late' : 'ok'}>{count > 0 ? own.holes(count) : own.noHoles}</Badge>
              </Button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
