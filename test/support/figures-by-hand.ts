// Every figure counted again from raw entries: not by the code that measures, and not by the SQL that serves.
import type { DataSource } from 'typeorm';
import type { FigureRule } from '../../domain/rulebook/figures.js';
import { property } from './shipped.js';

interface RawEntry {
  number: string;
  act: string;
  actor: string;
  at: string;
  changes: Record<string, unknown>[];
}

interface Clock {
  id: string;
  rule: string;
  clause: string;
  startedAt: string;
  metAt: string | null;
  breachedAt: string | null;
  stoppedAt: string | null;
}

/** What is counted, with the cells it may be taken apart by. */
interface CountByHand {
  what: string;
  day: string;
  cells: Record<string, string | null>;
  major: boolean;
  outcome: string | null;
  good?: boolean;
  again?: boolean;
  revisited?: boolean;
  seconds?: number;
  since?: number;
  late?: number;
  points?: number;
}

/** The local date in Shanghai, which has had no change of clock since 1991. */
const dayOf = (iso: string): string => new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 10);
const seconds = (from: string, to: string): number =>
  Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 1000));

/** Reads all entries and lists what there is to count, entry by entry. */
export async function countsOf(source: DataSource): Promise<CountByHand[]> {
  const rows: RawEntry[] = (
    await source.query(`SELECT number, act, actor, at, changes FROM entries ORDER BY number, seq`)
  ).map((row: RawEntry & { at: unknown }) => ({ ...row, at: (row.at as unknown as Date).toISOString() }));
  const counts: CountByHand[] = [];
  let now = fresh();
  for (const [i, { number, act, actor, at, changes }] of rows.entries()) {
    if (i === 0 || rows[i - 1]!.number !== number) now = fresh();
    const before = { tier: now.tier, clocks: new Map(now.clocks), times: { ...now.times }, violations: now.violations };
    let closed = false;
    for (const change of changes) {
      if (change['type'] === 'opened')
        now = { ...fresh(), ...(change['case'] as object as Now), clocks: new Map(), times: {}, violations: 0 };
      if (change['type'] === 'tier') now.tier = change['to'] as string | null;
      if (change['type'] === 'department') now.department = change['to'] as string | null;
      if (change['type'] === 'round') now.round = change['to'] as number;
      if (change['type'] === 'facts') now.facts = { ...now.facts, ...(change['set'] as object) };
      if (change['type'] === 'mark')
        now.times[String(change['name'])] = (change['mark'] as { times?: number }).times ?? 1;
      // What is as usual is not said again (ledger/words/stored-form.ts).
      const same = { metAt: null, breachedAt: null, stoppedAt: null };
      if (change['type'] === 'clock') {
        const said = change['clock'] as Partial<Clock> & Pick<Clock, 'id'>;
        const clock = { ...same, rule: said.id, ...said } as Clock;
        now.clocks.set(clock.id, clock);
      }
      if (change['type'] === 'clock-moved') {
        const id = String(change['id']);
        now.clocks.set(id, { ...now.clocks.get(id)!, ...(change['set'] as object) });
      }
      if (change['type'] === 'violation') now.violations += 1;
      if (change['type'] === 'closed') closed = true;
    }
    const base = {
      day: dayOf(at),
      cells: {
        kind: now.kind,
        tier: now.tier,
        site: now.site,
        month: dayOf(at).slice(0, 7),
        department: now.department,
        person: actor,
      },
      major: now.facts['major'] === true,
      outcome: null,
    };
    if (act === 'record') counts.push({ ...base, what: 'received' });
    for (const clock of now.clocks.values()) {
      const was = before.clocks.get(clock.id);
      const of = { ...base, what: 'clock', cells: { ...base.cells, clause: clock.clause, step: clock.rule } };
      if (clock.breachedAt && !was?.breachedAt) counts.push({ ...of, good: false });
      const ended = clock.metAt && !was?.metAt;
      if (ended && !clock.breachedAt) counts.push({ ...of, good: true });
      if (ended)
        counts.push({
          ...of,
          what: 'met',
          seconds: seconds(clock.startedAt, clock.metAt!),
          since: seconds(now.receivedAt, clock.metAt!),
        });
      const end = clock.metAt ?? clock.stoppedAt;
      if (clock.breachedAt && end && !(was?.metAt ?? was?.stoppedAt))
        counts.push({
          ...of,
          what: 'late',
          late: seconds(clock.breachedAt, end),
          points: pointsOf(now.kind, clock.rule),
        });
    }
    for (const outcome of ['satisfied', 'not-satisfied'])
      if (act === 'revisit' && (now.times[outcome] ?? 0) > (before.times[outcome] ?? 0))
        counts.push({ ...base, what: 'revisit', outcome, good: outcome === 'satisfied' });
    for (let n = before.violations; n < now.violations; n += 1) counts.push({ ...base, what: 'violation' });
    if (closed) {
      const onTime = [...now.clocks.values()].every(({ breachedAt }) => !breachedAt);
      counts.push({
        ...base,
        what: 'filed',
        outcome: String(now.facts['outcome']),
        good: onTime,
        again: now.round > 1,
        revisited: (now.times['revisit'] ?? 0) > 0,
        seconds: seconds(now.receivedAt, at),
      });
    }
  }
  return counts;
}

/**
 * What the rulebook gives for a late clock: 2 to the custodian and 1 to the head of the department for a solution, 1
 * for an answer or a report, else a half.
 */
function pointsOf(kind: string, rule: string): number {
  const { nature } = property.kinds[kind]!.clocks.find(({ id }) => id === rule)!;
  return nature === 'solution' ? 3 : nature ? 1 : 0.5;
}

interface Now {
  kind: string;
  site: string;
  tier: string | null;
  department: string | null;
  receivedAt: string;
  round: number;
  facts: Record<string, unknown>;
  clocks: Map<string, Clock>;
  times: Record<string, number>;
  violations: number;
}

function fresh(): Now {
  return {
    kind: '',
    site: '',
    tier: null,
    department: null,
    receivedAt: '',
    round: 1,
    facts: {},
    clocks: new Map(),
    times: {},
    violations: 0,
  };
}

const whatOf: Record<string, string> = {
  received: 'received',
  filed: 'filed',
  violations: 'violation',
  'on-time': 'filed',
  'clocks-on-time': 'clock',
  rework: 'filed',
  revisited: 'filed',
  satisfaction: 'revisit',
  'handling-time': 'filed',
  'step-time': 'met',
  'time-to-step': 'met',
  lateness: 'late',
  points: 'late',
};

/** What a figure must be, of the counts that fit; null where there are none. */
export function figureByHand(
  rule: FigureRule,
  counts: readonly CountByHand[],
  period: { from: string; until: string },
  cells: Record<string, string | null> = {},
): { value: number | null; of: number } {
  const fits = counts.filter(
    (one) =>
      one.what === whatOf[rule.measure] &&
      one.day >= period.from &&
      one.day < period.until &&
      (!rule.kinds || rule.kinds.includes(one.cells['kind']!)) &&
      (!rule.outcomes || rule.outcomes.includes(one.outcome!)) &&
      (rule.major === undefined || rule.major === one.major) &&
      (!rule.clocks || rule.clocks.includes(one.cells['step']!)) &&
      Object.entries(cells).every(([name, value]) => one.cells[name] === value),
  );
  const share = (good: (one: CountByHand) => boolean | undefined) => ({
    value: fits.length ? fits.filter(good).length / fits.length : null,
    of: fits.length,
  });
  const mean = (of: (one: CountByHand) => number | undefined) => ({
    value: fits.length ? fits.reduce((sum, one) => sum + of(one)!, 0) / fits.length : null,
    of: fits.length,
  });
  switch (rule.measure) {
    case 'received':
    case 'filed':
    case 'violations':
      return { value: fits.length, of: fits.length };
    case 'on-time':
    case 'clocks-on-time':
    case 'satisfaction':
      return share(({ good }) => good);
    case 'rework':
      return share(({ again }) => again);
    case 'revisited':
      return share(({ revisited }) => revisited);
    case 'handling-time':
    case 'step-time':
      return mean(({ seconds: of }) => of);
    case 'time-to-step':
      return mean(({ since }) => since);
    case 'lateness':
      return mean(({ late }) => late);
    case 'points':
      return { value: fits.reduce((sum, one) => sum + one.points!, 0), of: fits.length };
    default:
      throw new Error(`'${rule.measure}' is counted by hand elsewhere.`);
  }
}
