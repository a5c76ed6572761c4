import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { isRefusal } from '../../domain/refusal.js';
import { accepted, TestLedger } from '../support/test-ledger.js';
import { actorOf } from '../support/actors.js';

describe('opening a case', () => {
  let desk: TestLedger;
  beforeAll(async () => (desk = await TestLedger.start({ at: '2026-12-31T15:59:59Z' })));
  afterAll(() => desk.stop());

  it('X-2 the year in its number is that of the rulebook’s zone', async () => {
    assert.match((await desk.complaint()).number, /^PC-2026-/);
    desk.time.advance({ seconds: 1 });
    assert.match((await desk.complaint()).number, /^PC-2027-/);
  });

  it('a kind, rulebook or site that is not there is refused by name, and nothing is written', async () => {
    for (const [opening, code] of [
      [{ kind: 'constructor' }, 'unknown-kind'],
      [{ kind: 'outage' }, 'unknown-kind'],
      [{ rulebook: 'nobody' }, 'unknown-rulebook'],
      [{ site: 'nowhere' }, 'bad-input'],
    ] as const) {
      const answer = await desk.ledger.open(
        actorOf('p01'),
        {
          kind: 'complaint',
          rulebook: 'property',
          site: 'sunshine',
          input: { channel: 'phone', words: { subject: '灯不亮' } },
          ...opening,
        },
        JSON.stringify(opening),
      );
      assert.ok(isRefusal(answer));
      assert.equal(answer.code, code);
    }
    const [{ count }] = await desk.database.source.query('SELECT count(*)::integer FROM cases');
    assert.equal(count, 2);
  });

  it('W-34 what is refused or asked a second time takes no number: those of the cases follow one another', async () => {
    const serialOf = (number: string) => Number(number.split('-').at(-1));
    const opening = {
      kind: 'complaint',
      rulebook: 'property',
      site: 'sunshine',
      input: { channel: 'phone', words: { subject: '灯不亮' } },
    };
    const key = randomUUID();
    const first = accepted(await desk.ledger.open(actorOf('p01'), opening, key)).state.number;
    for (let time = 0; time < 3; time += 1) {
      assert.equal(accepted(await desk.ledger.open(actorOf('p01'), opening, key)).state.number, first);
      assert.ok(isRefusal(await desk.ledger.open(actorOf('p01'), { ...opening, site: 'nowhere' }, randomUUID())));
    }
    const later = [await desk.complaint(), await desk.complaint(), await desk.repair()].map(({ number }) =>
      serialOf(number),
    );
    assert.deepEqual(
      later,
      [1, 2, 3].map((more) => serialOf(first) + more),
    );
    // Several at once, some of them refused: each has a number of its own, and none is missing.
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        desk.ledger.open(actorOf('p01'), i % 3 ? opening : { ...opening, rulebook: 'nobody' }, randomUUID()),
      ),
    );
    const opened = answers.flatMap((answer) => (isRefusal(answer) ? [] : [serialOf(answer.state.number)]));
    const more = [await desk.complaint(), await desk.complaint(), await desk.complaint(), await desk.complaint()].map(
      ({ number }) => serialOf(number),
    );
    assert.deepEqual(
      [...opened, ...more].toSorted((one, other) => one - other),
      Array.from({ length: 12 }, (_, i) => later.at(-1)! + 1 + i),
    );
  });
});
