import { statusAllows, type ActRow, type ActTable } from '../deciding/act.js';
import { closedStatus } from '../case/case.js';

/** A kind of case: the statuses it knows, the facts rules may ask for, and its acts. */
export interface KindOfCase {
  statuses: readonly string[];
  facts: readonly string[];
  acts: ActTable;
}

/**
 * The acts of the kind, once they hold together: every status is reached from the record, `closed` is reached from every
 * status, and every fact is set by an act. Throws one sentence that names the kind and what is wrong.
 */
export function checkKind(kind: string, { statuses, facts, acts }: KindOfCase): ActTable {
  const { record, ...later } = acts;
  if (!record) throw new Error(`The act table of '${kind}' has no act 'record'.`);
  const rows = Object.values(later);
  // What takes a closed case up again brings it where it can be without.
  const onward = rows.filter(
    ({ from }) => from !== 'any' && (from === 'open' || from.some((one) => one !== closedStatus)),
  );
  const reached = reachable(targetsOf(record), onward);
  for (const status of statuses) {
    if (!reached.has(status))
      throw new Error(`No case of the kind '${kind}' can reach the status '${status}': no act leads to it.`);
    if (!reachable([status], onward).has(closedStatus))
      throw new Error(`A case of the kind '${kind}' cannot be closed from the status '${status}': no act leads on.`);
  }
  const set = new Set(Object.values(acts).flatMap(({ sets = [] }) => sets));
  const unset = facts.find((fact) => !set.has(fact));
  if (unset !== undefined) throw new Error(`No act of the kind '${kind}' sets its fact '${unset}'.`);
  return acts;
}

function targetsOf({ to, toOneOf = [] }: ActRow): readonly string[] {
  return to === undefined ? toOneOf : [to, ...toOneOf];
}

/** The statuses that can follow on these, themselves included. */
function reachable(from: readonly string[], rows: readonly ActRow[]): Set<string> {
  const found = new Set(from);
  // A set may grow while it is walked through.
  for (const status of found)
    for (const row of rows) if (statusAllows(row, { status })) for (const next of targetsOf(row)) found.add(next);
  return found;
}
