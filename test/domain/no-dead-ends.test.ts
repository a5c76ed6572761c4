// Every state a case can come into by legal acts, as far as the acts ask about it: from each there is a way to the end.
import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import type { CaseState } from '../../domain/case/case.js';
import { isRefusal } from '../../domain/refusal.js';
import { attempt, record, type Played } from '../support/model.js';
import { later, monday } from '../support/monday.js';
import { moves } from '../support/moves.js';

interface Place {
  played: Played;
  way: string[];
  to: string[];
}

/** Acts that change nothing the others ask about, or end the case another way. */
const aside = new Set([
  'note',
  'wake',
  'add',
  'correct',
  'refuse-signal',
  'raise-alarm',
  'move-version',
  'erase',
  'withdraw',
  'join',
  'unjoin',
  'receive-unjoin',
  'turn-into',
  'clarify',
  'use-materials',
  'customer-time',
  'agree-time',
  'outcome-told',
  'ask-help',
  'advise',
  'submit-papers',
  'report-up',
  'organise',
  'nuisance',
  'new-owner',
  'hard-call',
  'take-over',
]);
const ofTheCase = ['instruct', 'call-meeting', 'answer', 'receipt'];
const ofTheRound = ['return-form', 'accepted-by-customer', 'return-stub'];

/** Two cases with the same key are in the same place. A second round is as good as a third. */
function placeOf({ status, tier, round, facts, links, marks }: CaseState): string {
  const accepted = (marks['not-accepted-by-customer']?.at ?? '') > (marks['accepted-by-customer']?.at ?? '');
  const known = ['valid', 'harm', 'proposedTier'].map((name) => facts[name] ?? null);
  const done = [...ofTheCase.map((name) => name in marks), ...ofTheRound.map((name) => marks[name]?.round === round)];
  return JSON.stringify([
    status,
    tier,
    Math.min(round, 3),
    known,
    Math.min(3, Number(facts['timesRaised'])),
    links.map(({ state }) => state),
    Number(facts['amountCents']) > 0,
    done,
    accepted,
  ]);
}

function explore(kind: string, input: Record<string, unknown>): Map<string, Place> {
  const first = record(kind, input);
  const places = new Map<string, Place>([[placeOf(first.state), { played: first, way: [], to: [] }]]);
  for (const place of places.values()) {
    const { state } = place.played;
    const at = later(monday, place.way.length * 0.01);
    for (const move of state.status === 'closed' || state.round > 2 ? [] : moves(state, at)) {
      if (
        aside.has(move.act) ||
        (move.act === 'open-repair' && state.links.length) ||
        (move.act === 'receive-duplicate' && Number(state.facts['timesRaised']) > 2)
      )
        continue;
      const next = attempt({ state, entries: [] }, { ...move, at });
      if (isRefusal(next)) continue;
      const key = placeOf(next.state);
      place.to.push(key);
      if (!places.has(key))
        places.set(key, {
          played: { state: next.state, entries: [] },
          way: [...place.way, `${move.act} ${Object.values(move.input)[0]}`],
          to: [],
        });
    }
  }
  return places;
}

/** The ways to places from which no act leads to an end. */
function deadEnds(places: Map<string, Place>): string[] {
  const good = new Set(
    [...places]
      .filter(([, { played }]) => played.state.status === 'closed' || played.state.round > 2)
      .map(([key]) => key),
  );
  for (let before = -1; before < good.size;) {
    before = good.size;
    for (const [key, place] of places) if (place.to.some((to) => good.has(to))) good.add(key);
  }
  return [...places]
    .filter(([key]) => !good.has(key))
    .map(([, { way, played }]) => `${way.join(', ')} => ${played.state.status}`);
}

for (const [what, kind, input] of [
  ['a complaint', 'complaint', { harm: true }],
  ['a repair', 'repair', {}],
] as const) {
  test(`P-3.1 ${what} can be brought to its end from wherever it comes to stand`, () => {
    const places = explore(kind, input);
    assert.ok(places.size > 200, `only ${places.size} places`);
    assert.deepEqual(deadEnds(places), []);
  });
}
