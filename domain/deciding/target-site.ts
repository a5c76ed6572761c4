/** A site that a case may be moved to, as the ledger knows it. */
export interface TargetSite {
  id: string;
  kind: string;
  /** Names of the rulebooks that hold there. */
  rulebooks: readonly string[];
  /** No new case is taken there any more. */
  ended: boolean;
  /** Those of the people named in the case who hold a post there. */
  people: readonly string[];
}
