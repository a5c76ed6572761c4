import { useMemo, useState } from 'react';
import { Problem } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { Button } from '../look/button.js';
import { SelectInput } from '../look/choices.js';
import { useNarrow } from '../look/narrow.js';
import { Badge, Banner, Empty } from '../look/parts.js';
import { serverNow } from '../api/server-time.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { daysOf, todayHere, type Day, type Span } from './days.js';
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
  const [from, setFrom] = useState<Day>(() => todayHere(serverNow()));
  const [span, setSpan] = useState<Span>('week');
  const [chosenRole, setRole] = useState('');
  const [chosenPen, setPen] = useState<Shift>();
  const [pastes, setPastes] = useState(false);
  const [leaving, setLeaving] = useState<readonly Duty[]>([]);
  const [done, setDone] = useState<string>();
  const days = useMemo(() => daysOf(from, span), [from, span]);
  const { plan, roster: read, timeZone, error } = useRoster(site, days);
  const waiting = usePending();
  const tried = usePendingFaults(waiting.pending, site, timeZone);
  if (error) return <Banner tone="late">{problemText(error, t)}</Banner>;
  if (!plan) return <p className="text-muted">{t.common.loading}</p>;
  const roster = read ?? { entries: [], holes: [] };
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
  /** On how many of the days somebody is missing for a duty. */
  const holeDays = (one: string) => {
    const of = rosterTable(plan, roster, { role: one, days, pending: waiting.pending });
    return days.filter((day) => of.holesOn(day).length > 0).length;
  };
  const copy = async () => {
    try {
      const duties = copiedDuties(await dutiesBefore(site, role.role, days, timeZone), roster.entries, role.role);
      put(duties);
      setDone(duties.length > 0 ? own.copied(duties.length) : own.nothingToCopy);
    } catch (fault) {
      setDone(fault instanceof Problem ? problemText(fault, t) : t.common.fault);
    }
  };
  const parts = { plan, table, days, role, pen, faults: tried.faults, toggle, take, put };
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
        <SelectInput
          label={own.role}
          help={role.clause === null ? own.noRule : own.required(role.clause)}
          choices={plan.roles.map((one) => ({ id: one.role, name: one.name }))}
          value={role.role}
          onChange={(next) => next && setRole(next)}
        />
        <ShiftChoice key={role.role} shifts={table.shifts} pen={pen} onChange={setPen} />
      </div>
      <Posts plan={plan} chosen={role.role} choose={setRole} dayCount={holeDays} />
      <div className="flex flex-wrap items-end justify-between gap-3">
        <SpanChoice days={days} span={span} today={plan.today} onMove={setFrom} onSpan={setSpan} />
        <span className="flex flex-wrap gap-2">
          {span === 'week' && (
            <Button
              small
              isDisabled={!read}
              shortcut={{ code: 'KeyL', label: own.copyWeek }}
              onPress={() => void copy()}
            >
              {own.copyWeek}
            </Button>
          )}
          <Button small shortcut={{ code: 'KeyV', label: own.paste }} onPress={() => setPastes(true)}>
            {own.paste}
          </Button>
        </span>
      </div>
      {done && <Banner tone="ok">{done}</Banner>}
      <PendingBar
        waiting={waiting}
        tried={tried}
        site={site}
        timeZone={timeZone}
        nameOf={(id) => plan.people.find((one) => one.id === id)?.name ?? id}
        onSent={(count) => setDone(own.submitted(count))}
      />
      {!read ? (
        <p className="text-muted">{t.common.loading}</p>
      ) : table.people.length === 0 ? (
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
}

/** The duties that somebody must be on for, each with how many of the days have a hole. */
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
    <ul className="flex flex-wrap gap-2">
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
  );
}
