import type { DataSource } from 'typeorm';
import type { CaseState } from '../../domain/case/case.js';
import { factsForPeople } from '../../domain/kinds/facts.js';
import { kinds } from '../../domain/kinds/kinds.js';
import { namesOfPeople } from '../../ledger/people/people.js';
import { namesOfTeams } from '../../ledger/teams/team-lists.js';

/** What the facts of a case that hold the id of a person or a team are called, by the name of the fact. */
export async function namedFacts(source: DataSource, state: CaseState): Promise<Record<string, string>> {
  const known = factsForPeople(state.kind, kinds[state.kind] ?? {});
  const held = Object.entries(state.facts).flatMap(([fact, value]) =>
    value === null || value === undefined ? [] : [{ fact, id: String(value) }],
  );
  const ofPeople = held.filter(({ fact }) => known[fact]?.type === 'person');
  const ofTeams = held.filter(({ fact }) => fact === 'team');
  const idsOf = (facts: typeof held) => facts.map(({ id }) => id);
  const [people, teams] = await Promise.all([
    namesOfPeople(source, idsOf(ofPeople)),
    namesOfTeams(source, idsOf(ofTeams)),
  ]);
  const named = (facts: typeof held, names: ReadonlyMap<string, string>) =>
    facts.flatMap(({ fact, id }) => (names.has(id) ? [[fact, names.get(id)!]] : []));
  return Object.fromEntries([...named(ofPeople, people), ...named(ofTeams, teams)]) as Record<string, string>;
}
