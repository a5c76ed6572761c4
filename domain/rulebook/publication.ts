/**
 * One step in the life of a version of a rulebook, as recorded; instants in UTC ISO, `from` null for a version that was
 * shipped: from the beginning.
 */
export interface VersionStep {
  id: number;
  name: string;
  version: string;
  step: 'shipped' | 'uploaded' | 'published' | 'withdrawn';
  from: string | null;
  by: string | null;
  at: string;
  /** Clocks that the courses of its kinds name and it lacks (`kind/rule`), as whoever published it has confirmed. */
  withoutClocks?: string[];
  /** Why, in the words of whoever took the step. */
  reason?: string;
}

export const versionStates = ['draft', 'withdrawn', 'published', 'in-force', 'superseded'] as const;
export type VersionState = (typeof versionStates)[number];

/** A version that holds from an instant on, or (null) from the beginning. */
export interface Publication {
  id: number;
  version: string;
  from: string | null;
  shipped: boolean;
}

/**
 * The publications of one rulebook that were not withdrawn, in the order in which they come into force. `steps` oldest
 * first.
 */
export function publicationsOf(steps: VersionStep[]): Publication[] {
  const standing = new Map<string, Publication>();
  for (const { id, version, step, from } of steps) {
    if (step === 'shipped' || step === 'published')
      standing.set(version, { id, version, from, shipped: step === 'shipped' });
    if (step === 'withdrawn') standing.delete(version);
  }
  return [...standing.values()].sort((a, b) => (a.from ?? '').localeCompare(b.from ?? '') || a.id - b.id);
}

/** The one that holds at an instant (UTC ISO): the latest that has begun. */
export function inForceAt(publications: Publication[], at: string): Publication | undefined {
  return publications.findLast(({ from }) => from === null || from <= at);
}

/** Where a version stands at an instant. `steps`: all of its rulebook, oldest first. */
export function versionStateAt(version: string, steps: VersionStep[], at: string): VersionState {
  const publications = publicationsOf(steps);
  const own = publications.find((publication) => publication.version === version);
  if (!own) return steps.some((step) => step.version === version && step.step === 'withdrawn') ? 'withdrawn' : 'draft';
  if (own.from !== null && own.from > at) return 'published';
  return inForceAt(publications, at) === own ? 'in-force' : 'superseded';
}
