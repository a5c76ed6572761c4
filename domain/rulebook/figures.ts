import type { Text } from '../text.js';

/**
 * What a figure counts. The first are how many; then shares from 0 to 1; then means in seconds; then points; then
 * W-9.1.
 */
export const measures = [
  'received',
  'filed',
  'violations',
  'no-calls',
  'reopened',
  'on-time',
  'clocks-on-time',
  'rework',
  'revisited',
  'satisfaction',
  'handling-time',
  'step-time',
  'time-to-step',
  'lateness',
  'points',
  'reliability',
] as const;
export type Measure = (typeof measures)[number];

/**
 * What a figure can be taken apart by. `month` and `day` are local to the rulebook; `step` is the rule of the clock.
 */
export const dimensions = [
  'tier',
  'kind',
  'department',
  'person',
  'role',
  'clause',
  'step',
  'area',
  'site',
  'outcome',
  'month',
  'day',
] as const;
export type Dimension = (typeof dimensions)[number];

/**
 * A figure the rules ask for (指标), as data: what is counted, of which cases, and how good it must be, with its clause.
 */
export interface FigureRule {
  id: string;
  clause: string;
  /** True where figure or target is the organisation's own. */
  house?: boolean;
  name: Text;
  measure: Measure;
  /** Left out: all of them. */
  kinds?: string[];
  tiers?: string[];
  areas?: string[];
  /** Outcomes of filed cases, types of outage, codes of violations. */
  outcomes?: string[];
  /** Clauses or rules of the clocks that count. */
  clauses?: string[];
  clocks?: string[];
  /** Major repairs alone. */
  major?: boolean;
  target?: { atLeast: number } | { atMost: number };
}

const basicFigure = (measure: Measure, zh: string, en: string): FigureRule => ({
  id: `all-${measure}`,
  clause: 'X-9',
  house: true,
  name: { 'zh-CN': zh, en },
  measure,
});

/** What every rulebook can be asked for, of all its cases, whatever figures of its own it has: so that months compare. */
export const basicFigures: readonly FigureRule[] = [
  basicFigure('received', '受理', 'received'),
  basicFigure('filed', '办结', 'filed'),
  basicFigure('clocks-on-time', '时限及时率', 'deadlines met in time'),
  basicFigure('reopened', '重新办理', 'taken up again'),
  basicFigure('rework', '返工率', 'done again'),
  basicFigure('satisfaction', '满意率', 'satisfied'),
];

/** What is added up for a figure. Seconds, and for `amount` see `Measurement`. */
export interface FigureTotals {
  n: number;
  judged: number;
  inTime: number;
  again: number;
  revisited: number;
  timed: number;
  seconds: number;
  sinceReceived: number;
  lateN: number;
  lateSeconds: number;
  amount: number;
  /** Calls back that were answered, and of them those who are satisfied. */
  answered: number;
  satisfied: number;
}

export const emptyTotals: FigureTotals = {
  n: 0,
  judged: 0,
  inTime: 0,
  again: 0,
  revisited: 0,
  timed: 0,
  seconds: 0,
  sinceReceived: 0,
  lateN: 0,
  lateSeconds: 0,
  amount: 0,
  answered: 0,
  satisfied: 0,
};

/** Customers times seconds of the period, for reliability. */
export interface SupplyTotals {
  customerSeconds: number;
}

/**
 * A value with what it is of: null where there was nothing to count. `of` is how many were counted, `part` how many of
 * them the value speaks of.
 */
export interface MeasuredValue {
  value: number | null;
  part: number | null;
  of: number;
}

/** The value of a figure by its totals. */
export function figureValue(measure: Measure, totals: FigureTotals, supply?: SupplyTotals): MeasuredValue {
  const count = (n: number): MeasuredValue => ({ value: n, part: null, of: n });
  const share = (part: number, of: number): MeasuredValue => ({ value: of > 0 ? part / of : null, part, of });
  const mean = (sum: number, of: number): MeasuredValue => ({ value: of > 0 ? sum / of : null, part: null, of });
  switch (measure) {
    case 'received':
    case 'filed':
    case 'violations':
    case 'no-calls':
    case 'reopened':
      return count(totals.n);
    case 'on-time':
    case 'clocks-on-time':
      return share(totals.inTime, totals.judged);
    case 'rework':
      return share(totals.again, totals.n);
    case 'revisited':
      return share(totals.revisited, totals.n);
    case 'satisfaction':
      return share(totals.satisfied, totals.answered);
    case 'handling-time':
    case 'step-time':
      return mean(totals.seconds, totals.timed);
    case 'time-to-step':
      return mean(totals.sinceReceived, totals.timed);
    case 'lateness':
      return mean(totals.lateSeconds, totals.lateN);
    case 'points':
      return { value: totals.amount / 100, part: null, of: totals.n };
    case 'reliability':
      return {
        value: supply && supply.customerSeconds > 0 ? 1 - totals.amount / supply.customerSeconds : null,
        part: null,
        of: totals.n,
      };
  }
}

/** Whether a value is as good as asked; null where nothing is asked, or nothing was counted. */
export function isTargetMet({ target }: Pick<FigureRule, 'target'>, value: number | null): boolean | null {
  if (!target || value === null) return null;
  return 'atLeast' in target ? value >= target.atLeast : value <= target.atMost;
}

/** What is measured for each measure. */
export const measurementTypeOf = {
  received: 'received',
  filed: 'filed',
  violations: 'violation',
  'no-calls': 'no-call',
  reopened: 'reopened',
  'on-time': 'filed',
  'clocks-on-time': 'clock',
  rework: 'filed',
  revisited: 'filed',
  satisfaction: 'revisit',
  'handling-time': 'filed',
  'step-time': 'clock',
  'time-to-step': 'clock',
  lateness: 'clock',
  points: 'points',
  reliability: 'outage',
} as const satisfies Record<Measure, string>;

/** In what a measure is given. */
export function measureUnit(measure: Measure): 'count' | 'share' | 'seconds' | 'points' {
  switch (measure) {
    case 'received':
    case 'filed':
    case 'violations':
    case 'no-calls':
    case 'reopened':
      return 'count';
    case 'points':
      return 'points';
    case 'handling-time':
    case 'step-time':
    case 'time-to-step':
    case 'lateness':
      return 'seconds';
    default:
      return 'share';
  }
}
