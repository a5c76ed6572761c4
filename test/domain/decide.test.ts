import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import { act, type ActTable } from '../../domain/deciding/act.js';
import { decide } from '../../domain/deciding/decide.js';
import { nextActs } from '../../domain/deciding/next-acts.js';
import type { Decision, ActRequest } from '../../domain/deciding/enter-act.js';
import { openCase, openHistoricalCase } from '../../domain/deciding/open-case.js';
import { id, ids, items, words, number } from '../../domain/case/fields.js';
import { fold } from '../../domain/case/fold.js';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.js';
import { at, person, rule, thing, tinyRulebook } from '../support/tiny-rulebook.js';
import { shipped } from '../support/shipped.js';

const name = { 'zh-CN': '操作', en: 'Act' };
const table = {
  record: act({
    name,
    clause: 'T-1',
    from: [],
    by: ['clerk'],
    to: 'open',
    effects: () => ({ facts: { known: true } }),
  }),
  sign: act({
    name,
    clause: 'T-2',
    from: ['open'],
    by: ['head', 'deputy'],
    to: 'signed',
    fields: { a: number('数', 'A figure.', { min: 0, max: 9, optional: true }) },
  }),
  check: act({
    name,
    clause: 'T-3',
    from: 'open',
    by: ['clerk'],
    fields: { good: words('内容', 'Something good.', { optional: true }) },
    check: ({ input }) =>
      input.good ? undefined : refuse('bad-input', 'Give something good.', '请填写有效内容。', 'T-3'),
    effects: ({ input, happenedAt, role }) => ({
      facts: { given: input.good ?? null, happenedAt, role },
      followUps: [{ number: 'TT-2', act: 'sign', input: {} }],
    }),
  }),
  remark: act({ name, clause: 'T-4', from: 'any', by: ['clerk', 'head'] }),
  tick: act({ name, clause: 'T-5', from: 'any', by: ['desk'] }),
  stamp: act({
    name,
    clause: { tiny: 'T-6' },
    from: ['stamped'],
    by: ['office'],
    fields: { result: words('结果', 'What came of it.', { word: 'result' }) },
  }),
  send: act({
    name,
    clause: { elsewhere: 'E-1', default: 'T-7' },
    from: ['stamped'],
    by: ['staff'],
    fields: {
      to: id('部门', 'Where to.', { list: 'departments', optional: true }),
      steps: ids('步骤', 'Which steps.', { list: 'steps', optional: true }),
      parcels: items(
        '包裹',
        'What.',
        { size: id('大小', 'How large.', { list: 'tiers' }) },
        { max: 3, optional: true },
      ),
    },
  }),
} satisfies ActTable;

const rulebook = tinyRulebook([rule()]);
const clerk = person('clerk');
const ask = (question: Partial<ActRequest>, state = thing()) =>
  decide(state, table, { actor: clerk, act: 'remark', input: {}, at: at('02:00'), ...question }, rulebook);
const refusalOf = (answer: Decision | Refusal): [string, string | undefined] => {
  assert.ok(isRefusal(answer), 'was not refused');
  return [answer.code, answer.clause];
};
const entryOf = (answer: Decision | Refusal) => {
  assert.ok(!isRefusal(answer), isRefusal(answer) ? answer.text.en : '');
  return answer.entry;
};

test('X-10 an act that no table names is refused by name; a case is recorded once', () => {
  assert.deepEqual(refusalOf(ask({ act: 'delete' })), ['unknown-act', undefined]);
  assert.deepEqual(refusalOf(ask({ act: 'record' })), ['unknown-act', undefined]);
  assert.deepEqual(refusalOf(ask({ act: 'toString' })), ['unknown-act', undefined]);
  assert.deepEqual(refusalOf(ask({ act: 'constructor' })), ['unknown-act', undefined]);
});

test('whoever does not hold the role is told whose act it is, by names and clause', () => {
  const answer = ask({ act: 'sign' });
  assert.deepEqual(refusalOf(answer), ['role-may-not', 'T-2']);
  assert.ok(
    isRefusal(answer) && answer.text.en.includes('head, deputy') && answer.text['zh-CN'].includes('部门负责人、副主任'),
  );
});

test('P-4.3.5.1 H-6 W-35 no case is handled by the person it is about, whatever they may otherwise do', () => {
  const about = thing({ facts: { aboutPerson: 'a-clerk' } });
  assert.deepEqual(
    refusalOf(ask({}, about)),
    ['about-yourself', 'T-4'],
    'the clause of the act where the rules name none',
  );
  const recusal = (name: string) => shipped.find((rulebook) => rulebook.name === name)!.recusal;
  assert.deepEqual(['property', 'heating', 'power'].map(recusal), ['P-4.3.5.1', 'H-6', 'W-35']);
  assert.deepEqual(
    refusalOf(
      decide(
        about,
        table,
        { actor: person('clerk'), act: 'remark', input: {}, at: at('02:00') },
        { ...tinyRulebook(), recusal: 'T-7' },
      ),
    ),
    ['about-yourself', 'T-7'],
  );
  assert.equal(entryOf(ask({ actor: person('clerk', { id: 'another' }) }, about)).act, 'remark');
});

test('an act that the status does not allow is refused with the clause of the act', () => {
  assert.deepEqual(refusalOf(ask({ act: 'sign', actor: person('deputy') }, thing({ status: 'signed' }))), [
    'not-in-this-status',
    'T-2',
  ]);
  assert.deepEqual(refusalOf(ask({ act: 'check', input: { good: 'x' } }, thing({ status: 'closed' }))), [
    'not-in-this-status',
    'T-3',
  ]);
  assert.equal(entryOf(ask({}, thing({ status: 'closed' }))).act, 'remark');
});

test('X-5 what happened lies between receipt and now; both ends are allowed', () => {
  assert.deepEqual(refusalOf(ask({ happenedAt: at('02:00:00.001') })), ['bad-time', 'X-5']);
  assert.deepEqual(refusalOf(ask({ happenedAt: at('00:59') })), ['bad-time', 'X-5']);
  for (const happenedAt of [at('01:00'), at('02:00')])
    assert.equal(entryOf(ask({ happenedAt })).happenedAt, happenedAt);
  assert.equal(entryOf(ask({})).happenedAt, at('02:00'));
});

test('X-5 nothing is recorded as of longer ago than the rulebook allows, 31 days where it says nothing; history apart', () => {
  const back = (days: number) => new Date(Date.parse(at('02:00')) - days * 86_400_000).toISOString();
  const opened = (days: number, book = rulebook, actor = clerk) =>
    openCase({ ...blank, receivedAt: back(days) }, table, { ...recording, actor }, book);
  assert.equal(entryOf(opened(31)).act, 'record');
  assert.deepEqual(refusalOf(opened(31.001)), ['too-long-ago', 'X-5']);
  const week = { ...rulebook, receivedWithin: { amount: 7, unit: 'days' as const } };
  assert.equal(entryOf(opened(7, week)).act, 'record');
  const refused = opened(8, week);
  assert.deepEqual(refusalOf(refused), ['too-long-ago', 'X-5']);
  assert.ok(
    isRefusal(refused) && /7 days.*import/.test(refused.text.en) && /7 天.*历史导入/.test(refused.text['zh-CN']),
  );
  const long = thing({ receivedAt: back(400) });
  assert.deepEqual(refusalOf(ask({ happenedAt: back(32) }, long)), ['too-long-ago', 'X-5']);
  assert.equal(entryOf(ask({ happenedAt: back(30) }, long)).act, 'remark');
  const past = openHistoricalCase(
    { ...blank, receivedAt: back(20_000) },
    table,
    { ...recording, at: back(20_000) },
    week,
    at('02:00'),
  );
  assert.equal(entryOf(past).act, 'record');
});

test("a row's own reason to refuse is given as it is", () => {
  assert.deepEqual(refusalOf(ask({ act: 'check' })), ['bad-input', 'T-3']);
});

test('the entry says who did what in which role, when, with what, and where the case then stands', () => {
  const answer = ask(
    { act: 'sign', actor: person('deputy'), happenedAt: at('01:30'), input: { a: 1 } },
    thing({ tier: 'slight' }),
  );
  const { changes, ...entry } = entryOf(answer);
  assert.deepEqual(entry, {
    act: 'sign',
    actor: 'a-deputy',
    role: 'deputy',
    at: at('02:00'),
    happenedAt: at('01:30'),
    input: { a: 1 },
    facts: { status: 'signed', tier: 'slight', round: 1 },
    notices: [],
  });
  assert.deepEqual(
    changes.map(({ type }) => type),
    ['status', 'mark'],
  );
});

test('acts on other cases go with the entry', () => {
  const answer = ask({ act: 'check', input: { good: 'yes' } });
  assert.ok(!isRefusal(answer));
  assert.deepEqual(answer.followUps, [{ number: 'TT-2', act: 'sign', input: {} }]);
  assert.deepEqual(fold(thing(), answer.entry).facts, { given: 'yes', happenedAt: at('02:00'), role: 'clerk' });
});

test('deciding changes nothing and gives the same answer twice', () => {
  const state = thing();
  const before = structuredClone(state);
  assert.deepEqual(
    ask({ act: 'check', input: { good: 'yes' } }, state),
    ask({ act: 'check', input: { good: 'yes' } }, state),
  );
  assert.deepEqual(state, before);
});

const blank = thing({ seq: 0, status: 'new', receivedAt: at('01:30') });
const recording: ActRequest = { actor: clerk, act: 'record', input: {}, at: at('02:00') };

test('a case opens with one entry that holds it whole', () => {
  const entry = entryOf(openCase(blank, table, recording, rulebook));
  assert.deepEqual(entry.changes[0], { type: 'opened', case: blank });
  const opened = fold(null, entry);
  assert.deepEqual(
    [opened.seq, opened.status, opened.facts['known'], opened.receivedAt],
    [1, 'open', true, at('01:30')],
  );
});

test('P-4.2.8.1 whoever may not record is refused, and nothing is received in the future (X-5)', () => {
  assert.deepEqual(refusalOf(openCase(blank, table, { ...recording, actor: person('chief') }, rulebook)), [
    'role-may-not',
    'T-1',
  ]);
  assert.deepEqual(refusalOf(openCase({ ...blank, receivedAt: at('02:00:01') }, table, recording, rulebook)), [
    'bad-time',
    'X-5',
  ]);
  const { record: _record, ...without } = table;
  assert.deepEqual(refusalOf(openCase(blank, without, recording, rulebook)), ['unknown-act', undefined]);
});

test('a case from before this desk is closed by its one entry: nothing runs and nobody is told', () => {
  const history = tinyRulebook([rule({ start: ['record'] })], {
    notifyRules: [{ on: 'record', notify: 'chief', clause: 'T-1', text: { 'zh-CN': '请看', en: 'look' } }],
  });
  const entry = entryOf(openHistoricalCase(blank, table, recording, history, at('09:00')));
  const closed = fold(null, entry);
  assert.deepEqual(
    [closed.status, closed.closedAt, closed.facts['outcome'], closed.facts['enteredAt'], closed.clocks, entry.notices],
    ['closed', at('02:00'), 'history', at('09:00'), [], []],
  );
});

test('the next acts are those of the status, with whose they are; what only the desk does is not among them', () => {
  const mine = nextActs(thing(), table, clerk, rulebook, at('02:00'));
  assert.deepEqual(
    mine.map(({ act, because }) => [act, because?.code]),
    [
      ['sign', 'role-may-not'],
      ['check', undefined],
      ['remark', undefined],
    ],
  );
  assert.deepEqual(mine[0]?.by, ['head', 'deputy']);
  assert.deepEqual([mine[0]?.clause, mine[0]?.because?.clause], ['T-2', 'T-2']);
  assert.deepEqual(
    nextActs(thing({ status: 'closed' }), table, clerk, rulebook, at('02:00')).map(({ act }) => act),
    ['remark'],
  );
});

const stamped = thing({ status: 'stamped' });

test('a part is played by the roles the rulebook says, and everybody is told by role', () => {
  assert.equal(
    entryOf(ask({ act: 'stamp', actor: person('deputy'), input: { result: 'done' } }, stamped)).role,
    'deputy',
  );
  const answer = ask({ act: 'stamp', actor: person('chief'), input: { result: 'done' } }, stamped);
  assert.deepEqual(refusalOf(answer), ['role-may-not', 'T-6']);
  assert.ok(
    isRefusal(answer) && answer.text.en.includes('clerk, deputy') && answer.text['zh-CN'].includes('办事员、副主任'),
  );
  assert.deepEqual(
    nextActs(stamped, table, clerk, rulebook, at('02:00')).flatMap(({ act, by, because }) =>
      act === 'stamp' ? [[by, because]] : [],
    ),
    [[['clerk', 'deputy'], undefined]],
  );
});

test('what a field says that is a word of the case becomes one', () => {
  assert.deepEqual(fold(stamped, entryOf(ask({ act: 'stamp', input: { result: 'done' } }, stamped))).words, {
    result: 'done',
  });
});

test('an id stands in the list its field names, in a list of items too; else the refusal names what there is, with the clause of the act', () => {
  const lists = {
    ...rulebook,
    lists: { steps: Object.fromEntries(Array.from({ length: 13 }, (_, i) => [`step-${i}`, { name }])) },
  };
  const send = (input: Record<string, unknown>, rules = lists) =>
    decide(stamped, table, { actor: clerk, act: 'send', input, at: at('02:00') }, rules);
  assert.equal(entryOf(send({ to: 'works', steps: ['step-1', 'step-12'], parcels: [{ size: 'grave' }] })).act, 'send');
  const toKitchen = send({ to: 'kitchen' });
  assert.deepEqual(refusalOf(toKitchen), ['bad-input', 'T-7']);
  assert.ok(
    isRefusal(toKitchen) &&
      toKitchen.text.en.includes("'kitchen' is not in 'departments'") &&
      toKitchen.text.en.includes('works, garden') &&
      toKitchen.text['zh-CN'].includes('不在规程的列表中，可用：'),
  );
  const unknownStep = send({ steps: ['step-1', 'leap'] });
  assert.ok(
    isRefusal(unknownStep) &&
      unknownStep.text.en.includes("'leap'") &&
      unknownStep.text.en.includes('see /v1/rulebooks'),
  );
  assert.deepEqual(refusalOf(send({ to: 'toString' })), ['bad-input', 'T-7']);
  assert.deepEqual(refusalOf(send({ parcels: [{ size: 'grave' }, { size: 'huge' }] })), ['bad-input', 'T-7']);
  assert.throws(() => send({ steps: ['step-1'] }, rulebook as typeof lists), /Rulebook tiny has no list steps/);
});

test('an act that organisations share has the clause of each; where it has none that is a fault', () => {
  assert.throws(
    () =>
      decide(
        stamped,
        table,
        { actor: clerk, act: 'stamp', input: { result: 'done' }, at: at('02:00') },
        { ...rulebook, name: 'other' },
      ),
    /no clause in rulebook other/,
  );
  assert.equal(
    nextActs(stamped, { send: table.send }, clerk, { ...rulebook, name: 'elsewhere' }, at('02:00'))[0]?.clause,
    'E-1',
  );
});
