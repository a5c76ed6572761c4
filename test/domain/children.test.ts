import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import type { ActRow, ActTable } from '../../domain/deciding/act.js';
import type { Effects } from '../../domain/deciding/effects.js';
import { systemActor } from '../../domain/actor.js';
import { childActs } from '../../domain/acts/children.js';
import { joinedActs } from '../../domain/acts/joined-cases.js';
import type { CaseState } from '../../domain/case/case.js';
import type { CaseLink } from '../../domain/case/links.js';
import { decide } from '../../domain/deciding/decide.js';
import type { Decision } from '../../domain/deciding/enter-act.js';
import { openCase, openHistoricalCase } from '../../domain/deciding/open-case.js';
import { fold } from '../../domain/case/fold.js';
import { kinds } from '../../domain/kinds/kinds.js';
import { checkNoOpenChildren } from '../../domain/deciding/child-links.js';
import { isRefusal } from '../../domain/refusal.js';
import { at, clock, person, rule, thing, tinyRulebook } from '../support/tiny-rulebook.js';

const unnamed = { name: { 'zh-CN': '试', en: 'try' } };
const rulebook = tinyRulebook([rule({ until: ['child-outcome:errand'] })]);

/** The decision on an act with these effects. */
function decided(
  act: string,
  effects: Effects | undefined,
  state: CaseState,
  input: Record<string, unknown> = {},
): Decision {
  const table: ActTable = {
    ...childActs,
    ...joinedActs,
    ...(effects
      ? { [act]: { ...unnamed, clause: 'T-6', from: 'any', by: ['desk'], effects: () => effects } satisfies ActRow }
      : {}),
  };
  const decision = decide(state, table, { actor: systemActor, act, input, at: at('02:00') }, rulebook);
  assert.ok(!isRefusal(decision), isRefusal(decision) ? decision.text.en : '');
  return decision;
}
const after = (act: string, effects: Effects | undefined, state: CaseState, input?: Record<string, unknown>) =>
  fold(state, decided(act, effects, state, input).entry);
const child: CaseLink = {
  key: 'errand-1',
  relation: 'child',
  kind: 'errand',
  number: 'TE-1',
  state: 'open',
  clause: 'T-6',
};
const parent: CaseLink = {
  key: 'parent',
  relation: 'parent',
  kind: 'thing',
  number: 'TT-7',
  state: 'open',
  childKey: 'thing-2',
};
const words = { subject: 's', phone: 'p', done: 'd' };

test('an act opens a case of any kind: asked for under its own key and clause, with the words of this one, but not what came of it', () => {
  const state = after(
    'ask',
    {
      childCases: [
        { kind: 'errand', input: { channel: 'c', words: { subject: 'mine' } } },
        { kind: 'errand', input: {} },
      ],
    },
    thing({ words }),
  );
  assert.deepEqual(state.links, [
    {
      key: 'errand-1',
      relation: 'child',
      kind: 'errand',
      number: null,
      state: 'asked',
      clause: 'T-6',
      ask: { input: { channel: 'c', words: { subject: 'mine', phone: 'p' } }, shield: {} },
    },
    {
      key: 'errand-2',
      relation: 'child',
      kind: 'errand',
      number: null,
      state: 'asked',
      clause: 'T-6',
      ask: { input: { words: { subject: 's', phone: 'p' } }, shield: {} },
    },
  ]);
  assert.deepEqual(after('ask', { childCases: [{ kind: 'thing', input: {} }] }, state).links.at(-1)?.key, 'thing-3');
});

test('what the act itself brings counts already, and only the words named go along', () => {
  const state = after(
    'ask',
    {
      words: { phone: 'new', place: 'here' },
      childCases: [{ kind: 'errand', input: {}, keepWords: ['phone', 'done'] }],
    },
    thing({ words }),
  );
  assert.deepEqual(state.links[0]?.ask?.input['words'], { phone: 'new', done: 'd' });
});

test('X-12 words of an anonymous customer, or about a colleague, stay shielded in the case they go to', () => {
  const { links } = after(
    'ask',
    { childCases: [{ kind: 'errand', input: {} }] },
    thing({ facts: { anonymous: true, aboutPerson: 'p8', other: 1 } }),
  );
  const shield = { anonymous: true, aboutPerson: 'p8' };
  assert.deepEqual(links[0]?.ask?.shield, shield);
  const record = {
    record: {
      ...unnamed,
      clause: 'T-1',
      from: [],
      by: ['desk'],
      effects: () => ({ facts: { anonymous: false, aboutPerson: null } }),
    } satisfies ActRow,
  };
  const opened = openCase(
    thing({ seq: 0, facts: shield }),
    record,
    { actor: systemActor, act: 'record', input: {}, at: at('02:00') },
    rulebook,
  );
  assert.ok(!isRefusal(opened));
  assert.deepEqual(fold(null, opened.entry).facts, shield);
});

test('the parent hears that its child is open, and how it ended; the child hears that it was told', () => {
  const asked: CaseLink = { ...child, number: null, state: 'asked', ask: { input: { words }, shield: {} } };
  assert.deepEqual(
    after('child-opened', undefined, thing({ links: [asked] }), { key: 'errand-1', number: 'TE-1' }).links,
    [child],
  );
  const { entry, followUps } = decided('child-outcome', undefined, thing({ links: [child] }), {
    key: 'errand-1',
    number: 'TE-1',
    outcome: 'handled',
  });
  assert.deepEqual(fold(thing({ links: [child] }), entry).links, [{ ...child, state: 'ended', outcome: 'handled' }]);
  assert.deepEqual(followUps, [{ number: 'TE-1', act: 'outcome-told', input: { number: 'TT-2026-000001' } }]);
  assert.deepEqual(
    entry.notices.map(({ kind, clause }) => [kind, clause]),
    [['inform', 'T-6']],
  );
  assert.deepEqual(after('outcome-told', undefined, thing({ links: [parent] }), { number: 'TT-7' }).links, [
    { ...parent, state: 'ended' },
  ]);
});

test('an outcome that comes before the number is known ends the child all the same; a clock may wait for it', () => {
  const asked: CaseLink = { ...child, number: null, state: 'asked' };
  const state = after('child-outcome', undefined, thing({ links: [asked], clocks: [clock()] }), {
    key: 'errand-1',
    number: 'TE-1',
    outcome: 'withdrawn',
  });
  assert.deepEqual(state.links, [{ ...child, state: 'ended', outcome: 'withdrawn' }]);
  assert.equal(state.clocks[0]?.metAt, at('02:00'));
  const late = decide(
    state,
    childActs,
    { actor: systemActor, act: 'child-opened', input: { key: 'errand-1', number: 'TE-1' }, at: at('02:00') },
    rulebook,
  );
  assert.ok(isRefusal(late) && late.code === 'already-done');
});

test('a case that the ledger does not take is no open child: somebody is told, and what waits for the outcome goes on waiting', () => {
  const state = thing({ links: [{ ...child, number: null, state: 'asked' }], clocks: [clock()] });
  const { entry } = decided('child-refused', undefined, state, { key: 'errand-1', code: 'bad-input' });
  const refused = fold(state, entry);
  assert.deepEqual(
    [refused.links[0]?.state, refused.links[0]?.outcome, refused.clocks[0]?.metAt, entry.notices.length],
    ['ended', 'refused', null, 1],
  );
  assert.equal(checkNoOpenChildren(refused), undefined);
});

test('what is finished only after its children says which is open, under the clause it was asked for', () => {
  const refusal = checkNoOpenChildren(
    thing({
      links: [
        { ...child, state: 'ended' },
        { ...child, key: 'errand-2' },
      ],
    }),
  );
  assert.deepEqual([refusal?.code, refusal?.clause], ['missing-step', 'T-6']);
  assert.match(refusal!.text.en, /errand TE-1/);
  assert.equal(checkNoOpenChildren(thing({ links: [parent] })), undefined);
});

test('a filed case that is taken up again is open once more, has to report anew, and its parent hears of it', () => {
  const filed = thing({ status: 'closed', closedAt: at('01:30'), links: [{ ...parent, state: 'ended' }] });
  const { entry, followUps } = decided('take-up', { to: 'open' }, filed);
  const state = fold(filed, entry);
  assert.deepEqual([state.status, state.closedAt, state.links], ['open', null, [parent]]);
  assert.deepEqual(followUps, [
    { number: 'TT-7', act: 'child-reopened', input: { key: 'thing-2', number: 'TT-2026-000001' } },
  ]);
  const before = thing({ links: [{ ...child, state: 'ended', outcome: 'handled' }] });
  assert.deepEqual(after('child-reopened', undefined, before, { key: 'errand-1', number: 'TE-1' }).links, [child]);
  assert.deepEqual(
    decided('take-up', { to: 'open' }, { ...filed, links: [parent] }).followUps,
    [],
    'the parent does not know yet that it had ended',
  );
  assert.deepEqual(
    decided('note', { facts: {} }, filed).entry.changes.map(({ type }) => type),
    ['facts', 'mark'],
  );
});

test('a broadcast is asked for under a key of its own, and done once', () => {
  const asked = after('announce', { broadcast: { act: 'hear', input: { words: 'w' } } }, thing());
  assert.deepEqual(asked.broadcasts, [{ key: 'hear-1', act: 'hear', state: 'asked', input: { words: 'w' } }]);
  assert.equal(after('announce', { broadcast: { act: 'hear' } }, asked).broadcasts[1]?.key, 'hear-2');
  const done = after('broadcast-done', undefined, asked, { key: 'hear-1', told: 50, refused: 1 });
  assert.deepEqual(done.broadcasts, [{ key: 'hear-1', act: 'hear', state: 'done', told: 50, refused: 1 }]);
  const again = decide(
    done,
    joinedActs,
    { actor: systemActor, act: 'broadcast-done', input: { key: 'hear-1', told: 50, refused: 1 }, at: at('02:00') },
    rulebook,
  );
  assert.ok(isRefusal(again) && again.code === 'already-done');
});

test('nothing follows from a case of the past', () => {
  const record = {
    record: {
      ...unnamed,
      clause: 'T-1',
      from: [],
      by: ['clerk'],
      effects: () => ({
        childCases: [{ kind: 'errand', input: {} }],
        broadcast: { act: 'hear' },
        followUps: [{ number: 'TT-2', act: 'x', input: {} }],
      }),
    } satisfies ActRow,
  };
  const opened = openHistoricalCase(
    thing({ seq: 0 }),
    record,
    { actor: person('clerk'), act: 'record', input: {}, at: at('01:00') },
    rulebook,
    at('02:00'),
  );
  assert.ok(!isRefusal(opened));
  assert.deepEqual(
    [opened.followUps, opened.entry.changes.filter(({ type }) => type === 'link' || type === 'broadcast')],
    [[], []],
  );
});

test('the desk may open a case of every kind, for another or because a duty has come round', () => {
  for (const [kind, table] of Object.entries(kinds)) assert.ok(table['record']?.by.includes('desk'), kind);
});
