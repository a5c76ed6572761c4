import type { DataSource } from 'typeorm';
import type { Actor } from '../domain/actor.js';
import type { CaseState } from '../domain/case/case.js';
import type { BesideNextActs } from '../domain/deciding/known-refusals.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { callsOfOutage } from './read/outages.js';
import { teamsToList } from './teams-of-case.js';

/** What is known beside the record of a case where the acts of somebody are listed. `at` in UTC ISO. */
export async function besideNextActs(
  source: DataSource,
  state: CaseState,
  actor: Actor,
  rulebook: Rulebook,
  at: string,
): Promise<BesideNextActs> {
  const [teams, calls] = await Promise.all([
    teamsToList(source, state, actor, rulebook, at),
    callsToAsk(source, state),
  ]);
  return {
    ...(teams === undefined ? {} : { teams }),
    ...(calls === undefined ? {} : { relatedCases: { calls: { count: calls, newest: null } } }),
  };
}

/** How many calls about an outage that is over have not said yet whether their supply is back; undefined for other cases. */
async function callsToAsk(source: DataSource, { kind, status, site, number }: CaseState): Promise<number | undefined> {
  if (kind !== 'outage' || status !== 'restored') return undefined;
  return (await callsOfOutage(source, site, number)).waiting;
}
