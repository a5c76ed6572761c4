import { kinds } from '../domain/kinds.js';

/** What an act brings about besides its own name, by kind: `milestones` in domain/acts, and the raise that the desk makes by itself. */
const brought: Record<string, string[]> = {
  complaint: ['harm', 'found-valid', 'found-invalid', 'extended', 'not-extended', 'revisited', 'satisfied', 'not-satisfied', 'no-answer', 'unreached', 'not-possible', 'raise-by-itself'],
  repair: ['revisited', 'satisfied', 'not-satisfied', 'no-answer', 'unreached', 'not-possible', 'accepted-by-customer', 'not-accepted-by-customer'],
};

const everyCase = ['tier', 'department', 'site', 'siteKind', 'channel', 'reachable', 'timesRaised', 'promisedAt', 'revisitBy', 'revisitAttempts', 'revisitOutcome', 'revisitChannel'];

const ofKind: Record<string, string[]> = {
  complaint: ['anonymous', 'harm', 'aboutPerson', 'customerTime', 'importedFrom', 'importedAt', 'valid', 'promised', 'proposedTier', 'declinedAtTimes'],
  repair: ['repairType', 'major', 'emergency', 'agreedAt', 'source', 'amountCents', 'labourCents', 'materialCents', 'serviceCents'],
};

/** Everything a clock of the kind may start at or wait for. A new milestone of an act is added here. */
export function milestonesOf(kind: string): string[] {
  return [...Object.keys(kinds[kind] ?? {}), ...(brought[kind] ?? [])];
}

/** Milestones of the kind that are not acts. */
export function broughtAbout(kind: string): string[] {
  return brought[kind] ?? [];
}

/** The facts a rule of the kind may ask for (`when`, `at`, `or`, `limitBy`). A new fact that rules ask for is added here. */
export function factNamesOf(kind: string): string[] {
  return [...everyCase, ...(ofKind[kind] ?? [])];
}
