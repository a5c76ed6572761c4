import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import { totalCents } from '../../domain/rulebook/prices.js';
import { revisitReason } from '../../domain/deciding/revisit-sample.js';
import { clock, text, thing, tinyRulebook } from '../support/tiny-rulebook.js';

const rulebook = {
  name: 'tiny',
  lists: {
    priceItems: {
      cable: { name: text, unit: text, cents: 1_225 },
      odd: { name: text, unit: text, cents: 1 },
      dear: { name: text, unit: text, cents: 99_999_999 },
    },
  },
};

test('W-24 an amount is whole cents: each line by the published price, rounded to the cent, half a cent up', () => {
  assert.equal(totalCents([{ item: 'cable', quantity: 12.5 }], rulebook), 15_313); // 15,312.5
  assert.equal(
    totalCents(
      [
        { item: 'cable', quantity: 0.1 },
        { item: 'cable', quantity: 0.2 },
      ],
      rulebook,
    ),
    123 + 245,
  );
  assert.equal(
    totalCents(
      [
        { item: 'odd', quantity: 0.499 },
        { item: 'odd', quantity: 0.5 },
      ],
      rulebook,
    ),
    1,
  );
  assert.equal(totalCents([{ item: 'dear', quantity: 1_000 }], rulebook), 99_999_999_000);
  assert.equal(totalCents([], rulebook), 0);
  assert.throws(() => totalCents([{ item: 'gold', quantity: 1 }], rulebook), /no item gold/);
});

const sampled = tinyRulebook([], {
  revisit: { attempts: 2, clause: 'T-5', calendar: 'office', sample: { oneIn: 10, always: [{ side: 'customer' }] } },
});
const why = (changes: Parameters<typeof thing>[0], rules = sampled) =>
  revisitReason(thing({ number: 'TT-2026-000011', ...changes }), rules);

test('W-14.9b whether a case is called back can be explained, and is the same whoever asks', () => {
  assert.deepEqual(
    [why({}), why({ number: 'TT-2026-000020' }), why({ facts: { side: 'customer' } }), why({ round: 2 })],
    [null, 'by-number', 'of-its-sort', 'came-back'],
  );
  assert.deepEqual(
    [why({ clocks: [clock()] }), why({ clocks: [clock({ breachedAt: '2026-11-23T03:00:00.000Z' })] })],
    [null, 'late'],
  );
  assert.equal(why({}, tinyRulebook()), 'of-its-sort');
});
