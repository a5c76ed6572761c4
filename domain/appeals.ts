import type { Limit } from './limits.js';

/** How long after a clock has run out somebody may appeal against its being put down to them (申诉). House data, with the clause of the appraisal. */
export interface AppealRules {
  within: Limit;
  clause: string;
}
