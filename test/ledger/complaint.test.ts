// The course of a complaint, clause by clause.
import { afterAll, beforeAll, beforeEach, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { driveComplaint } from '../support/scenarios/drive.js';
import { actorIn, actorOf } from '../support/actors.js';
import { clockOf, TestLedger } from '../support/test-ledger.js';
import { shanghaiTime, inShanghai } from '../support/deadline.js';

describe('a complaint', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());
  beforeEach(() => desk.time.set(shanghaiTime('11-23 09:00')));

  const acts = async (number: string) => (await desk.entries(number)).map(({ act }) => act);
  const late = async (number: string) =>
    (await desk.state(number)).clocks.filter(({ breachedAt }) => breachedAt).map(({ id }) => id);
  const sort = (department = 'engineering') => ({ valid: true, grounds: ['slight-inconvenience'], department });
  const open = (clocks: { metAt: string | null; stoppedAt: string | null; rule: string }[]) =>
    clocks.filter(({ metAt, stoppedAt }) => !metAt && !stoppedAt).map(({ rule }) => rule);

  test('P-4.3.1 minor: promised, signed, solved, returned, revisited and filed, everything in time', async () => {
    const { number } = await desk.complaint();
    await desk.act(number, 'p01', 'sort', sort());
    await desk.act(number, 'p01', 'promise', { promisedAt: shanghaiTime('11-24 12:00') });
    await desk.act(number, 'p03', 'organise', { words: '请工程部处理' });
    desk.time.set(shanghaiTime('11-23 10:00'));
    await desk.act(number, 'p09', 'sign');
    desk.time.set(shanghaiTime('11-24 11:00'));
    await desk.act(number, 'p08', 'finish', { done: '已换灯' });
    await desk.act(number, 'p09', 'return-form');
    await desk.act(number, 'p03', 'revisit', { outcome: 'satisfied', channel: 'phone' });
    const closed = await desk.act(number, 'p01', 'close');
    assert.deepEqual(
      [closed.status, closed.facts['outcome'], closed.round, open(closed.clocks), await late(number)],
      ['closed', 'handled', 1, [], []],
    );
    assert.deepEqual(await acts(number), [
      'record',
      'sort',
      'promise',
      'organise',
      'sign',
      'warn',
      'finish',
      'return-form',
      'revisit',
      'close',
    ]);
    assert.equal((await desk.entries(number)).find(({ act }) => act === 'warn')?.facts['clock'], 'promise-kept');
  });

  test('P-4.3.1 major: before the leader, instruction, meeting, answer, solution; none of them can be left out', async () => {
    const { number } = await driveComplaint(desk, 'in-hand', { tier: 'major' });
    const finish = { done: '已赔付' };
    assert.match((await desk.refused(number, 'p08', 'finish', finish)).text.en, /instruction is missing/);
    await desk.act(number, 'p01', 'report-up');
    await desk.act(number, 'p03', 'submit-papers');
    await desk.act(number, 'p06', 'instruct', { words: '尽快' });
    assert.match((await desk.refused(number, 'p08', 'finish', finish)).text.en, /meeting has not been called/);
    await desk.act(number, 'p04', 'call-meeting', { words: '周一下午' });
    await desk.act(number, 'p06', 'organise', { words: '工程部牵头' });
    await desk.act(number, 'p08', 'finish', finish);
    await desk.act(number, 'p09', 'return-form');
    await desk.act(number, 'p03', 'revisit', { outcome: 'satisfied', channel: 'phone' });
    const refusal = await desk.refused(number, 'p01', 'close');
    assert.deepEqual([refusal.code, refusal.clause], ['missing-step', 'P-4.3.10.3a']);
    await desk.act(number, 'p06', 'answer', { words: '三日内赔付' });
    assert.equal((await desk.act(number, 'p01', 'close')).status, 'closed');
    assert.deepEqual(await late(number), []);
  });

  for (const [tier, organiser, others] of [
    ['minor', 'p03', ['p04', 'p06']],
    ['important', 'p04', ['p03', 'p06']],
    ['major', 'p06', ['p03', 'p04']],
  ] as const) {
    test(`P-4.3.1 a ${tier} complaint is organised by whom the chart names and by nobody else`, async () => {
      const { number, seq } = await driveComplaint(desk, 'sorted', { tier });
      const told = await desk.database.source.query(
        `SELECT person_id FROM notices WHERE number = $1 AND seq = $2 AND clause = 'P-4.3.1' AND kind <> 'step'`,
        [number, seq],
      );
      assert.deepEqual(
        told.map((row: { person_id: string }) => row.person_id),
        [organiser],
      );
      for (const other of others)
        assert.deepEqual((await desk.refused(number, other, 'organise', { words: 'x' })).clause, 'P-4.3.1');
      await desk.act(number, organiser, 'organise', { words: '请处理' });
    });
  }

  test('P-4.3.5.1 a complaint about the director passes by the director: who is above is told of it and organises it, nobody below', async () => {
    const { number } = await desk.complaint({ input: { aboutPerson: 'p04' } });
    const { seq } = await desk.act(number, 'p01', 'sort', {
      ...sort('customer-service'),
      grounds: ['service-at-fault'],
    });
    const told = await desk.database.source.query(
      `SELECT person_id FROM notices WHERE number = $1 AND seq = $2 AND clause = 'P-4.3.1' AND kind <> 'step'`,
      [number, seq],
    );
    assert.deepEqual(told, [{ person_id: 'p06' }]);
    assert.equal((await desk.refused(number, 'p04', 'organise', { words: 'x' })).code, 'about-yourself');
    assert.equal((await desk.refused(number, 'p03', 'organise', { words: 'x' })).code, 'role-may-not');
    await desk.act(number, 'p06', 'organise', { words: '由我处理' });
  });

  test('P-4.3.4b the office director of the site is told when an important complaint goes up, the responsible leader when a major one does (P-4.3.4a)', async () => {
    for (const [tier, person, clause] of [
      ['important', 'p04', 'P-4.3.4b'],
      ['major', 'p06', 'P-4.3.4a'],
    ] as const) {
      const { number } = await driveComplaint(desk, 'sorted', { tier });
      const { seq } = await desk.act(number, 'p01', 'report-up');
      const told = await desk.database.source.query(
        `SELECT person_id, clause FROM notices WHERE number = $1 AND seq = $2 AND kind <> 'step'`,
        [number, seq],
      );
      assert.deepEqual(told, [{ person_id: person, clause }]);
    }
  });

  test('P-4.3.3.1 the record holds when and where, who or which department, what happened, what is demanded and how to reach the customer', async () => {
    const words = {
      subject: '楼道灯',
      description: '一周不亮',
      demand: '修好',
      place: '3号楼',
      happenedWhen: '上周起',
      complainedOf: '工程部',
      customer: '张三',
      phone: '13800000000',
    };
    const { number } = await desk.complaint({ words, receivedAt: shanghaiTime('11-23 08:58') });
    const state = await desk.act(number, 'p01', 'add', { words: '今天又跳闸' });
    assert.deepEqual(state.words, { ...words, description: '一周不亮\n今天又跳闸' });
    assert.deepEqual(
      [inShanghai(state.receivedAt), inShanghai(state.openedAt), state.facts['channel']],
      ['11-23 08:58', '11-23 09:00', 'hotline'],
    );
  });

  test('P-4.3.3.1 P-4.2.8.1 what reaches somebody else, a department too, is recorded and followed by the centre', async () => {
    const head = actorIn('department-head', { department: 'engineering', site: 'sunshine' });
    const { number } = await desk.complaint({ by: head });
    const [task] = await desk.database.source.query(`SELECT role FROM tasks WHERE number = $1`, [number]);
    assert.equal(task.role, 'cs-agent');
    await desk.refused(number, head, 'sort', sort());
    await desk.act(number, 'p02', 'sort', sort());
  });

  test('P-4.2.8.1 a complaint for another department is passed on: that one signs anew, the first no longer may', async () => {
    const { number } = await driveComplaint(desk, 'in-hand');
    desk.time.set(shanghaiTime('11-23 10:00'));
    const moved = await desk.act(number, 'p08', 'transfer', { department: 'security', reason: '属安管部' });
    assert.deepEqual(
      [moved.status, moved.department, inShanghai(clockOf(moved, 'sign').due)],
      ['sorted', 'security', '11-23 12:00'],
    );
    assert.equal((await desk.refused(number, 'p08', 'sign')).code, 'role-may-not');
    assert.equal((await desk.act(number, 'p10', 'sign')).status, 'in-hand');
    // passing on wins no time
    assert.deepEqual(clockOf(await desk.state(number), 'solve-minor').due, shanghaiTime('11-25 09:00'));
    await desk.refused(number, 'p10', 'transfer', { department: 'security', reason: 'x' });
  });

  test('P-4.1.1 one centre commands: only it sorts, passes on to the leaders, revisits and files', async () => {
    const { number } = await desk.complaint();
    for (const person of ['p04', 'p06', 'p07', 'p08', 'p09', 'p10', 'p12'])
      assert.equal((await desk.refused(number, person, 'sort', sort())).code, 'role-may-not', person);
  });

  test('P-3.2 a department signs, helps and feeds back: only its own people, at its own site', async () => {
    const { number } = await driveComplaint(desk, 'sorted', { site: 'riverside' });
    for (const other of [
      actorOf('p10'),
      actorIn('department-head', { site: 'sunshine', department: 'engineering' }),
      actorIn('department-staff', { department: 'security' }),
    ]) {
      assert.equal((await desk.refused(number, other, 'sign')).code, 'role-may-not');
    }
    await desk.act(number, actorIn('department-staff', { site: 'riverside', department: 'engineering' }), 'sign');
    await desk.refused(number, 'p09', 'finish', { done: 'x' }); // the head answers for the work
    await desk.act(number, 'p08', 'finish', { done: '已修' });
  });

  test('P-2 the rules hold at two sites: whoever works at one does not act at the other', async () => {
    const { number } = await driveComplaint(desk, 'sorted', { tier: 'important', site: 'riverside' });
    assert.equal((await desk.refused(number, 'p04', 'organise', { words: 'x' })).code, 'role-may-not');
    await desk.act(number, 'p05', 'organise', { words: '请处理' });
  });

  test('P-4.3.5.1 no complaint is handled by the person it is about, in any role', async () => {
    const { number } = await desk.complaint({ input: { aboutPerson: 'p08' } });
    await desk.act(number, 'p01', 'sort', sort());
    const aboutInputs = { sign: {}, note: { words: 'x' }, transfer: { department: 'security', reason: 'x' } };
    for (const act of ['sign', 'note', 'transfer'] as const)
      assert.deepEqual((await desk.refused(number, 'p08', act, aboutInputs[act])).code, 'about-yourself');
    await desk.act(number, 'p09', 'sign');
  });

  test('P-4.3.5.1a what was done is written down by the head of the department, and the form comes back before filing', async () => {
    const { number } = await driveComplaint(desk, 'done');
    assert.equal((await desk.state(number)).words.done, '已换灯');
    await desk.act(number, 'p03', 'revisit', { outcome: 'satisfied', channel: 'phone' });
    const refusal = await desk.refused(number, 'p01', 'close');
    assert.deepEqual([refusal.code, refusal.clause], ['missing-step', 'P-4.3.5.1a']);
    const returned = await desk.act(number, 'p09', 'return-form');
    assert.ok(
      !returned.clocks.some(({ rule }) => rule === 'revisit-today'),
      'the customer was revisited before the form came back',
    );
    await desk.act(number, 'p01', 'close');
  });

  for (const channel of ['letter', 'visit', 'web', 'suggestion-box']) {
    test(`P-4.3.6 a complaint by ${channel} follows the same course`, async () => {
      const { number } = await desk.complaint({ input: { channel } });
      const state = await desk.act(number, 'p01', 'sort', sort());
      assert.deepEqual(
        [open(state.clocks).toSorted(), state.facts['channel']],
        [['make-promise', 'month', 'sign', 'solve-minor'], channel],
      );
    });
  }

  test('P-4.3.7 an invalid complaint gets help from the centre, is revisited and filed; no department signs for it', async () => {
    const { number } = await desk.complaint();
    assert.equal((await desk.refused(number, 'p01', 'sort', { valid: false })).clause, 'P-4.3.7');
    const found = await desk.act(number, 'p01', 'sort', { valid: false, reason: '市政道路' });
    assert.deepEqual([found.tier, found.department, open(found.clocks)], [null, null, ['assist']]);
    for (const [who, act] of [
      ['p08', 'sign'],
      ['p01', 'transfer'],
      ['p03', 'organise'],
      ['p01', 'report-up'],
      ['p03', 'submit-papers'],
    ] as const) {
      const input = {
        sign: {},
        transfer: { department: 'engineering', reason: 'x' },
        organise: { words: 'x' },
        'report-up': {},
        'submit-papers': {},
      }[act];
      const refusal = await desk.refused(number, who, act, input);
      assert.equal(refusal.code, 'missing-step', act);
    }
    await desk.act(number, 'p01', 'assist', { words: '已转市政，电话12345' });
    await desk.act(number, 'p03', 'revisit', { outcome: 'satisfied', channel: 'phone' });
    assert.equal((await desk.act(number, 'p01', 'close')).status, 'closed');
  });

  test('P-4.3.7 found valid after all, it is sorted anew and handled; its limits count from reception', async () => {
    const { number } = await driveComplaint(desk, 'sorted', { valid: false });
    desk.time.set(shanghaiTime('11-23 15:00'));
    const state = await desk.act(number, 'p01', 'sort', sort());
    assert.deepEqual(
      [state.tier, inShanghai(clockOf(state, 'solve-minor').due), clockOf(state, 'assist').stoppedBy],
      ['minor', '11-25 09:00', 'sort'],
    );
  });

  test('P-4.3.8 harm that goes on comes first: whoever is there may relieve it, and nothing is sorted before', async () => {
    const { number } = await desk.complaint({ input: { harm: true } });
    const refusal = await desk.refused(number, 'p01', 'sort', sort());
    assert.deepEqual([refusal.code, refusal.clause], ['missing-step', 'P-4.3.8']);
    desk.time.set(shanghaiTime('11-23 09:10'));
    const relieved = await desk.act(number, actorIn('department-staff', { department: 'engineering' }), 'relieve', {
      words: '已关阀',
    });
    assert.deepEqual([relieved.facts['harm'], inShanghai(clockOf(relieved, 'sort').due)], [false, '11-23 09:40']);
    assert.equal((await desk.refused(number, 'p01', 'relieve', { words: 'x' })).code, 'already-done');
    await desk.act(number, 'p01', 'sort', sort());
  });

  test('P-4.3.8 a repair opened for a complaint is finished before the complaint is', async () => {
    const { number } = await driveComplaint(desk, 'in-hand');
    const asked = await desk.act(number, 'p08', 'open-repair', { repairType: 'electrical', item: '灯' });
    assert.equal((await desk.refused(number, 'p08', 'finish', { done: 'x' })).clause, 'P-4.3.8');
    const repair = await desk.repairFor(asked);
    assert.deepEqual(repair.links, [
      { key: 'parent', relation: 'parent', kind: 'complaint', number, state: 'open', childKey: 'repair-1' },
    ]);
    assert.deepEqual(
      [repair.words.subject, repair.words.phone, repair.facts['source']],
      ['灯', asked.words.phone, 'complaint'],
    );
    await desk.act(number, 'desk', 'child-opened', { key: 'repair-1', number: repair.number });
    await desk.refused(number, 'p08', 'finish', { done: 'x' });
    const told = await desk.act(number, 'desk', 'child-outcome', {
      key: 'repair-1',
      number: repair.number,
      outcome: 'handled',
    });
    assert.deepEqual(
      told.links.map(({ state, outcome }) => [state, outcome]),
      [['ended', 'handled']],
    );
    assert.equal((await desk.state(repair.number)).links[0]?.state, 'ended');
    await desk.act(number, 'p08', 'finish', { done: '灯已修' });
  });

  test('P-4.3.1 P-4.2.7.4b a promise that cannot be kept: the customer is told first, with an apology, and gets a new one', async () => {
    const { number } = await driveComplaint(desk, 'in-hand');
    await desk.act(number, 'p01', 'promise', { promisedAt: shanghaiTime('11-23 15:00') });
    const refusal = await desk.refused(number, 'p01', 'promise', { promisedAt: shanghaiTime('11-23 18:00') });
    assert.deepEqual([refusal.code, refusal.clause], ['missing-step', 'P-4.2.7.4b']);
    const state = await desk.act(number, 'p01', 'promise', { promisedAt: shanghaiTime('11-23 18:00'), apology: true });
    assert.deepEqual(
      state.clocks
        .filter(({ rule }) => rule === 'promise-kept')
        .map(({ due, stoppedBy }) => [inShanghai(due), stoppedBy]),
      [
        ['11-23 15:00', 'promise'],
        ['11-23 18:00', null],
      ],
    );
    assert.equal(
      (await desk.refused(number, 'p01', 'promise', { promisedAt: shanghaiTime('11-23 09:00'), apology: true })).code,
      'bad-time',
    );
  });

  test('P-4.3.1 a promise made before the sorting is not asked for again', async () => {
    const { number } = await desk.complaint();
    await desk.act(number, 'p01', 'promise', { promisedAt: shanghaiTime('11-24 09:00') });
    assert.ok(!(await desk.act(number, 'p01', 'sort', sort())).clocks.some(({ rule }) => rule === 'make-promise'));
  });

  test('P-3.1 the customer may take a complaint back: filed with the reason, and nothing runs any more', async () => {
    const { number } = await driveComplaint(desk, 'in-hand');
    const state = await desk.act(number, 'p01', 'withdraw', { reason: '已自行解决' });
    assert.deepEqual([state.status, state.facts['outcome'], open(state.clocks)], ['closed', 'withdrawn', []]);
    await desk.at(shanghaiTime('12-31 09:00'), number);
    assert.deepEqual((await acts(number)).slice(-1), ['withdraw']);
  });

  test('P-3.1 a customer who chases is counted at most once in four hours, and those who handle the case are told', async () => {
    const { number } = await driveComplaint(desk, 'in-hand');
    assert.equal((await desk.act(number, 'p01', 'urge', { words: '快点' })).facts['timesRaised'], 2);
    desk.time.set(shanghaiTime('11-23 12:59:59'));
    const refusal = await desk.refused(number, 'p01', 'urge');
    assert.deepEqual([refusal.code, refusal.clause], ['too-soon', 'P-3.1']);
    desk.time.set(shanghaiTime('11-23 13:00'));
    const { seq } = await desk.act(number, 'p01', 'urge');
    const told = await desk.database.source.query(
      `SELECT DISTINCT person_id, role FROM notices WHERE number = $1 AND kind = 'urge' AND seq <= $2`,
      [number, seq],
    );
    assert.deepEqual(told, [{ person_id: 'p08', role: 'department-head' }]);
  });
});
