/**
 * A step: a demo person, a role, or '' for whichever role may; for a record also when the case was received. `wait`
 * lets the time of a limit pass.
 */
export type ActPath = readonly [who: string, act: string, input?: Record<string, unknown>, receivedAt?: string][];
