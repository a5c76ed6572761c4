/**
 * A post: the role somebody holds, at one site or (null) at all of their organisation, in one department where the role
 * has one.
 */
export interface Post {
  role: string;
  site: string | null;
  department: string | null;
  /**
   * Held in the place of this person, by a delegation (委托代理); `forKeys`: what a case may be about them by (`keysOf`).
   */
  for?: string;
  forKeys?: readonly string[];
  /** By the duty roster, for the time of the duty. */
  duty?: true;
}

interface ActorIdentity {
  id: string;
  posts: Post[];
}

/**
 * Who acts: a person, whose posts count in their own organisation alone (`tokenBy`: who made the token they come in with,
 * where that was somebody else); Banjie itself; or somebody who signals a
 * workflow behind the ledger's back.
 */
export type Actor =
  | (ActorIdentity & { kind: 'person'; organisation: string; tokenBy?: string })
  | (ActorIdentity & { kind: 'desk' | 'operator' });

/**
 * The organisation of the operators of the installation: it has no sites, and its administrators serve all
 * others.
 */
export const installationOrganisation = 'installation';

/** Nothing of one organisation is open to the people of another, whatever posts they hold. */
export function belongsTo(actor: Actor, organisation: string): boolean {
  return actor.kind !== 'person' || actor.organisation === organisation;
}

/**
 * Banjie itself: enters moments, proposes and raises tiers, opens cases, reports outcomes, notifies the joined cases.
 */
export const systemActor: Actor = { kind: 'desk', id: 'desk', posts: [{ role: 'desk', site: null, department: null }] };

/** The sender of a signal that the ledger did not write: may add a note or wake a case, nothing else. */
export const engineOperator: Actor = {
  kind: 'operator',
  id: 'engine-operator',
  posts: [{ role: 'engine-operator', site: null, department: null }],
};
