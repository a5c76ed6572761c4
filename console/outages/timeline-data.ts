import type { Json } from '../api/client.js';

type Entry = Json<'EntryJson'>;
type Call = Json<'CaseItemJson'>;

/** What is drawn of an outage. Times in ms since 1970. */
export interface OutageCourse {
  fromMs: number;
  untilMs: number;
  /** When it was, or is, planned to be out. */
  planned: { fromMs: number; untilMs: number } | undefined;
  /** When it was out; until now where it still is. */
  out: { fromMs: number; untilMs: number } | undefined;
  /** Calls in equal parts of the whole time, each with how many of them are still dark. */
  bars: { fromMs: number; count: number; dark: number }[];
  most: number;
  /** When it was last expected back. */
  expectedMs: number | undefined;
  acts: { seq: number; atMs: number }[];
}

const barCount = 48;
const minuteMs = 60_000;

/** A call whose supply is still out though the outage is over for the others: it goes on as a repair of its own. */
export const isDark = ({ status, closedAt }: Pick<Call, 'status' | 'closedAt'>): boolean =>
  closedAt === null && status !== 'joined' && status !== 'restored';

/** What is drawn of an outage: its acts by people, and its calls by the time at which they came. */
export function courseOf(
  facts: Record<string, unknown>,
  entries: readonly Pick<Entry, 'seq' | 'act' | 'happenedAt'>[],
  calls: readonly Pick<Call, 'receivedAt' | 'status' | 'closedAt'>[],
  nowMs: number,
): OutageCourse {
  const at = (name: string) => (typeof facts[name] === 'string' ? Date.parse(facts[name]) : undefined);
  const when = (act: string) => {
    const found = entries.find((entry) => entry.act === act);
    return found && Date.parse(found.happenedAt);
  };
  const [startsMs, endsMs] = [at('startsAt'), at('endsAt')];
  const wasAhead = ['planned', 'temporary'].includes(String(facts['outageType']));
  const beganMs = wasAhead ? when('begin') : startsMs;
  const backMs = when('restore');
  const cancelled = when('cancel') !== undefined;
  const out =
    beganMs === undefined || cancelled ? undefined : { fromMs: beganMs, untilMs: Math.max(backMs ?? nowMs, beganMs) };
  const planned =
    wasAhead && startsMs !== undefined && endsMs !== undefined ? { fromMs: startsMs, untilMs: endsMs } : undefined;
  const acts = entries.map(({ seq, happenedAt }) => ({ seq, atMs: Date.parse(happenedAt) }));
  const callsAt = calls.map((call) => Date.parse(call.receivedAt));
  const times = [
    ...acts.map(({ atMs }) => atMs),
    ...callsAt,
    ...[planned, out].flatMap((span) => (span ? [span.fromMs, span.untilMs] : [])),
    ...(endsMs === undefined ? [] : [endsMs]),
  ];
  const fromMs = Math.min(...times);
  const untilMs = Math.max(...times, fromMs + 30 * minuteMs);
  const widthMs = (untilMs - fromMs) / barCount;
  const bars = Array.from({ length: barCount }, (_, i) => ({ fromMs: fromMs + i * widthMs, count: 0, dark: 0 }));
  calls.forEach((call, i) => {
    const bar = bars[Math.min(barCount - 1, Math.floor((callsAt[i]! - fromMs) / widthMs))]!;
    bar.count += 1;
    if (isDark(call)) bar.dark += 1;
  });
  return {
    fromMs,
    untilMs,
    planned,
    out,
    bars,
    most: Math.max(0, ...bars.map(({ count }) => count)),
    expectedMs: endsMs,
    acts,
  };
}

const hourMs = 3_600_000;
const steps = [5 * minuteMs, 15 * minuteMs, 30 * minuteMs, hourMs, 2 * hourMs, 3 * hourMs, 6 * hourMs, 12 * hourMs];

/**
 * Where the axis has marks: whole hours or days of the wall's clock, at most `most`. `offsetMs`: how far the place is
 * ahead of UTC.
 */
export function ticksOf(fromMs: number, untilMs: number, offsetMs: number, most: number): number[] {
  const days = Array.from({ length: 40 }, (_, i) => (i + 1) * 24 * hourMs);
  const step = [...steps, ...days].find((one) => (untilMs - fromMs) / one <= most) ?? 400 * 24 * hourMs;
  const ticks: number[] = [];
  for (let at = Math.ceil((fromMs + offsetMs) / step) * step - offsetMs; at <= untilMs; at += step) ticks.push(at);
  return ticks;
}
