import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { isRefusal } from '../../domain/refusal.js';
import { actorOf, TestDesk } from '../harness.js';

describe('opening a case', () => {
  let desk: TestDesk;
  before(async () => (desk = await TestDesk.start({ at: '2026-12-31T15:59:59Z' })));
  after(() => desk.stop());

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
      const answer = await desk.ledger.open(actorOf('p01'), { kind: 'complaint', rulebook: 'property', site: 'sunshine', input: { channel: 'phone', words: {} }, ...opening }, JSON.stringify(opening));
      assert.ok(isRefusal(answer));
      assert.equal(answer.code, code);
    }
    const [{ count }] = await desk.database.source.query('SELECT count(*)::integer FROM cases');
    assert.equal(count, 2);
  });
});
