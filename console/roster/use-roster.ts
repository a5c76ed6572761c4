import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { $api, api, newKey, Problem, type Json } from '../api/client.js';
import { addDays, instantOf, type Day } from './days.js';
import { holesOfDay, holesWithout, type HoleOfDay } from './holes.js';
import { knownShifts, shiftId, shiftOf, shiftTimes, type Shift } from './shifts.js';

export type Duty = Json<'DutyEntryJson'>;
export type Plan = Json<'RosterPlanJson'>;
export type PlanPerson = Plan['people'][number];

/** A duty that is put into the table and not sent yet. */
export interface PendingDuty {
  person: string;
  role: string;
  day: Day;
  shift: Shift;
}

export const pendingId = ({ person, role, day, shift }: PendingDuty): string =>
  `${person} ${role} ${day} ${shiftId(shift)}`;

/** Everything of a cell: what is on the roster, for other duties too, and what is to be sent. */
export interface CellDuties {
  duties: Duty[];
  others: Duty[];
  pending: PendingDuty[];
  isAway: boolean;
}

/** What the roster of a site says for the days that are shown, and what it is made with. */
export function useRoster(site: string, days: readonly Day[]) {
  // The time zone is known with the first plan: until then that of the browser says which instants are asked for.
  const zone = $api.useQuery('get', '/v1/rulebooks', {}, { staleTime: 600_000 });
  const sites = $api.useQuery('get', '/v1/sites');
  const books = sites.data?.sites.find(({ id }) => id === site)?.rulebooks ?? [];
  const timeZone = zone.data?.rulebooks.find(({ name }) => books.includes(name))?.timeZone;
  const span = useMemo(
    () => ({
      site,
      from: instantOf(days[0]!, '00:00', timeZone ?? 'UTC'),
      until: instantOf(addDays(days.at(-1)!, 1), '00:00', timeZone ?? 'UTC'),
    }),
    [site, days, timeZone],
  );
  const enabled = site !== '' && timeZone !== undefined;
  const plan = $api.useQuery(
    'get',
    '/v1/rosters/plan',
    { params: { query: span } },
    // Who may be on and for what stays on the page while other days are read.
    { enabled, placeholderData: keepPreviousData },
  );
  const roster = $api.useQuery('get', '/v1/rosters', { params: { query: span } }, { enabled });
  return {
    plan: plan.data,
    roster: roster.data,
    timeZone: timeZone ?? 'UTC',
    error: (plan.error ?? roster.error ?? sites.error ?? zone.error) as Problem | null,
  };
}

/** The duties of a role a week before these days, for copying. */
export async function dutiesBefore(
  site: string,
  role: string,
  days: readonly Day[],
  timeZone: string,
): Promise<Duty[]> {
  const { data } = await api.GET('/v1/rosters', {
    params: {
      query: {
        site,
        role,
        from: instantOf(addDays(days[0]!, -7), '00:00', timeZone),
        until: instantOf(addDays(days.at(-1)!, -6), '00:00', timeZone),
      },
    },
  });
  return data!.entries;
}

/** The body that enters what is to be sent. */
export const entriesOf = (pending: readonly PendingDuty[], site: string, timeZone: string) =>
  pending.map(({ person, role, day, shift }) => ({ person, role, site, ...shiftTimes(day, shift, timeZone) }));

/** What is wrong with what is to be sent, each by its `pendingId`: tried with the API, which writes nothing. */
export function usePendingFaults(pending: readonly PendingDuty[], site: string, timeZone: string) {
  const entries = entriesOf(pending, site, timeZone);
  const tried = useQuery({
    queryKey: ['post', '/v1/rosters', 'dry', entries],
    enabled: pending.length > 0,
    staleTime: 0,
    queryFn: async () => {
      try {
        await api.POST('/v1/rosters', {
          params: { query: { dry: true }, header: { 'Idempotency-Key': newKey() } },
          body: { entries },
        });
        return { faults: new Map<string, string>(), problem: undefined };
      } catch (error) {
        if (!(error instanceof Problem) || error.unanswered) throw error;
        return { faults: faultsByDuty(error, pending), problem: error.errors.length > 0 ? undefined : error };
      }
    },
  });
  return {
    faults: tried.data?.faults ?? new Map<string, string>(),
    problem: tried.data?.problem,
    isChecking: pending.length > 0 && tried.isFetching,
  };
}

/** The faults of `entries[3].person`, by the duty that is fourth. */
export function faultsByDuty(problem: Problem, pending: readonly PendingDuty[]): Map<string, string> {
  return new Map(
    problem.errors.flatMap(({ field, detail }): [string, string][] => {
      const duty = pending[Number(/^entries\[(\d+)\]/.exec(field)?.[1] ?? -1)];
      return duty ? [[pendingId(duty), detail]] : [];
    }),
  );
}

/** Duties that are put into the table and not sent yet. */
export function usePending() {
  const [pending, setPending] = useState<readonly PendingDuty[]>([]);
  return {
    pending,
    add: (duties: readonly PendingDuty[]) =>
      setPending((before) => [...new Map([...before, ...duties].map((duty) => [pendingId(duty), duty])).values()]),
    remove: (duties: readonly PendingDuty[]) => {
      const ids = new Set(duties.map(pendingId));
      setPending((before) => before.filter((duty) => !ids.has(pendingId(duty))));
    },
    clear: () => setPending([]),
  };
}

/** The table of a role: its people, what each has on each day, the holes that are left, and the shifts it knows. */
export function rosterTable(
  plan: Plan,
  roster: Pick<Json<'RosterJson'>, 'entries' | 'holes'>,
  { role, days, pending }: { role: string; days: readonly Day[]; pending: readonly PendingDuty[] },
) {
  const { timeZone } = plan;
  const filledBy = plan.roles.find((one) => one.role === role)?.filledBy ?? [];
  const of = roster.entries.filter((duty) => duty.role === role);
  const onIt = new Set(of.map(({ person }) => person));
  const people = plan.people.filter(
    ({ id, roles }) => onIt.has(id) || roles.some((held) => held === role || filledBy.includes(held)),
  );
  const mine = pending.filter((duty) => duty.role === role);
  const holes = holesWithout(
    roster.holes.filter((hole) => hole.role === role),
    mine.map(({ day, shift }) => shiftTimes(day, shift, timeZone)),
  );
  const isOn = (duty: Duty, day: Day) =>
    duty.from.slice(0, 10) === day || (day === days[0] && duty.from.slice(0, 10) < day);
  const cell = (person: string, day: Day): CellDuties => ({
    duties: of.filter((duty) => duty.person === person && isOn(duty, day)),
    others: roster.entries.filter((duty) => duty.person === person && duty.role !== role && isOn(duty, day)),
    pending: mine.filter((duty) => duty.person === person && duty.day === day),
    isAway: isAwayOn(
      plan.people.find(({ id }) => id === person),
      day,
    ),
  });
  return {
    people,
    cell,
    holesOn: (day: Day): HoleOfDay[] => holesOfDay(holes, day, timeZone),
    shifts: knownShifts([...of, ...roster.holes.filter((hole) => hole.role === role)]),
  };
}

function isAwayOn(person: PlanPerson | undefined, day: Day): boolean {
  return (person?.away ?? []).some(({ from, until }) => from.slice(0, 10) <= day && until > `${day}T00:00:00`);
}

/** Last week's duties on these days, but for those that stand there already. */
export function copiedDuties(before: readonly Duty[], present: readonly Duty[], role: string): PendingDuty[] {
  const there = new Set(present.map((duty) => `${duty.person} ${duty.role} ${duty.from.slice(0, 16)}`));
  return before.flatMap((duty) => {
    const found = shiftOf(duty);
    if (!found) return [];
    const day = addDays(found.day, 7);
    const isThere = there.has(`${duty.person} ${role} ${day}T${found.shift.from}`);
    return isThere ? [] : [{ person: duty.person, role, day, shift: found.shift }];
  });
}
