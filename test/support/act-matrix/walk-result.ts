// What the walk has found.
import type { CaseState } from '../../../domain/case/case.js';
import type { Step } from './step.js';

export interface Place {
  state: CaseState;
  path: Step[];
  at: string;
}

export interface WalkResult {
  /** A way into each status. */
  places: Map<string, Place>;
  /** Where each act was taken, and with what. */
  taken: Map<string, { from: Place; step: Step }>;
  /** With what an act was taken in a status: `status act`. */
  inputs: Map<string, Step>;
  /** Where each clock runs, and what meets it shortly before it is due. */
  clocks: Map<string, ClockVisit>;
  /** Of clocks that no act meets where they run: what stops them. */
  passed: Map<string, ClockVisit>;
}

/** A place from which an act meets a clock. */
export interface ClockVisit {
  from: Place;
  met: Step;
  /** Of several ways the one on which the fewest other clocks make themselves heard. */
  noise: number;
}
