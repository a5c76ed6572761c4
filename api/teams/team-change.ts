import { isRefusal } from '../../domain/refusal.js';
import type { Ledger } from '../../ledger/ledger.js';
import { changeOnce, type ChangeOutcome } from '../../ledger/people/change-once.js';
import type { ChangeStamp, enterTeam } from '../../ledger/teams/team-records.js';
import type { Caller } from '../permission/caller.js';
import { ApiProblem } from '../problem.js';

type Runner = Parameters<typeof enterTeam>[0];

/** Changes teams, areas or skills once for each key; `dry` only finds out what would come of it. A refusal (409, 422) is a problem, with the fields at fault. */
export async function changeTeams<T extends object>(
  ledger: Ledger,
  who: Caller,
  key: string,
  body: object,
  work: (runner: Runner, change: ChangeStamp) => Promise<ChangeOutcome<T>>,
  dry = false,
): Promise<T> {
  const { id, organisation } = who.actor;
  const outcome = await changeOnce(ledger, { actor: id, key, body, organisation, dry }, (runner, at) =>
    work(runner, { by: id, at }),
  );
  if (isRefusal(outcome)) throw ApiProblem.from(outcome);
  if ('faults' in outcome) throw ApiProblem.input(outcome.faults);
  return outcome.done;
}
