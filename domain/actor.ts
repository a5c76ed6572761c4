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
 * where that was somebody else); Banjie itself; somebody who signals a workflow behind the ledger's back; or the
 * customer of a case. `accessStamp`: how long the record of their organisation was (`organisation_records`) when their
 * posts were read from the database.
 */
export type Actor =
  | (ActorIdentity & { kind: 'person'; organisation: string; tokenBy?: string; accessStamp?: string })
  | (ActorIdentity & { kind: 'desk' | 'operator' | 'customer' });

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

/** The one role that acts by the customer's page: each act of it is an entry of its own, whoever held the link. */
export const customerPageRole = 'customer-page';

/** What that role is called: no rulebook names it. */
export const customerPageName = { 'zh-CN': '客户（自助页面）', en: 'the customer, by their page' } as const;

/** The customer of a case by the page that needs no account (api/customer): may do what the act tables say, no more. */
export const customerActor: Actor = {
  kind: 'customer',
  id: customerPageRole,
  posts: [{ role: customerPageRole, site: null, department: null }],
};
