import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import type { Broadcast, CaseLink } from '../../domain/case/links.js';
import { viewOf } from '../../domain/clocks/view.js';
import { at, clock, thing } from '../support/tiny-rulebook.js';

const same = (time: string) => time;

test('the view says where a case stands and when somebody must look next', () => {
  const state = thing({
    seq: 7,
    tier: 'grave',
    department: 'works',
    round: 2,
    clocks: [clock()],
    marks: { record: { at: at('01:00'), happenedAt: at('01:00'), by: 'x', role: 'clerk', round: 1, times: 1 } },
  });
  assert.deepEqual(viewOf(state, true, same), {
    number: 'TT-2026-000001',
    seq: 7,
    kind: 'thing',
    rulebook: 'tiny',
    site: 'here',
    status: 'open',
    tier: 'grave',
    department: 'works',
    round: 2,
    closed: false,
    next: { at: at('03:00:01'), kind: 'breach', clock: 'do-it', clause: 'T-9', who: 'clerk', waitsFor: 'end' },
    clocks: [{ id: 'do-it', rule: 'do-it', clause: 'T-9', state: 'running', due: at('03:00') }],
    done: ['record'],
    asked: [],
    children: [],
    parent: null,
    broadcast: null,
    outcome: null,
    mail: true,
  });
});

test('X-3 the engine wakes for a breach in the second after the due one, in its own time', () => {
  const view = viewOf(thing({ clocks: [clock()] }), false, (time) => `engine:${time}`);
  assert.equal(view.next?.at, `engine:${at('03:00:01')}`);
});

test('cases that are asked for and those that are open are told apart; ended ones are neither', () => {
  const links: CaseLink[] = [
    { key: 'repair-1', relation: 'child', number: null, state: 'asked' },
    { key: 'repair-2', relation: 'child', number: 'PR-1', state: 'open' },
    { key: 'repair-3', relation: 'child', number: 'PR-2', state: 'ended' },
    { key: 'parent', relation: 'parent', number: 'PC-1', state: 'open' },
    { key: 'duplicate:PC-2', relation: 'duplicate', number: 'PC-2', state: 'ended' },
  ];
  const { asked, children, parent } = viewOf(thing({ links }), false, same);
  assert.deepEqual([asked, children, parent], [['repair-1'], ['PR-1'], 'PC-1']);
  const told = links.map((link): CaseLink => ({ ...link, state: 'ended' }));
  assert.equal(viewOf(thing({ links: told }), false, same).parent, null);
});

test('broadcasts go out one after the other, in order', () => {
  const broadcasts: Broadcast[] = [
    { key: 'tell-1', act: 'tell', state: 'done' },
    { key: 'tell-2', act: 'tell', state: 'asked' },
    { key: 'mend-3', act: 'mend', state: 'asked' },
  ];
  assert.deepEqual(viewOf(thing({ broadcasts }), false, same).broadcast, { act: 'tell', key: 'tell-2' });
});

test('a closed case has an outcome and nothing to come', () => {
  const view = viewOf(
    thing({
      status: 'closed',
      facts: { outcome: 'withdrawn' },
      clocks: [clock({ stoppedAt: at('02:00'), next: null })],
    }),
    false,
    same,
  );
  assert.deepEqual([view.closed, view.outcome, view.next], [true, 'withdrawn', null]);
  assert.equal(viewOf(thing({ status: 'closed' }), false, same).outcome, 'handled');
});

test('what people said is not in the view', () => {
  const words = {
    subject: 'SECRET',
    description: 'SECRET',
    demand: 'SECRET',
    place: 'SECRET',
    happenedWhen: 'SECRET',
    complainedOf: 'SECRET',
    customer: 'SECRET',
    phone: 'SECRET',
    done: 'SECRET',
    result: 'SECRET',
  };
  const pausedFor = 'SECRET';
  const links: CaseLink[] = [
    {
      key: 'thing-1',
      relation: 'child',
      kind: 'thing',
      number: null,
      state: 'asked',
      ask: { input: { words, reason: 'SECRET' }, shield: { aboutPerson: 'SECRET' } },
    },
  ];
  const broadcasts: Broadcast[] = [{ key: 'tell-1', act: 'tell', state: 'asked', input: { words: 'SECRET' } }];
  assert.doesNotMatch(
    JSON.stringify(
      viewOf(
        thing({
          words,
          links,
          broadcasts,
          facts: { channel: 'SECRET', customerKey: 'SECRET' },
          clocks: [clock({ pausedFor })],
        }),
        false,
        same,
      ),
    ),
    /SECRET/,
  );
});

test('of each rule the newest clock is seen: one that runs, stands still or is met, none that was stopped', () => {
  const asked = { askedAt: at('01:30'), askedBy: 'x', until: at('05:00') };
  const clocks = [
    clock({ metAt: at('01:30') }),
    clock({ id: 'do-it-2', round: 2, extensions: [{ ...asked, approver: 'deputy' }] }),
    clock({ id: 'other', rule: 'other', pausedAt: at('01:10') }),
    clock({ id: 'gone', rule: 'gone', stoppedAt: at('01:10'), stoppedBy: 'end' }),
    clock({ id: 'done', rule: 'done', metAt: at('01:20'), extensions: [{ ...asked, approver: 'deputy' }] }),
  ];
  const seen = viewOf(thing({ round: 2, clocks }), false, same).clocks!;
  assert.deepEqual(
    seen.map(({ id, state, approver }) => [id, state, approver]),
    [
      ['do-it-2', 'running', 'deputy'],
      ['other', 'paused', undefined],
      ['done', 'met', undefined],
    ],
  );
});
