import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import { shipped } from '../support/shipped.js';

/**
 * The clauses of the five documents, as read off them by hand: P- property, H- HC- HH- heating (commitments,
 * department, hall), W- power.
 */
const sources: Record<string, string> = {
  property:
    'P-2 P-3.1 P-3.2 P-3.3 P-3.4 P-4.1.1 P-4.1.2 P-4.2.2.1 P-4.2.2.2 P-4.2.2.3 P-4.2.3 P-4.2.4.4 P-4.2.4.9 P-4.2.5 P-4.2.6 P-4.2.7.1 P-4.2.7.2 P-4.2.7.3 P-4.2.7.4a P-4.2.7.4b ' +
    'P-4.2.8.1 P-4.2.8.2 P-4.2.8.3 P-4.2.9.1 P-4.2.9.2 P-4.2.9.3 P-4.3.1 P-4.3.2 P-4.3.2.1a P-4.3.2.1b P-4.3.2.1c P-4.3.2.2 P-4.3.2.3 P-4.3.3.1 P-4.3.4a P-4.3.4b P-4.3.4c P-4.3.4.3 ' +
    'P-4.3.5.1 P-4.3.5.1a P-4.3.5.1b P-4.3.5.1c P-4.3.6 P-4.3.7 P-4.3.8 P-4.3.10.1 P-4.3.10.2 P-4.3.10.3a P-4.3.10.3b P-4.4.1 P-4.4.2a P-4.4.2b P-4.4.2c P-4.4.3.1 P-4.4.3.1a P-4.4.3.1b ' +
    'P-4.4.3.1c P-4.5.1 P-4.5.2 P-4.5.4 P-4.6 P-4.7 P-4.8 P-5',
  heating:
    'H-1 H-1b H-3a H-3b H-3c H-4 H-5a H-5b H-6 H-7 H-8 H-9a H-9b H-9c H-flow1 H-flow2 H-flow3 H-tel H-cat H-proc1 H-proc2 H-out HC-line HC-plan HC-apply HC-fees HC-area HC-contract ' +
    'HC-valve HC-arrears HC-refund HC-track HC-supervise HC-revisit HC-info HC-roster HH-1 HH-2 HH-3 HH-4 HH-5 HH-6 HH-7 HH-8 HH-9 HH-10 HH-11',
  power:
    'W-4.2 W-4.3 W-5.3 W-5.5 W-5.6 W-8 W-9.1 W-9.2 W-9.3a W-9.3b W-9.4 W-10.1 W-10.2 W-10.3 W-11.2 W-11.3 W-11.4 W-11.7 W-11.9 W-11.10 W-13.1 W-13.2 W-13.3 W-14.1 W-14.3 W-14.5a ' +
    'W-14.5b W-14.6 W-14.7 W-14.8 W-14.9a W-14.9b W-15.2 W-15.4 W-16 W-17.1 W-17.2 W-17.3 W-17.6 W-17.8 W-18.1a W-18.1b W-18.1c W-18.1d W-18.2 W-18.3 W-19.1 W-19.2 W-20.1 W-20.3 W-20.4 ' +
    'W-21.1a W-21.1b W-21.2 W-21.3 W-21.5 W-21.6 W-21.7 W-22.1 W-22.2 W-23 W-24 W-25 W-26 W-28 W-29a W-29b W-29c W-31 W-32 W-33 W-34 W-35 W-36 W-cat',
};

for (const rulebook of shipped) {
  test(`the ${rulebook.name} rulebook holds every clause of its source, and no other`, () => {
    assert.deepEqual(Object.keys(rulebook.clauses).sort(), sources[rulebook.name]!.split(' ').sort());
  });
}

test('what is not yet carried is figures, forms and people alone', () => {
  const waiting = shipped.flatMap((rulebook) =>
    Object.entries(rulebook.clauses).flatMap(([id, clause]) => (clause.notYet ? [id] : [])),
  );
  const figuresFormsAndPeople = ['P-5', 'HC-roster', 'W-9.1'];
  assert.deepEqual(
    waiting.filter((id) => !figuresFormsAndPeople.includes(id)),
    [],
  );
});
