/**
 * What is measured: a case that came in, was sorted, was filed; a clock that was judged or ended; a call back; a broken
 * rule; supply that was off; points; a correction; a call that was none, which counts as nothing else; a case that was taken
 * up again.
 */
export const measurementTypes = [
  'received',
  'sorted',
  'filed',
  'clock',
  'revisit',
  'violation',
  'outage',
  'points',
  'correction',
  'no-call',
  'reopened',
] as const;

export type MeasurementType = (typeof measurementTypes)[number];

/**
 * One thing an entry lets us count, for ever: it belongs to the entry's own time and so to one day and month, and
 * later entries add measurements of their own. Seconds are whole; `amount` is hundredths of a point, or seconds
 * times customers without supply. Null: this kind of measurement has no such value.
 */
export interface Measurement {
  number: string;
  seq: number;
  /** Its place among those of the entry. */
  n: number;
  what: MeasurementType;
  /** UTC ISO; `day` is its date in the zone of the rulebook. */
  at: string;
  day: string;
  organisation: string;
  site: string;
  rulebook: string;
  kind: string;
  tier: string | null;
  department: string | null;
  area: string | null;
  major: boolean;
  role: string | null;
  /** Who did it or had custody, and whom they stood in for. */
  person: string | null;
  actedFor: string | null;
  /** Id of the clock and of its rule, and its clause; of a violation the clause alone. */
  clock: string | null;
  rule: string | null;
  clause: string | null;
  /**
   * How it came or ended: channel of a case that came in, outcome of one that was filed or of a call back, code of a
   * violation, type of an outage, rule of points.
   */
  outcome: string | null;
  /** Judged in time or not: a clock once, when it was met or ran out; a case when it was filed. */
  inTime: boolean | null;
  /**
   * Of a filed case: whether the work was done again, whether the customer was called back, how many clocks had run
   * out.
   */
  again: boolean | null;
  revisited: boolean | null;
  lateClocks: number | null;
  /** How long it took, from its start and from when the case was received; how much of that was too late. */
  seconds: number | null;
  sinceReceived: number | null;
  lateSeconds: number | null;
  amount: number | null;
  /**
   * Of a correction: the case and clock whose lateness is lifted, and the day it was counted on; or the case that is
   * taken off what was received (`amount` -1) or put to it (1), without a clock, with how it came (`outcome`) and why it is
   * corrected (`rule`).
   */
  ofNumber: string | null;
  ofClock: string | null;
  ofDay: string | null;
}
