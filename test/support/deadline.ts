import assert from 'node:assert/strict';
import { clockOf, type TestLedger } from './test-ledger.js';
import type { Who } from './actors.js';

/** An instant of 2026 by the clock in Shanghai: cn('11-23 09:00') is a Monday morning. */
export const shanghaiTime = (text: string): string =>
  new Date(`2026-${text.replace(' ', 'T')}${text.length === 11 ? ':00' : ''}+08:00`).toISOString();

/** How an instant reads in Shanghai: '11-23 09:00', with seconds where there are any. */
export const inShanghai = (instant: string | Date): string => {
  const text = new Date(new Date(instant).getTime() + 8 * 3_600_000).toISOString();
  return `${text.slice(5, 10)} ${text.slice(11, text.slice(17, 19) === '00' ? 16 : 19)}`;
};

export type Act = [who: Who, act: string, input?: Record<string, unknown>];

/** One deadline as the clause has it. All times by the clock in Shanghai, worked out by hand. */
export interface Deadline {
  rule: string;
  clause: string;
  house?: true;
  /** When everything before it happens; Monday 09:00 where it is left out. */
  at?: string;
  /** Brings a case to where the clock runs; gives its number. */
  given: () => Promise<string>;
  warn?: string;
  due: string;
  /** The breach, each rung and the first urging: when, and which roles are told. */
  ladder: [at: string, ...told: string[]][];
  /** What meets it, on a case where it runs. */
  met: Act[];
}

/**
 * Plays a deadline three times: met at the very due second it is in time; left alone it warns, breaches with the
 * next second, and climbs its ladder until it urges; met then it is still on record as late.
 */
export async function assertDeadline(desk: TestLedger, deadline: Deadline): Promise<void> {
  const { rule, due, warn, ladder, met } = deadline;
  const begin = async () => {
    desk.time.set(shanghaiTime(deadline.at ?? '11-23 09:00'));
    return deadline.given();
  };
  const doAll = async (number: string) => {
    for (const [who, act, input] of met) await desk.act(number, who, act, input ?? {});
    return clockOf(await desk.state(number), rule);
  };

  const prompt = await begin();
  const started = clockOf(await desk.state(prompt), rule);
  assert.deepEqual(
    [started.clause, started.house, inShanghai(started.due), started.warnAt && inShanghai(started.warnAt)],
    [deadline.clause, deadline.house ?? false, due, warn ?? null],
  );
  desk.time.set(shanghaiTime(due));
  const inTime = await doAll(prompt);
  assert.deepEqual(
    [inTime.metAt, inTime.breachedAt, inTime.next],
    [shanghaiTime(due), null, null],
    'met at the due second',
  );

  const slow = await begin();
  const aSecondLate = new Date(Date.parse(shanghaiTime(due)) + 1_000).toISOString();
  // What is late is not told to be due soon: the warning is entered in its time.
  if (warn) await desk.at(shanghaiTime(warn), slow);
  await desk.at(shanghaiTime(due), slow);
  assert.equal(clockOf(await desk.state(slow), rule).breachedAt, null, 'breached before the due second is over');
  await desk.at(aSecondLate, slow);
  assert.equal(
    clockOf(await desk.state(slow), rule).breachedAt,
    shanghaiTime(due),
    'not breached with the second after',
  );
  await desk.at(shanghaiTime(ladder.at(-1)![0]), slow);
  const moments = (await desk.entries(slow)).filter(({ facts }) => facts['clock'] === started.id);
  const kinds = ['breach', ...ladder.slice(1, -1).map(() => 'escalate'), ...(ladder.length > 1 ? ['urge'] : [])];
  const expected = [
    ...(warn ? [['warn', warn, started.who]] : []),
    ...ladder.map(([at, ...told], i) => [kinds[i], at, ...told]),
  ];
  assert.deepEqual(
    moments.map(({ act, at, notices }) => [act, inShanghai(at), ...notices.map(({ role }) => role)]),
    expected,
  );

  const late = await doAll(slow);
  assert.deepEqual([late.metAt, late.breachedAt, late.next], [desk.time.iso, shanghaiTime(due), null], 'met late');
}
