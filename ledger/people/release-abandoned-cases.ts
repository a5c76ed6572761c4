import { systemActor } from '../../domain/actor.js';
import { isRefusal } from '../../domain/refusal.js';
import type { Ledger } from '../ledger.js';

interface AbandonedCase {
  number: string;
  seq: number;
  why: 'absent' | 'left-team';
}

/**
 * Gives back to the team what is with somebody who is absent, or has left it; how many cases. The desk's own act
 * (`release`): from then on the work is nobody's and chased. Asked time and again by the worker: what has changed
 * meanwhile is seen the next time.
 */
export async function releaseAbandonedCases(ledger: Ledger, limit: number): Promise<number> {
  const at = (await ledger.time.now(new Date())).toISOString();
  const left: AbandonedCase[] = await ledger.source.query(
    `SELECT DISTINCT cases.number, cases.seq, CASE WHEN works_in(tasks.team, tasks.person, $1) THEN 'absent' ELSE 'left-team' END AS why
     FROM tasks JOIN cases USING (number)
     WHERE tasks.team IS NOT NULL AND tasks.person = cases.state->'facts'->>'assignee' AND (is_away(tasks.person, $1) OR NOT works_in(tasks.team, tasks.person, $1)) ORDER BY cases.number LIMIT $2`,
    [at, limit],
  );
  let released = 0;
  for (const { number, seq, why } of left) {
    const answer = await ledger.append(
      systemActor,
      { number, act: 'release', input: { why } },
      `release:${number}:${seq}`,
    );
    if (!isRefusal(answer)) released += 1;
  }
  return released;
}
