import { describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { rememberedByReads } from '../../domain/deciding/remembered.js';

interface Argument {
  status: string;
  at: string;
  facts: Readonly<Record<string, string | number | boolean>>;
  clocks: readonly string[];
}

const argument: Argument = Object.freeze({
  status: 'open',
  at: '2026-11-23T01:00:00Z',
  facts: Object.freeze({ secret: false }),
  clocks: Object.freeze([]),
});

/** How often it was worked out, and the answers. */
function counted<T>(work: (argument: Argument) => T, settled: string[] = []) {
  let times = 0;
  const remembered = rememberedByReads((given: Argument) => {
    times += 1;
    return work(given);
  }, new Set(settled));
  return { ask: (changed: Partial<Argument> = {}) => remembered({ ...argument, ...changed }), times: () => times };
}

describe('an answer that is kept by what it read', () => {
  test('it is worked out once for each value of what it looked at, whatever else stands there', () => {
    const { ask, times } = counted(({ status, facts }) =>
      status === 'open' ? `secret: ${facts['secret']}` : 'closed',
    );
    assert.deepEqual(
      [
        ask(),
        ask({ at: '2026-11-24T01:00:00Z' }),
        ask({ facts: { secret: true } }),
        ask({ facts: { secret: true, more: 1 } }),
      ],
      ['secret: false', 'secret: false', 'secret: true', 'secret: true'],
    );
    assert.equal(times(), 2);
    assert.deepEqual(
      [ask({ status: 'closed' }), ask({ status: 'closed', facts: { secret: true } })],
      ['closed', 'closed'],
    );
    assert.equal(times(), 3, 'where the status decides, the fact is not asked');
    assert.deepEqual([ask({ facts: {} }), ask({ facts: { secret: 'false' } })], ['secret: undefined', 'secret: false']);
    assert.equal(times(), 5, 'nothing, no, and a text that reads like it are three');
  });

  test('one that looked at a time, into a list, at all of an object or at a long text is worked out each time', () => {
    const each: ((given: Argument) => unknown)[] = [
      ({ at }) => at,
      ({ clocks }) => clocks.length,
      ({ facts }) => Object.keys(facts),
      ({ facts }) => ({ ...facts }),
      ({ facts }) => 'secret' in facts,
      ({ facts }) => facts['words'],
    ];
    for (const [at, work] of each.entries()) {
      const { ask, times } = counted(work);
      const told = ['a', 'b'].map((name) => ({ clocks: [name], facts: { [name]: name, words: name.repeat(100) } }));
      assert.deepEqual(
        [ask(told[0]), ask(told[1]), ask(told[1])],
        [0, 1, 1].map((i) => work({ ...argument, ...told[i] })),
      );
      assert.equal(times(), 3, String(at));
    }
    const { ask, times } = counted(({ clocks }) => clocks.length);
    assert.deepEqual([ask(), ask()], [0, 0]);
    assert.equal(times(), 1, 'an empty list is known by that');
  });

  test('what looks at a time in some places only is kept in the others', () => {
    const { ask, times } = counted((given) => (given.status === 'open' ? 'now' : given.at));
    assert.deepEqual(
      [ask(), ask({ status: 'closed' }), ask(), ask({ status: 'closed', at: 'later' })],
      ['now', argument.at, 'now', 'later'],
    );
    assert.equal(times(), 3);
  });

  test('what is settled is not asked again, and what is hardly ever asked twice is kept no more', () => {
    const settled = counted(({ status }) => status, ['status']);
    assert.deepEqual([settled.ask(), settled.ask({ status: 'other' })], ['open', 'open']);
    const { ask, times } = counted(({ facts }) => facts['count']);
    for (let count = 0; count < 2_000; count += 1) assert.equal(ask({ facts: { count } }), count);
    for (let i = 0; i < 3; i += 1) assert.equal(ask({ facts: { count: 1_999 } }), 1_999);
    assert.equal(times(), 2_003);
  });
});
