import { describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { interceptors, nameAsOutsiders } from '../../workflows/signal-names.js';

describe('names of signals', () => {
  it('none comes to the SDK as one of its own; everything else stays', () => {
    const named = ['note', '_x', '__note', '___', 'a_b', ''].map((signalName) => ({ signalWorkflow: { signalName } }));
    const jobs = [...named, {}, { signalWorkflow: null }, { signalWorkflow: { signalName: null } }];
    nameAsOutsiders(jobs);
    assert.deepEqual(
      named.map(({ signalWorkflow }) => signalWorkflow.signalName),
      ['note', 'x', 'note', 'unnamed', 'a_b', ''],
    );
  });

  it('every activation is looked at before it goes on', () => {
    const [internal] = interceptors().internals ?? [];
    const job = { signalWorkflow: { signalName: '_close' } };
    const seen: unknown[] = [];
    internal!.activate!(
      { activation: { jobs: [job] }, batchIndex: 0 } as never,
      (input) => void seen.push(input.activation.jobs?.[0]),
    );
    assert.deepEqual(seen, [{ signalWorkflow: { signalName: 'close' } }]);
  });
});
