import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CaseNumbers, numberOfCase, NumberTaken } from '../../ledger/case-numbers.js';
import { Ledger } from '../../ledger/ledger.js';
import { verifyLedger } from '../../ledger/verify/verify.js';
import {
  otherOrganisation,
  personOfOtherOrganisation,
  setUpOtherOrganisation,
} from '../support/scenarios/other-organisation.js';
import { accepted, TestLedger } from '../support/test-ledger.js';
import { actorOf } from '../support/actors.js';

const serialOf = (number: string) => Number(number.split('-').at(-1)!.slice(-7));

describe('the numbers of cases', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
    await setUpOtherOrganisation(desk.database.source, desk.ledger.rulebooks, ['cs-agent']);
  });
  afterAll(() => desk.stop());

  const opening = {
    kind: 'complaint',
    rulebook: 'property',
    site: 'sunshine',
    input: { channel: 'phone', words: { subject: '楼道灯不亮' } },
  };
  const open = async (ledger: Ledger, key: string) =>
    accepted(await ledger.open(actorOf('p01'), opening, key)).state.number;
  const blocks = () =>
    desk.database.source.query(
      `SELECT first, last FROM number_blocks WHERE organisation = 'property-company' ORDER BY first`,
    );
  const faults = async () => (await verifyLedger(desk.database.source)).faults;

  it('W-34 count for each organisation: one does not tell how much another has to do', async () => {
    for (let i = 0; i < 3; i += 1) await desk.complaint();
    const theirs = await desk.opened(personOfOtherOrganisation('cs-agent'), {
      kind: 'complaint',
      rulebook: otherOrganisation.rulebook,
      site: otherOrganisation.site,
      input: { channel: 'phone', words: { subject: '楼道灯不亮' } },
    });
    // Their numbers begin like ours, so a digit before tells them apart.
    assert.equal(theirs.number, 'PC-2026-10000001');
    assert.match((await desk.complaint()).number, /^PC-2026-000004$/);
    const heating = { kind: 'inquiry', rulebook: 'heating', site: 'north-town-heat' };
    const { number } = await desk.opened('h02', {
      ...heating,
      input: { channel: 'phone', words: { subject: '楼道灯不亮' } },
    });
    assert.equal(number, 'HQ-2026-000001');
  });

  it('W-34 processes that open cases at the same time never give a number twice, and leave none out', async () => {
    const others = [1, 2, 3].map(() => new Ledger(desk.database.source, desk.ledger.rulebooks, { time: desk.time }));
    const numbers = await Promise.all(
      Array.from({ length: 120 }, (_, i) => open(others[i % others.length]!, `many-${i}`)),
    );
    assert.equal(new Set(numbers).size, 120);
    assert.deepEqual(await faults(), []);
    const held = (await blocks()) as { first: number; last: number }[];
    const inHand = held.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i));
    assert.ok(Math.max(...numbers.map(serialOf)) <= Math.max(...inHand));
  });

  it('W-34 what a process held that was killed is explained meanwhile, and used by the next', async () => {
    const worker = fileURLToPath(new URL('../support/take-numbers.js', import.meta.url));
    const child = spawn(process.execPath, [worker, desk.database.appUrl], { stdio: ['ignore', 'pipe', 'inherit'] });
    const taken = await new Promise<number[]>((resolve) =>
      child.stdout.once('data', (line: Buffer) => resolve(JSON.parse(line.toString()) as number[])),
    );
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    assert.equal(taken.length, 32);
    assert.deepEqual(await faults(), []);
    // Nobody holds any of them any more.
    await desk.database.source.query(`UPDATE number_blocks SET held_until = now() - interval '1 second'`);
    const later = new Ledger(desk.database.source, desk.ledger.rulebooks, { time: desk.time });
    const before = await counted();
    const free = (await freeSerials()) as number[];
    const numbers: number[] = [];
    for (let i = 0; i < free.length; i += 1) numbers.push(serialOf(await open(later, `after-${i}`)));
    assert.deepEqual(
      numbers.toSorted((a, b) => a - b),
      free,
    );
    assert.ok(taken.every((serial) => free.includes(serial)));
    assert.equal(await counted(), before, 'no new number was drawn while there were some left');
    assert.deepEqual(await faults(), []);
  });

  const counted = async () =>
    (await desk.database.source.query(`SELECT next FROM number_counters WHERE organisation = 'property-company'`))[0]
      .next;

  /** Serials that were drawn and that no case has. */
  const freeSerials = async () => {
    const rows = await desk.database.source.query(
      `SELECT place FROM number_blocks, generate_series(first, last) AS place WHERE organisation = 'property-company'
         AND NOT EXISTS (SELECT FROM cases JOIN sites ON sites.id = site WHERE organisation = 'property-company' AND right(number, 6)::integer = place) ORDER BY place`,
    );
    return rows.map(({ place }: { place: number }) => place);
  };

  it('W-34 a process that stood still gives up what it held; a number that was taken meanwhile is not given twice', async () => {
    let nowMs = 0;
    const numbers = new CaseNumbers(desk.database.source, () => nowMs);
    const reserve = (used: boolean) =>
      numbers.withNumber(
        'sunshine',
        async () => 'PC',
        async (reserved) => reserved!.serial,
        () => used,
      );
    const first = await reserve(false);
    assert.equal(await reserve(true), first, 'what no case took goes to the next');
    nowMs = 400_000;
    assert.notEqual(await reserve(true), first + 1, 'too long in hand');

    let tries = 0;
    const answer = await numbers.withNumber(
      'sunshine',
      async () => 'PC',
      async (reserved) => {
        tries += 1;
        if (tries < 3) throw new NumberTaken('taken');
        return reserved!.serial;
      },
      () => true,
    );
    assert.deepEqual([tries, Number.isInteger(answer)], [3, true]);
  });

  it('a number has six digits at least, and the lane before seven where there is one', () => {
    const reserved = { organisation: 'o', prefix: 'PC', lane: 0, serial: 12 };
    assert.equal(numberOfCase(reserved, 'PC', '2026'), 'PC-2026-000012');
    assert.equal(numberOfCase({ ...reserved, serial: 1_234_567 }, 'PC', '2026'), 'PC-2026-1234567');
    assert.equal(numberOfCase({ ...reserved, lane: 3 }, 'PC', '2026'), 'PC-2026-30000012');
    assert.throws(() => numberOfCase(reserved, 'PR', '2026'), NumberTaken);
    assert.throws(() => numberOfCase(undefined, 'PR', '2026'), NumberTaken);
  });
});
