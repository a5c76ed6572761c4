import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  type Month,
  type ScheduleOptions,
  type ScheduleSpec,
} from '@temporalio/client';
import { dutiesOf, weekdays, type DutyRecurrence } from '../domain/rulebook/duties.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import type { DutyRound } from '../workflows/messages.js';
import type { Engine } from './engine.js';

/** A Schedule as it must be: one for each duty at each site. */
export interface DesiredSchedule {
  id: string;
  /** All that the Schedule is made from: two with the same round are the same. */
  round: DutyRound;
  spec: ScheduleSpec;
  note: string;
}

/** An engine or a worker that was away so long still opens what came round meanwhile. */
const catchupWindow = '4 weeks';

/** The Schedules of this installation: one for each recurring duty at each site where its rulebook holds. */
export function schedulesOf(
  rulebooks: Rulebook[],
  sites: { id: string; rulebooks: string[] }[],
  taskQueue: string,
): DesiredSchedule[] {
  return rulebooks.flatMap((rulebook) =>
    Object.entries(dutiesOf(rulebook)).flatMap(([duty, { every, opensAt, clause, name }]) => {
      if (!every || !opensAt) return [];
      return sites
        .filter((site) => site.rulebooks.includes(rulebook.name))
        .map(({ id: site }): DesiredSchedule => ({
          id: `${prefixOf(taskQueue)}${rulebook.name}:${duty}:${site}`,
          round: { rulebook: rulebook.name, duty, site, every, opensAt, timeZone: rulebook.timeZone },
          spec: specOf(every, opensAt, rulebook.timeZone),
          note: `${clause}: ${name.en}`,
        }));
    }),
  );
}

/** When a duty comes round, in the engine's words. The zone is named: the engine's own clock runs in UTC. */
export function specOf(every: DutyRecurrence, opensAt: string, timeZone: string): ScheduleSpec {
  const [hour, minute] = opensAt.split(':').map(Number) as [number, number];
  return { calendars: [{ hour, minute, ...daysOf(every) }], timezone: timeZone, jitter: 0 };
}

type Days = Pick<NonNullable<ScheduleSpec['calendars']>[number], 'dayOfMonth' | 'month' | 'dayOfWeek'>;

function daysOf(every: DutyRecurrence): Days {
  if ('week' in every) return { dayOfWeek: dayNames[weekdays.indexOf(every.week)]! };
  if ('month' in every) return { dayOfMonth: every.month };
  if ('quarter' in every) return { dayOfMonth: every.quarter, month: ['JANUARY', 'APRIL', 'JULY', 'OCTOBER'] };
  if (!('year' in every)) return {};
  const [month, day] = every.year.split('-').map(Number) as [number, number];
  return { month: monthNames[month - 1]!, dayOfMonth: day };
}

const dayNames = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;
const monthNames: readonly Month[] = [
  'JANUARY',
  'FEBRUARY',
  'MARCH',
  'APRIL',
  'MAY',
  'JUNE',
  'JULY',
  'AUGUST',
  'SEPTEMBER',
  'OCTOBER',
  'NOVEMBER',
  'DECEMBER',
];

/** A Schedule that the engine will not have, and why in its words. */
export interface RefusedSchedule {
  id: string;
  round: DutyRound;
  reason: string;
}

/**
 * Brings the engine's Schedules to what is wanted: creates what is missing, updates what has changed, deletes those of
 * duties and sites that are gone, and leaves the rest untouched. One that the engine refuses is among `refused` and
 * keeps no other from being made; that the engine cannot be reached is thrown. May be done twice, and by several workers
 * at once.
 */
export async function ensureSchedules(
  engine: Engine,
  wanted: DesiredSchedule[],
): Promise<{ created: string[]; updated: string[]; deleted: string[]; refused: RefusedSchedule[] }> {
  const done = { created: [] as string[], updated: [] as string[], deleted: [] as string[] };
  const refused: RefusedSchedule[] = [];
  const known: string[] = [];
  for await (const { scheduleId } of engine.schedules.list())
    if (scheduleId.startsWith(prefixOf(engine.taskQueue))) known.push(scheduleId);
  for (const schedule of wanted) {
    try {
      const what = await ensure(engine, schedule);
      if (what !== 'kept') done[what].push(schedule.id);
    } catch (error) {
      if (isOutOfReach(error)) throw error;
      refused.push({ id: schedule.id, round: schedule.round, reason: reasonOfRefusal(error) });
    }
  }
  for (const id of known.filter((knownId) => !wanted.some((schedule) => schedule.id === knownId))) {
    await engine.schedules.getHandle(id).delete().catch(unlessGone);
    done.deleted.push(id);
  }
  return { ...done, refused };
}

/** What went wrong, in the words of whoever says most about it. */
export function reasonOfRefusal(error: unknown): string {
  const { name, message, cause } = error as Error & { cause?: { details?: string } };
  return cause?.details || message || name;
}

/** Whether nothing was said about this Schedule, because the engine was not there or too late. */
function isOutOfReach(error: unknown): boolean {
  const { code } = ((error as Error).cause ?? error) as { code?: unknown };
  return code === grpc.cancelled || code === grpc.deadlineExceeded || code === grpc.unavailable;
}

const grpc = { cancelled: 1, deadlineExceeded: 4, unavailable: 14 } as const;

async function ensure(engine: Engine, wanted: DesiredSchedule): Promise<'created' | 'updated' | 'kept'> {
  const options = optionsOf(wanted, engine.taskQueue);
  const handle = engine.schedules.getHandle(wanted.id);
  // The list lags behind: whether it exists is asked of the Schedule itself.
  const existing = await handle.describe().catch(unlessGone);
  if (!existing) {
    try {
      await engine.schedules.create(options);
      return 'created';
    } catch (error) {
      if (error instanceof ScheduleAlreadyRunning) return 'kept'; // another worker was faster
      throw error;
    }
  }
  const [round] = (existing.action.type === 'startWorkflow' ? existing.action.args : []) as unknown as DutyRound[];
  if (JSON.stringify(round) === JSON.stringify(wanted.round)) return 'kept';
  // A Schedule paused by hand stays paused.
  await handle.update((before) => ({ ...options, state: { ...options.state, paused: before.state.paused } }));
  return 'updated';
}

function optionsOf(
  { id, round, spec, note }: DesiredSchedule,
  taskQueue: string,
): ScheduleOptions & { action: { type: 'startWorkflow' } } {
  return {
    scheduleId: id,
    spec,
    action: {
      type: 'startWorkflow',
      workflowType: 'openDuty',
      taskQueue,
      args: [round],
      workflowId: id,
      staticSummary: `opens '${round.duty}' at ${round.site}`,
    },
    // Each period is opened for itself: one that waits for a worker must not swallow the next.
    policies: { overlap: ScheduleOverlapPolicy.ALLOW_ALL, catchupWindow },
    state: { note },
  };
}

function unlessGone(error: unknown): undefined {
  if (error instanceof ScheduleNotFoundError) return undefined;
  throw error;
}

function prefixOf(taskQueue: string): string {
  return `${taskQueue}:duty:`;
}
