import type { SessionLimits } from '../../ledger/people/sessions.js';

/** How people sign in at this desk. */
export class SignInSettings {
  constructor(
    readonly limits: SessionLimits,
    /** A trial desk, whose demo people need no password. */
    readonly trial: boolean,
    /** Where the first administrator's one-time password lies until they have one of their own. */
    readonly firstPasswordFile?: string,
    /** For how many days a token holds unless it is said when it is made. */
    readonly tokenDays = 90,
  ) {}
}
