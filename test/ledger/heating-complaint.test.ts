// The course of a heating complaint, clause by clause.
import { afterAll, beforeAll, beforeEach, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { isRefusal } from '../../domain/refusal.js';
import { accepted, clockOf, TestLedger } from '../support/test-ledger.js';
import { actorIn, actorOf, hire } from '../support/actors.js';
import { withClient } from '../support/database.js';
import {
  driveHeatingComplaint,
  endAsked,
  heating,
  heatingComplaint,
  heatingComplaintStatuses,
  openAsked,
  toldBy,
} from '../support/scenarios/heating.js';
import { shanghaiTime, inShanghai } from '../support/deadline.js';

describe('a heating complaint', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());
  beforeEach(() => desk.time.set(shanghaiTime('11-23 09:00')));

  const said = ({ code, clause }: { code: string; clause?: string }) => [code, clause];
  const late = (state: { clocks: { id: string; breachedAt: string | null }[] }) =>
    state.clocks.filter(({ breachedAt }) => breachedAt).map(({ id }) => id);
  const sort = (number: string, category: string, more: object = {}) =>
    desk.act(number, 'h04', 'sort', { category, finding: '情况属实', ...more });
  const satisfied = { outcome: 'satisfied', channel: 'phone' };

  test('H-proc1 H-flow3 HC-supervise agent, head of CS, leader, department: an ordinary complaint to its filing, everything in time', async () => {
    const { number } = await heatingComplaint(desk);
    assert.deepEqual(await toldBy(desk, number, 'record'), ['heating-deputy-manager']);
    assert.deepEqual(said(await desk.refused(number, 'h01', 'sort', { category: 'valve-late', finding: '属实' })), [
      'role-may-not',
      'H-proc1',
    ]);
    assert.deepEqual(said(await desk.refused(number, 'h01', 'report-up')), ['missing-step', 'H-proc1']);
    const sorted = await sort(number, 'valve-late');
    assert.deepEqual(
      [sorted.department, sorted.facts['course'], sorted.facts['goesUp']],
      ['production', 'valve', false],
    );
    assert.deepEqual(said(await desk.refused(number, 'h01', 'pass-on')), ['missing-step', 'H-proc1']);
    await desk.act(number, 'h04', 'report-up');
    assert.deepEqual(await toldBy(desk, number, 'report-up'), ['heating-responsible-leader']);
    await desk.act(number, 'h01', 'pass-on');
    assert.deepEqual(await toldBy(desk, number, 'pass-on'), ['department-concerned']);
    await desk.act(number, 'h13', 'accept', { responsible: 'h13' });
    await desk.act(number, 'h01', 'supervise', { words: '请抓紧' });
    assert.deepEqual(await toldBy(desk, number, 'supervise'), ['department-concerned']);
    assert.deepEqual(said(await desk.refused(number, 'h13', 'finish')), ['bad-input', undefined]);
    await desk.act(number, 'h13', 'finish', { done: '阀门已开' });
    await desk.act(number, 'h02', 'revisit', satisfied);
    assert.deepEqual(said(await desk.refused(number, 'h01', 'close')), ['missing-step', 'HC-supervise']);
    await desk.act(number, 'h01', 'feed-back', { words: '已告知用户' });
    const closed = await desk.act(number, 'h01', 'close');
    assert.deepEqual(
      [closed.status, closed.facts['filedAs'], closed.words.done, late(closed)],
      ['closed', 'valve-late', '阀门已开', []],
    );
  });

  test('H-flow3 the detailed record: who, where, what happened and what is asked, word for word', async () => {
    const { words, facts } = await heatingComplaint(desk, {
      words: { description: '昨晚起不热', demand: '恢复供热', complainedOf: '东供热站' },
      input: { category: 'not-warm' },
    });
    assert.deepEqual(
      [words.customer, words.place, words.description, words.demand, words.complainedOf],
      ['热用户甲', '3号楼301', '昨晚起不热', '恢复供热', '东供热站'],
    );
    assert.doesNotMatch(JSON.stringify(facts), /热用户|138|东供热站|不热/);
  });

  test('H-9c the nine channels are on the list, four of them authorities; another one is refused', async () => {
    const channels = heating.lists!['channels']!;
    const nine = [
      'hotline',
      'hall',
      'letter',
      'visit',
      'petition-office',
      'mayors-line',
      'county-heads-line',
      'livelihood-network',
      'company-site',
    ];
    assert.deepEqual(
      nine.filter((one) => !channels[one]),
      [],
    );
    assert.deepEqual(
      Object.keys(channels).filter((one) => channels[one]!['authority']),
      ['petition-office', 'mayors-line', 'county-heads-line', 'livelihood-network'],
    );
    const answer = await desk.ledger.open(
      actorOf('h01'),
      {
        kind: 'heating-complaint',
        rulebook: 'heating',
        site: 'north-town-heat',
        input: { channel: 'pigeon', words: { subject: '不热' } },
      },
      'pigeon',
    );
    assert.ok(isRefusal(answer) && answer.code === 'bad-input' && answer.text.en.includes('channels'));
  });

  test('H-9b a visit in person is put to the CS manager too', async () => {
    const { number } = await heatingComplaint(desk, { input: { channel: 'visit' } });
    assert.deepEqual(await toldBy(desk, number, 'record'), ['heating-cs-manager', 'heating-deputy-manager']);
  });

  for (const [what, input] of [
    ['important', { gravity: 'important' }],
    ['major', { gravity: 'major' }],
    ['sudden', { gravity: 'sudden' }],
    ["from the company's site", { channel: 'company-site' }],
    ["from the mayor's line", { channel: 'mayors-line', authorityDueAt: shanghaiTime('11-27 17:00') }],
    ["from the county head's line", { channel: 'county-heads-line', authorityDueAt: shanghaiTime('11-27 17:00') }],
    ['from the livelihood network', { channel: 'livelihood-network', authorityDueAt: shanghaiTime('11-27 17:00') }],
  ] as const) {
    test(`H-flow2 what is ${what} goes before the responsible leader and waits for the general manager's instruction`, async () => {
      const { number, facts } = await heatingComplaint(desk, { input });
      assert.equal(facts['goesUp'], true);
      assert.ok((await toldBy(desk, number, 'record')).includes('heating-responsible-leader'));
      await sort(number, 'old-network');
      assert.deepEqual(said(await desk.refused(number, 'h06', 'instruct', { words: '速办' })), [
        'missing-step',
        'H-flow2',
      ]);
      await desk.act(number, 'h01', 'report-up');
      assert.deepEqual(await toldBy(desk, number, 'report-up'), ['general-manager', 'heating-responsible-leader']);
      assert.deepEqual(said(await desk.refused(number, 'h01', 'pass-on')), ['missing-step', 'H-flow2']);
      assert.equal((await desk.refused(number, 'h07', 'instruct', { words: '速办' })).code, 'role-may-not');
      await desk.act(number, 'h06', 'instruct', { words: '速办' });
      assert.deepEqual(await toldBy(desk, number, 'instruct'), ['heating-agent']);
      await desk.act(number, 'h01', 'pass-on');
      assert.deepEqual(said(await desk.refused(number, 'h13', 'accept')), ['bad-input', undefined]);
      assert.equal((await desk.act(number, 'h13', 'accept', { responsible: 'h13' })).facts['responsible'], 'h13');
    });
  }

  test('H-flow2 gravity is only raised; raised when the department has it already, the instruction is still asked before it finishes', async () => {
    const { number } = await driveHeatingComplaint(desk, 'in-hand');
    assert.deepEqual(said(await desk.refused(number, 'h06', 'instruct', { words: '速办' })), [
      'missing-step',
      'H-flow2',
    ]);
    desk.time.set(shanghaiTime('11-23 10:00'));
    const raised = await desk.act(number, 'h04', 'raise-gravity', { gravity: 'major', reason: '多户反映' });
    assert.deepEqual([raised.facts['goesUp'], inShanghai(clockOf(raised, 'report-up').due)], [true, '11-23 10:30']);
    assert.deepEqual(
      said(await desk.refused(number, 'h04', 'raise-gravity', { gravity: 'important', reason: '误判' })),
      ['bad-input', 'H-flow2'],
    );
    assert.deepEqual(said(await desk.refused(number, 'h13', 'finish', { done: '已处理' })), [
      'missing-step',
      'H-flow2',
    ]);
    assert.deepEqual(said(await desk.refused(number, 'h06', 'instruct', { words: '速办' })), [
      'missing-step',
      'H-flow2',
    ]);
    await desk.act(number, 'h01', 'report-up');
    await desk.act(number, 'h06', 'instruct', { words: '速办' });
    assert.equal((await desk.act(number, 'h13', 'finish', { done: '已处理' })).status, 'done');
  });

  for (const [category, department, course] of [
    ['not-warm', 'production', 'repair'],
    ['attitude', 'customer-service', 'conduct'],
    ['old-network', 'network', 'network'],
    ['thermostat', 'customer-service', 'guidance'],
    ['valve-late', 'production', 'valve'],
    ['cut-off', 'finance', 'fees'],
    ['late-fee', 'finance', 'fees'],
    ['above-standard', 'production', 'measure'],
  ] as const) {
    test(`H-cat ${category} goes to ${department}, where somebody accepts it`, async () => {
      const { number } = await heatingComplaint(desk);
      const sorted = await sort(number, category);
      assert.deepEqual(
        [sorted.department, sorted.facts['course'], Object.keys(heating.lists!['categories']!).length],
        [department, course, 8],
      );
      await desk.act(number, 'h04', 'report-up');
      await desk.act(number, 'h01', 'pass-on');
      assert.equal(
        (await desk.act(number, department === 'customer-service' ? 'h05' : 'h13', 'accept', { responsible: 'h12' }))
          .status,
        'in-hand',
      );
    });
  }

  test('H-proc1 the department may pass it to the right one, which accepts anew', async () => {
    const { number } = await driveHeatingComplaint(desk, 'in-hand');
    assert.deepEqual(
      said(await desk.refused(number, 'h13', 'transfer', { department: 'production', reason: '同部室' })),
      ['already-done', 'H-proc1'],
    );
    const moved = await desk.act(number, 'h13', 'transfer', { department: 'finance', reason: '属收费' });
    assert.deepEqual([moved.status, moved.department, clockOf(moved, 'accept').metAt], ['passed', 'finance', null]);
    const other = await hire(
      desk.database.source,
      actorIn('department-concerned', { id: 'some-network-head', department: 'network' }),
    );
    assert.equal((await desk.refused(number, other, 'accept', { responsible: 'h13' })).code, 'role-may-not');
  });

  test("H-proc2 'not warm' opens a repair of its own, waits for its outcome, and not solved opens the next with the next round", async () => {
    const { number } = await driveHeatingComplaint(desk, 'in-hand', {
      category: 'not-warm',
      input: { area: 'outside-town' },
    });
    const repair = await openAsked(desk, number);
    assert.deepEqual(
      [repair.kind, repair.facts['area'], repair.facts['source'], repair.words.place, repair.words.phone],
      ['heating-repair', 'outside-town', 'complaint', '3号楼301', '13800000001'],
    );
    assert.deepEqual(await toldBy(desk, repair.number, 'record'), ['heating-dispatch', 'repair-lead']);
    const refusal = await desk.refused(number, 'h13', 'finish', { done: '已修' });
    assert.deepEqual([...said(refusal), refusal.text.en.includes(repair.number)], ['missing-step', 'H-proc2', true]);
    await endAsked(desk, number, repair.number);
    assert.ok((await toldBy(desk, number, 'child-outcome')).includes('department-concerned'));
    await desk.act(number, 'h13', 'finish', { done: '已修' });
    const again = await desk.act(number, 'h02', 'revisit', { outcome: 'not-satisfied', channel: 'phone' });
    assert.deepEqual(
      [again.status, again.round, again.links.filter(({ relation }) => relation === 'child').map(({ state }) => state)],
      ['in-hand', 2, ['ended', 'asked']],
    );
    await endAsked(desk, number, (await openAsked(desk, number)).number);
    assert.equal((await desk.act(number, 'h13', 'finish', { done: '再修' })).status, 'done');
  });

  test('H-proc2 another complaint may have a repair opened too, one at a time', async () => {
    const { number } = await driveHeatingComplaint(desk, 'in-hand');
    await desk.act(number, 'h13', 'open-repair');
    assert.deepEqual(said(await desk.refused(number, 'h13', 'open-repair')), ['missing-step', 'H-proc2']);
    await endAsked(desk, number, (await openAsked(desk, number)).number);
    assert.equal((await desk.act(number, 'h13', 'finish', { done: '已修' })).status, 'done');
  });

  test('H-3c a grave event behind a complaint is told to leader on duty and general manager', async () => {
    const { number } = await driveHeatingComplaint(desk, 'in-hand');
    await desk.act(number, 'h13', 'report-grave', { words: '换热站停运' });
    assert.deepEqual(await toldBy(desk, number, 'report-grave'), ['general-manager', 'leader-on-duty']);
  });

  test('HC-supervise the user chases: counted, and whoever has it in hand hears of it', async () => {
    const { number } = await heatingComplaint(desk);
    const urged = await desk.act(number, 'h01', 'urge', { words: '怎么还没人来' });
    assert.equal(urged.facts['timesRaised'], 2);
    assert.deepEqual(said(await desk.refused(number, 'h01', 'urge')), ['too-soon', 'HC-supervise']);
  });

  test('X-12 H-flow3 an anonymous user without a number is not called, and the complaint is filed', async () => {
    const { number } = await driveHeatingComplaint(desk, 'done', { words: { phone: '' }, input: { anonymous: true } });
    assert.deepEqual(said(await desk.refused(number, 'h02', 'revisit', satisfied)), ['bad-input', 'X-12']);
    await desk.act(number, 'h02', 'revisit', { outcome: 'not-possible', channel: 'phone' });
    await desk.act(number, 'h01', 'feed-back', { words: '无联系方式' });
    assert.equal((await desk.act(number, 'h01', 'close')).status, 'closed');
  });

  test('HC-line agent and clerk, deputy, CS manager, general manager: whom nobody holds is stood in for one level up', async () => {
    const line = (role: string): string[] => [
      role,
      ...(heating.roles[role]!.reportsTo ? line(heating.roles[role]!.reportsTo!) : []),
    ];
    const rest = ['heating-deputy-manager', 'heating-cs-manager', 'general-manager'];
    assert.deepEqual(
      [line('heating-agent'), line('heating-clerk')],
      [
        ['heating-agent', ...rest],
        ['heating-clerk', ...rest],
      ],
    );
    await withClient(desk.database.ownerUrl, (client) =>
      client.query(`DELETE FROM posts WHERE role = 'heating-deputy-manager'`),
    );
    const { number } = await heatingComplaint(desk);
    const told = await desk.database.source.query(
      `SELECT role, person_id FROM notices WHERE number = $1 AND person_id IS NOT NULL AND kind <> 'unheld'`,
      [number],
    );
    assert.deepEqual(
      told.map(({ person_id }: { person_id: string }) => person_id),
      ['h05'],
    );
    await desk.database.source.query(`INSERT INTO posts (person_id, role) VALUES ('h04', 'heating-deputy-manager')`);
  });

  const course: Record<string, [who: string, act: string, input?: object]> = {
    recorded: ['heating-deputy-manager', 'sort', { category: 'valve-late', finding: '属实' }],
    sorted: ['heating-agent', 'pass-on'],
    passed: ['h13', 'accept', { responsible: 'h13' }],
    'in-hand': ['h13', 'finish', { done: '已处理' }],
    done: ['heating-clerk', 'revisit', satisfied],
    revisited: ['heating-agent', 'close'],
  };
  for (const status of heatingComplaintStatuses) {
    test(`X-10 H-proc1 while ${status} no other step of the course is taken, none by a role that has no part in it, and none twice`, async () => {
      const { number, seq } = await driveHeatingComplaint(desk, status);
      for (const [at, [who, act, input]] of Object.entries(course)) {
        assert.equal(
          (await desk.refused(number, 'fee-collector', act, input)).code,
          'role-may-not',
          `${act} by a fee collector`,
        );
        if (at === status) continue;
        const refusal = await desk.refused(number, who, act, input);
        assert.equal(refusal.code, 'not-in-this-status', `${act} while ${status}`);
        assert.match(refusal.clause ?? 'none', /^H/);
      }
      assert.equal((await desk.state(number)).seq, seq);
    });
  }

  test('H-flow3 H-4 nobody who had a part in the work makes the revisit: neither who accepted nor the one responsible', async () => {
    for (const handler of [actorIn('heating-agent', { id: 'h13' }), actorIn('heating-agent', { id: 'h12' })]) {
      const { number } = await driveHeatingComplaint(desk, 'passed');
      await desk.act(number, 'h13', 'accept', { responsible: 'h12' });
      await desk.act(number, actorIn('department-concerned', { id: 'another-head' }), 'finish', { done: '已处理' });
      assert.deepEqual(said(await desk.refused(number, handler, 'revisit', satisfied)), [
        'not-by-the-handler',
        'H-flow3',
      ]);
      assert.equal((await desk.act(number, 'h02', 'revisit', satisfied)).status, 'revisited');
    }
  });

  test('H-9c H-cat H-5a the lists hang together: departments, reply forms and degrees', () => {
    const { categories, channels, standards, replyForms } = heating.lists!;
    assert.deepEqual(
      Object.values(categories!).filter(({ department }) => !heating.departments[String(department)]),
      [],
    );
    assert.deepEqual(
      Object.values(channels!).filter(
        ({ authority, replyForm }) => authority === true && !replyForms![String(replyForm)],
      ),
      [],
    );
    assert.deepEqual(
      Object.values(standards!).filter(({ degrees }) => typeof degrees !== 'number'),
      [],
    );
  });

  test('the same key twice records one complaint', async () => {
    const open = () =>
      desk.ledger.open(
        actorOf('h01'),
        {
          kind: 'heating-complaint',
          rulebook: 'heating',
          site: 'north-town-heat',
          input: { channel: 'hotline', words: { subject: '不热' } },
        },
        'one-key',
      );
    assert.equal(accepted(await open()).state.number, accepted(await open()).state.number);
  });
});
