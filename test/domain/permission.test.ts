import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import type { ActRow } from '../../domain/deciding/act.js';
import { systemActor } from '../../domain/actor.js';
import type { CaseState, Extension } from '../../domain/case/case.js';
import { handlerRole, expandRoleGroups } from '../../domain/rulebook/role-groups.js';
import { actingRole, extensionApprovers } from '../../domain/deciding/permission.js';
import { at, clock, person, rule, thing, tinyRulebook } from '../support/tiny-rulebook.js';

const rulebook = tinyRulebook([
  rule({ extensionApprover: 'deputy' }),
  rule({ id: 'other', extensionApprover: 'chief' }),
  rule({ id: 'hard' }),
]);
const row = (...by: string[]): ActRow => ({ name: { 'zh-CN': '操作', en: 'Act' }, clause: 'T-1', from: 'any', by });
const acts = (by: ActRow, who: Parameters<typeof actingRole>[1], state: Partial<CaseState> = {}, time = at('02:00')) =>
  actingRole(by, who, thing(state), rulebook, time);

test('nobody may what no post of theirs allows', () => {
  assert.equal(acts(row('clerk'), { kind: 'person', id: 'x', organisation: 'ours', posts: [] }), undefined);
  assert.equal(acts(row('clerk'), person('chief')), undefined); // higher is not more
  assert.equal(acts(row(), systemActor), undefined);
  assert.equal(acts(row('desk'), person('clerk')), undefined);
});

test('a post counts at its own site, or at all where it names none (P-2)', () => {
  assert.equal(acts(row('clerk'), person('clerk')), 'clerk');
  assert.equal(acts(row('clerk'), person('clerk', { site: 'here' })), 'clerk');
  assert.equal(acts(row('clerk'), person('clerk', { site: 'there' })), undefined);
});

test('nothing in one organisation is open to people of another, whatever they hold, also not a revisit given to them', () => {
  for (const site of [undefined, 'here'])
    assert.equal(acts(row('clerk'), person('clerk', { organisation: 'theirs', ...(site ? { site } : {}) })), undefined);
  const clocks = [clock({ extensions: [asked] })];
  assert.equal(acts(row('approver-of-clause'), person('deputy', { organisation: 'theirs' }), { clocks }), undefined);
  assert.equal(
    acts(row('revisit-assignee'), person('clerk', { id: 'p7', organisation: 'theirs' }), {
      facts: { revisitBy: 'p7' },
    }),
    undefined,
  );
  assert.equal(acts(row('desk'), systemActor, { organisation: 'theirs' }), 'desk');
});

test("a department's post counts for the cases of that department, and for those that have none yet (P-4.2.8.1)", () => {
  const head = person('head', { department: 'works' });
  assert.equal(acts(row('head'), head, { department: 'works' }), 'head');
  assert.equal(acts(row('head'), head, { department: 'garden' }), undefined);
  assert.equal(acts(row('head'), head, { department: null }), 'head');
  assert.equal(acts(row('head'), person('head'), { department: 'garden' }), 'head');
  // a role of the whole site
  assert.equal(acts(row('clerk'), person('clerk', { department: 'works' }), { department: 'garden' }), 'clerk');
});

test('who holds several of the roles acts in the first the row names', () => {
  const both = { ...person('clerk'), posts: [...person('chief').posts, ...person('clerk').posts] };
  assert.equal(acts(row('clerk', 'chief'), both), 'clerk');
  assert.equal(acts(row('chief', 'clerk'), both), 'chief');
});

test('P-3.4 a stand-in counts while the office is closed, and only for the roles it stands in for', () => {
  const night = person('night');
  for (const [time, role] of [
    ['00:59', 'clerk'],
    ['01:00', undefined],
    ['08:59', undefined],
    ['09:00', 'clerk'],
  ] as const)
    assert.equal(acts(row('clerk'), night, {}, at(time)), role, time);
  assert.equal(acts(row('clerk'), night, {}, '2026-11-28T04:00:00.000Z'), 'clerk'); // Saturday noon
  assert.equal(acts(row('chief'), night, {}, at('20:00')), undefined);
  assert.equal(acts(row('night'), night), 'night');
});

test('the one a revisit was given to may make it, by name and not by role', () => {
  assert.equal(
    acts(row('revisit-assignee'), person('clerk', { id: 'p7' }), { facts: { revisitBy: 'p7' } }),
    'revisit-assignee',
  );
  assert.equal(acts(row('revisit-assignee'), person('clerk', { id: 'p8' }), { facts: { revisitBy: 'p7' } }), undefined);
  assert.equal(acts(row('revisit-assignee'), person('clerk', { id: 'p8' })), undefined);
});

test('a part is played by the roles the rulebook says, by others where the kind says so, and staff is everybody who works there', () => {
  assert.equal(acts(row('office'), person('deputy')), 'deputy');
  assert.equal(acts(row('office'), person('chief')), undefined);
  assert.equal(acts(row('office'), person('night'), {}, at('20:00')), 'clerk');
  const own = tinyRulebook([], { roleGroups: { office: ['chief'], handler: ['head'] } });
  assert.deepEqual(expandRoleGroups(['office', 'clerk'], own, 'thing'), ['chief', 'clerk']);
  assert.deepEqual(expandRoleGroups(['office', 'clerk'], own, 'other'), ['clerk', 'deputy']);
  const roles = { ...rulebook.roles, customer: { name: rulebook.title, party: true }, desk: { name: rulebook.title } };
  assert.deepEqual(expandRoleGroups(['staff', 'desk'], { ...rulebook, roles }, 'thing'), [
    'clerk',
    'deputy',
    'chief',
    'head',
    'night',
    'desk',
  ]);
});

test('a case is in the hand of the handler of its kind, else of the head of its department, else of the supervisor', () => {
  const withHead = { ...rulebook, roles: { ...rulebook.roles, 'department-head': rulebook.roles['head']! } };
  assert.equal(
    handlerRole({ kind: 'thing', department: 'works' }, tinyRulebook([], { roleGroups: { handler: ['head'] } })),
    'head',
  );
  assert.equal(handlerRole({ kind: 'thing', department: 'works' }, withHead), 'department-head');
  assert.equal(handlerRole({ kind: 'thing', department: null }, withHead), 'deputy');
  assert.equal(handlerRole({ kind: 'thing', department: 'works' }, rulebook), 'deputy');
  const { supervisor: _supervisor, ...parts } = rulebook.roleGroups!;
  assert.throws(
    () => handlerRole({ kind: 'thing', department: null }, { ...rulebook, roleGroups: parts }),
    /neither a handler nor a supervisor/,
  );
});

const asked: Extension = { askedAt: at('01:10'), askedBy: 'p7', until: at('09:00') };

test('X-8 an extension is decided by whoever the clause of the asked clock names', () => {
  const clocks = [clock({ extensions: [asked] }), clock({ id: 'other', rule: 'other' })];
  assert.deepEqual(extensionApprovers(thing({ clocks }), rulebook), ['deputy']);
  assert.equal(acts(row('approver-of-clause'), person('deputy'), { clocks }), 'deputy');
  assert.equal(acts(row('approver-of-clause'), person('chief'), { clocks }), undefined);
});

test('X-8 nobody decides what is decided, was never asked, or belongs to a clock that has ended', () => {
  const decided = { ...asked, decidedAt: at('01:20'), decidedBy: 'x', granted: true };
  const ended = [
    clock({ extensions: [decided] }),
    clock({ id: 'other', rule: 'other', metAt: at('01:30'), extensions: [asked] }),
    clock({ id: 'c', stoppedAt: at('01:30'), extensions: [asked] }),
  ];
  assert.deepEqual(extensionApprovers(thing({ clocks: ended }), rulebook), []);
  assert.deepEqual(extensionApprovers(thing({ clocks: [clock({ rule: 'hard', extensions: [asked] })] }), rulebook), []);
});
