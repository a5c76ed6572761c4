/** A post: the role somebody holds, at one site or (null) at all of them, in one department where the role has one. */
export interface Post {
  role: string;
  site: string | null;
  department: string | null;
}

/** Who acts. `desk` is Banjie itself; `operator` is whoever signals a workflow behind the ledger's back. */
export interface Actor {
  kind: 'person' | 'desk' | 'operator';
  id: string;
  posts: Post[];
}

/** Banjie itself: enters moments, proposes and raises tiers, opens repairs, reports outcomes. */
export const theDesk: Actor = { kind: 'desk', id: 'desk', posts: [{ role: 'desk', site: null, department: null }] };

/** Whoever sends a signal that the ledger did not write: may add a note or wake a case, nothing else. */
export const theOperator: Actor = { kind: 'operator', id: 'engine-operator', posts: [{ role: 'engine-operator', site: null, department: null }] };
