// A case that was recorded at the wrong site is moved there by a correction: what goes along, and what stays behind.
import { describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import type { Actor } from '../../domain/actor.js';
import type { CaseState } from '../../domain/case/case.js';
import { fold } from '../../domain/case/fold.js';
import type { TargetSite } from '../../domain/deciding/target-site.js';
import type { SiteTeams } from '../../domain/dispatch/dispatch.js';
import { kinds } from '../../domain/kinds/kinds.js';
import { measurementsOf } from '../../domain/projections/measurements.js';
import { isRefusal } from '../../domain/refusal.js';
import { act, attempt, holder, record, type Played } from '../support/model.js';
import { later, monday } from '../support/monday.js';
import { property } from '../support/shipped.js';

const riverside: TargetSite = { id: 'riverside', kind: 'office', rulebooks: ['property'], ended: false, people: [] };
const crew: SiteTeams = {
  teams: [
    { id: '9', name: '办公楼班', role: 'maintenance', department: null, lastResort: true, point: null, members: [] },
  ],
  areas: [],
};

function moving(
  one: Played,
  more: { at?: string; actor?: Actor; target?: TargetSite; to?: string; teams?: SiteTeams; joined?: number } = {},
) {
  return attempt(one, {
    actor: more.actor ?? holder('cs-agent'),
    act: 'correct',
    input: { field: 'site', to: more.to ?? 'riverside', reason: '登记错项目' },
    at: more.at ?? later(monday, 3),
    targetSite: 'target' in more ? more.target : riverside,
    relatedCases: { joined: { count: more.joined ?? 0, newest: null } },
    ...(more.teams ? { teams: more.teams } : {}),
  });
}

function moved(...asked: Parameters<typeof moving>): Played {
  const answer = moving(...asked);
  if (isRefusal(answer)) throw new Error(answer.text.en);
  return answer;
}

const code = (answer: ReturnType<typeof moving>) => (isRefusal(answer) ? answer.code : 'taken');
const rules = ({ clocks }: CaseState) =>
  clocks.filter(({ stoppedAt, metAt }) => !stoppedAt && !metAt).map(({ rule }) => rule);

describe('X-10 the site of a case is put right', () => {
  test('X-7 the case is of the other site, and clocks that ask for the kind of site are judged anew', () => {
    let one = act(record('repair'), 'cs-agent', 'notify', {}, later(monday, 1));
    one = act(one, 'maintenance', 'arrive', {}, later(monday, 2));
    one = { ...one, state: { ...one.state, status: 'working' } };
    one = act(one, 'maintenance', 'finish', { result: '修好' }, later(monday, 20));
    const before = rules(one.state);
    const { state, entries } = moved(one, { at: later(monday, 30) });
    assert.deepEqual(
      [state.site, state.facts['siteKind'], state.organisation],
      ['riverside', 'office', one.state.organisation],
    );
    const conditional = property.kinds['repair']!.clocks.filter(({ when }) => when && 'siteKind' in when);
    const [ofEstate, ofOffice] = ['estate', 'office'].map((kind) =>
      conditional.filter(({ when }) => when!['siteKind'] === kind).map(({ id }) => id),
    );
    assert.ok(
      before.some((rule) => ofEstate!.includes(rule)),
      'a clock of estates ran',
    );
    assert.ok(!rules(state).some((rule) => ofEstate!.includes(rule)), 'and runs no more');
    assert.ok(
      rules(state).some((rule) => ofOffice!.includes(rule)),
      'that of offices does',
    );
    assert.deepEqual(entries.at(-1)!.changes[0], { type: 'site', from: 'sunshine', to: 'riverside' });
    const folded = entries.reduce<CaseState | null>((earlier, entry) => fold(earlier, entry), null);
    assert.deepEqual(folded, state, 'the record gives the same case');
  });

  test('X-10 team and people of the old site are let go; who works at both stays', () => {
    const told = act(record('repair'), 'cs-agent', 'notify', {}, later(monday, 1));
    const facts = {
      ...told.state.facts,
      team: '1',
      assignee: 'x',
      accepted: true,
      owner: 'o',
      revisitBy: 'r',
      hadIt: 'y',
    };
    const one = { ...told, state: { ...told.state, status: 'accepted', facts } };
    const { state, entries } = moved(one, { target: { ...riverside, people: ['r'] }, teams: crew });
    const kept = ['team', 'assignee', 'accepted', 'owner', 'revisitBy', 'hadIt'].map((name) => state.facts[name]);
    assert.deepEqual([state.status, ...kept], ['notified', '9', null, false, 'some-cs-agent', 'r', null]);
    assert.equal(state.marks['given-on']?.times, 1, 'somebody has the whole time to take it');
    assert.ok(entries.at(-1)!.notices.some(({ role, team }) => role === 'maintenance' && team === '9'));
    const alone = moved(one);
    assert.deepEqual(
      ['team', 'assignee'].map((name) => alone.state.facts[name]),
      [null, null],
    );
  });

  test('X-10 what was not given out yet is given to the team there by itself', () => {
    const { state } = moved(record('repair'), { teams: crew });
    assert.deepEqual([state.site, state.status], ['riverside', 'recorded']);
  });

  test('X-10 it is refused elsewhere, with a sentence', () => {
    const one = record('repair');
    const elsewhere: Actor = {
      kind: 'person',
      id: 'q',
      organisation: 'property-company',
      posts: [{ role: 'cs-agent', site: 'sunshine', department: null }],
    };
    assert.deepEqual(
      [
        code(moving(one, { to: 'sunshine' })),
        code(moving(one, { target: undefined as never })),
        code(moving(one, { target: { ...riverside, ended: true } })),
        code(moving(one, { target: { ...riverside, rulebooks: ['heating'] } })),
        code(moving(one, { actor: elsewhere })),
        code(moving(one, { joined: 2 })),
      ],
      ['already-done', 'bad-input', 'bad-input', 'bad-input', 'role-may-not', 'missing-step'],
    );
    const other = moving(one, { target: undefined as never });
    assert.match(isRefusal(other) ? other.text.en : '', /another organisation is recorded there/);
    for (const kind of ['duty', 'appeal'])
      assert.ok(!kinds[kind]!['correct']!.fields!['field']!.values!.includes('site'));
  });

  test('X-10 a filed case is moved as it is: nothing runs, nobody is told', () => {
    const withdrawn = act(record('repair'), 'cs-agent', 'withdraw', { reason: '撤回' }, later(monday, 1));
    const { state, entries } = moved(withdrawn);
    assert.deepEqual(
      [state.site, state.status, rules(state), entries.at(-1)!.notices],
      ['riverside', 'closed', [], []],
    );
  });

  test('P-3.3 it counts at the site it is of: taken off here and put there, of the day it came in', () => {
    const there = moved(record('repair'));
    const corrections = measurementsOf(there.entries, property).filter(({ what }) => what === 'correction');
    assert.deepEqual(
      corrections.map(({ site, rule, amount, ofDay, outcome }) => [site, rule, amount, ofDay, outcome]),
      [
        ['sunshine', 'other-site', -1, monday.slice(0, 10), there.state.facts['channel']],
        ['riverside', 'other-site', 1, monday.slice(0, 10), there.state.facts['channel']],
      ],
    );
  });
});
