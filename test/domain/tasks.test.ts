import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import { tasksOf } from '../../domain/projections/tasks.js';
import { act, record } from '../support/model.js';
import { property } from '../support/shipped.js';
import { later, monday } from '../support/monday.js';

const sorted = (ground = 'slight-inconvenience') =>
  act(record('complaint'), 'cs-agent', 'sort', { valid: true, grounds: [ground], department: 'engineering' }, monday);
const tasks = (played: ReturnType<typeof sorted>) => tasksOf(played.state, property);

test('whoever must act finds a task with its clause and due time: one a running clock', () => {
  const sign = tasks(sorted()).find(({ id }) => id === 'sign');
  assert.deepEqual(sign, {
    id: 'sign',
    role: 'department-head',
    department: 'engineering',
    person: null,
    team: null,
    acts: ['sign'],
    clause: 'P-4.3.4.3',
    since: monday,
    due: '2026-11-23T03:00:00.000Z',
  });
  assert.deepEqual(
    tasks(sorted())
      .map(({ id }) => id)
      .toSorted(),
    ['make-promise', 'sign', 'solve-minor'],
  );
});

test('P-4.3.5.1b a revisit given to somebody is the task of that person', () => {
  let played = act(sorted(), 'department-head', 'sign', {}, monday);
  played = act(played, 'department-head', 'finish', { done: 'x' }, monday);
  played = act(played, 'department-head', 'return-form', {}, monday);
  assert.equal(tasks(played).find(({ id }) => id === 'revisit-today')?.person, null);
  played = act(played, 'cs-agent', 'assign-revisit', { person: 'p12' }, monday);
  assert.equal(tasks(played).find(({ id }) => id === 'revisit-call')?.person, 'p12');
});

test('X-8 an extension that was asked for is one task of whoever the clause names', () => {
  const asked = act(
    sorted(),
    'department-head',
    'request-extension',
    { clock: 'solve-minor', until: later(monday, 7 * 24 * 60), reason: 'x' },
    monday,
  );
  const approvals = tasks(asked).filter(({ acts }) => acts.includes('grant-extension'));
  assert.deepEqual(
    approvals.map(({ role, clause }) => [role, clause]),
    [['office-director', 'P-4.3.10.1']],
  );
});

test('a closed case gives nobody anything to do', () => {
  assert.deepEqual(tasks(act(sorted(), 'cs-agent', 'withdraw', { reason: 'x' }, monday)), []);
});
