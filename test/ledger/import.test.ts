import { afterAll, beforeAll, beforeEach, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import type { Entry } from '../../ledger/chain.js';
import type { CaseState } from '../../domain/case/case.js';
import { importTable, type ImportOptions } from '../../import/import.js';
import { municipalMapping } from '../../import/mapping.js';
import { exitCodeOf, rowOutcomes, printReport, type ImportReport, type RowResult } from '../../import/report.js';
import { actorOf } from '../support/actors.js';
import { TestLedger } from '../support/test-ledger.js';
import { withClient } from '../support/database.js';
import {
  personOfOtherOrganisation,
  otherOrganisation,
  setUpOtherOrganisation,
} from '../support/scenarios/other-organisation.js';
import { makeTable, message, messages } from '../support/import-file.js';
import { readState, storedStateColumns, type StoredStateRow } from '../../ledger/words/read-state.js';

let desk: TestLedger;
beforeAll(async () => {
  desk = await TestLedger.start({ pool: 12 });
});
afterAll(() => desk.stop());

const take = (file: string, more: Partial<ImportOptions> = {}): Promise<ImportReport> =>
  importTable({
    ledger: desk.ledger,
    actor: actorOf('p01'),
    importerLabel: 'p01',
    site: 'sunshine',
    rulebook: 'property',
    asHistory: false,
    maxConcurrent: 8,
    file,
    mapping: municipalMapping,
    ...more,
  });

/** Each test is a table of its own: another namespace. */
let serial = 0;
let mapping = municipalMapping;
beforeEach(() => {
  serial += 1;
  mapping = { ...municipalMapping, namespace: `test-${serial}` };
});

const countsOf = (report: ImportReport): string =>
  rowOutcomes.map((outcome) => `${report.counts[outcome]} ${outcome}`).join(', ');

/** Everything the ledger holds of this test's table. */
async function record(): Promise<{
  cases: { number: string; state: CaseState; imported_from: string }[];
  entries: Entry[];
  outbox: number;
  notices: number;
  tasks: number;
}> {
  const all = (text: string) =>
    desk.database.source.query(
      `${text} WHERE number IN (SELECT number FROM cases WHERE imported_from LIKE $1) ORDER BY number`,
      [`${mapping.namespace}:%`],
    );
  const [cases, entries] = [
    (await all(`SELECT number, ${storedStateColumns()}, imported_from FROM cases`)).map(
      ({ number, imported_from, ...row }: StoredStateRow & { number: string; imported_from: string }) => ({
        number,
        imported_from,
        state: readState(row).state,
      }),
    ),
    await all('SELECT * FROM entries'),
  ];
  const [outbox, notices, tasks] = [
    await all('SELECT number FROM outbox'),
    await all('SELECT number FROM notices'),
    await all('SELECT number FROM tasks'),
  ];
  return { cases, entries, outbox: outbox.length, notices: notices.length, tasks: tasks.length };
}

function rowOf(report: ImportReport, row: number): RowResult {
  return report.results.find((result) => result.row === row)!;
}

/** Rows read are rows accounted for, each once. */
function assertSums(report: ImportReport): void {
  assert.equal(
    rowOutcomes.reduce((sum, outcome) => sum + report.counts[outcome], 0),
    report.read,
  );
  assert.equal(new Set(report.results.map(({ row }) => row)).size, report.read);
}

describe('import: rows become cases', () => {
  it('every row is accounted for once: taken, joined, there, refused with its reason, or empty', async () => {
    const file = await makeTable([
      message(1),
      message(2, { user: 'U1' }),
      message(1, { id: 900, description: ' 编号1：路灯已坏三天，\t晚上很黑，请派人修理。' }),
      message(4, { id: null }),
      message(5, { subject: ' ', description: null }),
      message(6, { date: '2019/2/30' }),
      message(7, { date: '2031/1/1' }),
      message(8, { date: null }),
      message(9, { subject: '\u3000' }),
      message(1),
      message(2, { user: 'U1', subject: '别的事' }),
      {},
      message(12, { subject: { error: '#N/A' } as never }),
      message(13, { user: null }),
      message(14, { description: '长'.repeat(20_001) }),
    ]);
    const report = await take(file, { mapping });
    assertSums(report);
    assert.equal(report.rows, 15);
    assert.equal(countsOf(report), '5 taken, 1 joined, 1 there, 7 refused, 1 blank');
    assert.deepEqual(
      report.results.filter(({ outcome }) => outcome === 'refused').map(({ row, reason }) => `${row} ${reason!.code}`),
      ['5 no-id', '6 no-words', '7 bad-date', '8 future-date', '12 same-id', '14 cell-error', '16 too-long'],
    );
    assert.equal(report.linked, 1);
    assert.equal(exitCodeOf(report), 3);
    assert.match(printReport(report), / {7}7 {2}refused\n.* {6}15 {2}rows accounted for/s);
    assert.match(printReport(report), /row 7 \(id 70006\): '2019\/2\/30' is no date/);
    assert.match(
      rowOf(report, 10)
        .notes!.map(({ en }) => en)
        .join(),
      /no subject: the beginning of the description stands in/,
    );
    assert.match(
      rowOf(report, 9)
        .notes!.map(({ en }) => en)
        .join(),
      /no date/,
    );
    assert.match(
      rowOf(report, 11)
        .notes!.map(({ en }) => en)
        .join(),
      /the same as row 2/,
    );
  });

  it('a taken row is a complaint received now, by the person named, its own date kept beside; the engine is told through the outbox', async () => {
    const report = await take(await makeTable([message(1, { date: new Date('2019-02-28T11:25:05Z') })]), { mapping });
    const { cases, entries, outbox } = await record();
    const { state } = cases[0]!;
    assert.equal(rowOf(report, 2).number, state.number);
    assert.deepEqual([state.status, state.receivedAt, state.openedAt], ['recorded', desk.time.iso, desk.time.iso]);
    assert.deepEqual(
      [state.facts['importedFrom'], state.facts['importedAt'], state.facts['channel']],
      [`${mapping.namespace}:70001`, '2019-02-28T03:25:05.000Z', 'mailbox'],
    );
    assert.deepEqual(state.words, {
      subject: '第1栋路灯不亮',
      description: '编号1：路灯已坏三天，晚上很黑，请派人修理。',
      customer: 'U1',
    });
    assert.deepEqual([entries[0]!.actor, entries[0]!.act, outbox], ['p01', 'record', 1]);
    assert.ok(!JSON.stringify(state.facts).includes('U1'), 'the person is a fact only as a pseudonym');
    assert.equal(state.clocks.find(({ id }) => id.startsWith('sort'))?.startedAt, desk.time.iso);
  });

  it('later cases of one person are linked to the first, also across files; nobody is linked where the table names nobody', async () => {
    await take(
      await makeTable([
        message(1, { user: 'A' }),
        message(2, { user: null }),
        message(3, { user: ' a' }),
        message(4, { user: null }),
      ]),
      { mapping },
    );
    await take(await makeTable([message(5, { user: 'Ａ' })]), { mapping });
    const { cases } = await record();
    const links = Object.fromEntries(cases.map(({ imported_from, state }) => [imported_from.slice(-1), state.links]));
    const first = cases.find(({ imported_from }) => imported_from.endsWith('1'))!.number;
    const link = { key: `same-customer:${first}`, relation: 'same-customer', number: first, state: 'ended' };
    assert.deepEqual([links['1'], links['2'], links['3'], links['4'], links['5']], [[], [], [link], [], [link]]);
  });

  it('nobody is linked or joined to a case of another organisation', async () => {
    await setUpOtherOrganisation(desk.database.source, desk.ledger.rulebooks, []);
    await take(await makeTable([message(1, { user: 'A' })]), { mapping });
    const there = {
      site: otherOrganisation.site,
      rulebook: otherOrganisation.rulebook,
      actor: personOfOtherOrganisation('cs-agent'),
    };
    const report = await take(await makeTable([message(1, { id: 2, user: 'A' })]), { mapping, ...there });
    assert.deepEqual([report.counts.taken, report.counts.joined, report.linked], [1, 0, 0]);
  });

  it('P-3.1 who says the same again is joined to the earlier case, which counts it; both rows are named', async () => {
    const again = { user: 'B', subject: '电梯  坏了', description: '三号楼电梯\n坏了' };
    const report = await take(
      await makeTable([
        message(1, { user: 'B', subject: '电梯坏了', description: '三号楼电梯坏了' }),
        message(2, { ...again, user: 'C' }),
        message(3, again),
        message(4, again),
      ]),
      { mapping },
    );
    assert.equal(countsOf(report), '2 taken, 2 joined, 0 there, 0 refused, 0 blank');
    assert.match(printReport(report), /row 4 \(PC-\d+-\d+\): to PC-\d+-\d+ \(row 2\)/);
    const { cases } = await record();
    const earlier = cases.find(({ number }) => number === rowOf(report, 2).number)!.state;
    assert.equal(earlier.facts['timesRaised'], 3);
    const joined = cases.find(({ number }) => number === rowOf(report, 4).number)!.state;
    assert.deepEqual(
      [joined.status, joined.facts['outcome'], joined.links.map(({ relation }) => relation)],
      ['closed', 'joined', ['same-customer', 'duplicate-of']],
    );
  });

  it('where the earlier case is closed, who says it again has a case of their own, linked, with a note', async () => {
    const first = await take(await makeTable([message(1)]), { mapping });
    await desk.act(rowOf(first, 2).number!, 'p01', 'withdraw', { reason: 'x' });
    const again = await take(await makeTable([message(1, { id: 2 })]), { mapping });
    assert.equal(countsOf(again), '1 taken, 0 joined, 0 there, 0 refused, 0 blank');
    assert.match(
      rowOf(again, 2)
        .notes!.map(({ en }) => en)
        .join(),
      /repeats PC-\d+-\d+, but could not be joined/,
    );
  });
});

describe('import: the same again', () => {
  it('the same file twice changes nothing, by whoever, and after the keys are forgotten', async () => {
    const file = await makeTable([
      ...messages(30),
      message(1, { id: 1 }),
      message(31, { user: 'U2' }),
      message(32, { date: 'x' }),
    ]);
    assert.equal(countsOf(await take(file, { mapping })), '31 taken, 1 joined, 0 there, 1 refused, 0 blank');
    const first = await record();
    assert.equal(countsOf(await take(file, { mapping })), '0 taken, 0 joined, 32 there, 1 refused, 0 blank');
    assert.equal(
      countsOf(await take(file, { mapping, actor: actorOf('p02') })),
      '0 taken, 0 joined, 32 there, 1 refused, 0 blank',
    );
    await withClient(desk.database.ownerUrl, (client) => client.query('DELETE FROM idempotency_keys'));
    const report = await take(file, { mapping, maxConcurrent: 1 });
    assert.equal(countsOf(report), '0 taken, 0 joined, 32 there, 1 refused, 0 blank');
    assert.deepEqual(
      report.results.filter(({ notes }) => notes),
      [],
    );
    assert.deepEqual(await record(), first);
  });

  it('a row that says something else than when it was taken is there, with a note; nothing is changed', async () => {
    await take(await makeTable(messages(2)), { mapping });
    const report = await take(await makeTable([message(1), message(2, { description: '现在说的不一样' })]), {
      mapping,
    });
    assert.deepEqual([rowOf(report, 2).notes, rowOf(report, 3).outcome], [undefined, 'there']);
    assert.match(
      rowOf(report, 3)
        .notes!.map(({ en }) => en)
        .join(),
      /says something else now/,
    );
    assert.ok(!JSON.stringify((await record()).cases).includes('现在说的不一样'));
  });

  it('stopped after some rows it says so, and started again it goes on without doubles', async () => {
    const file = await makeTable([...messages(900), message(5, { id: 1 })]);
    const stopping = new AbortController();
    const stopped = await take(file, {
      mapping,
      stop: stopping.signal,
      progress: (done) => done === 450 && stopping.abort(),
    });
    assertSums(stopped);
    assert.ok(stopped.read >= 450 && stopped.read < 500, `${stopped.read} rows`);
    assert.equal(exitCodeOf(stopped), 130);
    assert.match(printReport(stopped), /Stopped before the end, \d+ rows are left: start the same command again/);
    const rest = await take(file, { mapping });
    assert.equal(countsOf(rest), `${900 - stopped.read} taken, 1 joined, ${stopped.read} there, 0 refused, 0 blank`);
    assert.equal((await record()).cases.length, 901);
  });

  it('broken off between the record and the join, the join is made up for; not where staff have the case in hand meanwhile', async () => {
    const file = await makeTable([message(1), message(1, { id: 2 }), message(3), message(3, { id: 4 })]);
    const broken = Object.create(desk.ledger, {
      append: { value: () => Promise.reject(new Error('the database is gone')) },
    });
    await assert.rejects(take(file, { mapping, ledger: broken, maxConcurrent: 2 }), /the database is gone/);
    const second = (await record()).cases.find(({ imported_from }) => imported_from.endsWith(':4'))!.number;
    await desk.act(second, 'p01', 'sort', { valid: false, reason: '与本公司无关' });
    // As history too: what was begun as running is finished as that.
    const report = await take(file, { mapping, asHistory: true });
    assert.equal(countsOf(report), '0 taken, 1 joined, 3 there, 0 refused, 0 blank');
    assert.equal(
      (await desk.state(report.results.find(({ outcome }) => outcome === 'joined')!.number!)).status,
      'closed',
    );
    assert.equal((await desk.state(second)).status, 'sorted');
    assert.equal(countsOf(await take(file, { mapping })), '0 taken, 0 joined, 4 there, 0 refused, 0 blank');
  });

  it('a title above the headings is passed over, and rows keep their numbers', async () => {
    const report = await take(await makeTable(messages(2), { above: [['市长信箱 2019年'], []] }), { mapping });
    assert.deepEqual(
      report.results.map(({ row, outcome }) => `${row} ${outcome}`),
      ['4 taken', '5 taken'],
    );
  });

  it('two imports of one table at once: the second is told to wait', async () => {
    const file = await makeTable(messages(3));
    await withClient(desk.database.appUrl, async (client) => {
      await client.query(`SELECT pg_advisory_lock(hashtext('banjie-import'), hashtext($1))`, [mapping.namespace]);
      await assert.rejects(take(file, { mapping }), /Another import of 'test-\d+' is under way/);
    });
  });
});
