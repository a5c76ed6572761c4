// Emergencies by their plans, and drills of them: from the start at once to the lessons.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { createActivities, type Activities } from '../../activities/activities.js';
import { DeliveryService } from '../../activities/delivery.service.js';
import { act } from '../../domain/deciding/act.js';
import type { CaseState } from '../../domain/case/case.js';
import { id } from '../../domain/case/fields.js';
import { plansOf } from '../../domain/rulebook/plans.js';
import { isRefusal } from '../../domain/refusal.js';
import { actorIn } from '../support/actors.js';
import { clockOf, TestLedger } from '../support/test-ledger.js';
import { withActs } from '../support/scenarios/extra-acts.js';
import { shanghaiTime, assertDeadline, type Act, type Deadline } from '../support/deadline.js';
import { sites } from '../support/plans-and-duties.js';
import { shipped } from '../support/shipped.js';
import { signature } from '../support/engine-keys.js';

type Org = keyof typeof sites;

describe('emergencies and drills', () => {
  let desk: TestLedger;
  let activities: Activities;
  beforeAll(async () => {
    // The help request that does so stands elsewhere: here any case does.
    withActs('repair', {
      'raise-alarm': act({
        name: { 'zh-CN': '报警', en: 'Raise the alarm' },
        clause: 'P-4.7',
        from: 'open',
        by: ['staff'],
        fields: { plan: id('预案', 'Plan.') },
        effects: ({ input }) => ({
          childCases: [{ kind: 'emergency', input: { channel: 'help-request', plan: input.plan } }],
        }),
      }),
    });
    desk = await TestLedger.start({ at: shanghaiTime('11-23 09:00') });
    activities = createActivities({ signature, ledger: desk.ledger, deliveries: new DeliveryService(desk.ledger) });
  });
  afterAll(() => desk.stop());

  const names: Record<string, string> = { fire: '火灾消防预案' };
  const started = (rulebook: Org, by: string, plan: string, more: object = {}): Promise<CaseState> =>
    desk.opened(by, {
      kind: 'emergency',
      rulebook,
      site: sites[rulebook],
      input: { channel: 'phone', plan, words: { subject: names[plan] ?? '突发事件', place: '3号楼' }, ...more },
    });
  const told = async (number: string) => (await desk.entries(number)).at(-1)!.notices.map(({ role }) => role);
  const running = ({ clocks }: CaseState) =>
    clocks.filter(({ metAt, stoppedAt }) => !metAt && !stoppedAt).map(({ rule }) => rule);
  const ticks = async (number: string, by: string, ...items: string[]) => {
    for (const item of items) await desk.act(number, by, 'tick', { item });
  };

  it('P-4.7 fire and flood follow their plans: started by whoever sees it, superiors told at once, each item with its clock, restored, reported, learnt from', async () => {
    const fire = await started('property', 'p10', 'fire');
    assert.deepEqual([fire.status, fire.words.subject, fire.facts['drill']], ['responding', '火灾消防预案', false]);
    assert.deepEqual(await told(fire.number), [
      'duty-supervisor',
      'office-director',
      'responsible-leader',
      'guard',
      'maintenance',
    ]);
    assert.deepEqual(running(fire), ['take-charge', 'call-outside', 'restore', 'evacuate', 'cut-power']);
    const { number } = fire;
    await desk.act(number, 'p11', 'take-charge', { words: '先疏散' });
    await desk.act(number, 'p11', 'call-outside', { service: '119' });
    assert.equal((await desk.act(number, 'p11', 'call-outside', { service: '120' })).facts['calledOutside'], '119 120');
    await ticks(number, 'p10', 'evacuate');
    assert.equal((await desk.refused(number, 'p10', 'tick', { item: 'evacuate' })).code, 'already-done');
    assert.equal(
      (await desk.refused(number, 'p10', 'tick', { item: 'pump-out' })).code,
      'bad-input',
      'not of this plan',
    );
    assert.equal(
      (await desk.refused(number, 'p10', 'tick', { item: 'check-damage' })).code,
      'missing-step',
      'not of this phase',
    );
    assert.equal((await desk.refused(number, 'p10', 'recover', { words: 'x' })).code, 'not-in-this-status');
    assert.equal((await desk.refused(number, 'p10', 'stand-down', { words: 'x' })).code, 'role-may-not');
    await ticks(number, 'p09', 'cut-power');
    const over = await desk.act(number, 'p11', 'stand-down', { words: '明火已灭' });
    assert.deepEqual([over.status, running(over)], ['recovering', ['restore', 'check-damage']]);
    await desk.act(number, 'p09', 'recover', { words: '已恢复供电' });
    assert.equal(
      (await desk.refused(number, 'p11', 'report', { words: 'x' })).text.en,
      "'damage and remaining danger checked' is not ticked off yet (tick, check-damage).",
    );
    await ticks(number, 'p08', 'check-damage');
    await desk.act(number, 'p11', 'report', { words: '起火经过', injured: 0 });
    assert.equal(
      (await desk.refused(number, 'p04', 'review', { lessons: 'x' })).code,
      'missing-step',
      'prevention is settled first',
    );
    await ticks(number, 'p11', 'remove-cause');
    assert.equal((await desk.act(number, 'p04', 'review', { lessons: '加装喷淋' })).status, 'closed');
  });

  it('P-4.7 prevention is settled before the lessons end the case', async () => {
    const { number } = await started('property', 'p01', 'flood');
    await desk.act(number, 'p11', 'stand-down', { words: '水已止' });
    await desk.act(number, 'p09', 'recover', { words: '已恢复' });
    await ticks(number, 'p08', 'check-damage', 'remove-cause');
    await desk.act(number, 'p11', 'report', { words: '水管爆裂' });
    const { status, facts, words } = await desk.act(number, 'p04', 'review', { lessons: '更换老旧管道' });
    assert.deepEqual([status, facts['outcome'], words.result], ['closed', 'handled', '水管爆裂']);
    assert.doesNotMatch(JSON.stringify(facts), /管/);
  });

  it('P-4.6 crime and accidents follow the public-order plan', async () => {
    const crime = await started('property', 'p11', 'public-order');
    assert.deepEqual(running(crime), ['take-charge', 'call-outside', 'restore', 'secure-scene', 'keep-recordings']);
    await ticks(crime.number, 'p10', 'secure-scene', 'keep-recordings');
    const after = await desk.act(crime.number, 'p11', 'call-outside', { service: '110' });
    assert.deepEqual(running(after), ['take-charge', 'restore']);
  });

  for (const [title, plan] of [
    ['P-4.6 another case has the public-order plan opened, which reports its outcome to it', 'public-order'],
    ['P-4.7 another case has the fire plan opened, which reports its outcome to it', 'fire'],
  ] as const) {
    it(title, async () => {
      const { number } = await desk.repair();
      await desk.act(number, 'p01', 'raise-alarm', { plan });
      const child = (await activities.openAsked(number, 'emergency-1')).view.children[0]!;
      const state = await desk.state(child);
      assert.deepEqual(
        [
          state.facts['plan'],
          state.status,
          state.words.phone,
          state.links.map(({ relation, number: parent }) => [relation, parent]),
        ],
        [plan, 'responding', '13800000000', [['parent', number]]],
      );
      assert.ok((await desk.entries(child))[0]!.notices.some(({ role }) => role === 'office-director'));
      await desk.act(child, 'p11', 'false-alarm', { reason: '误报' });
      await activities.reportOutcome(child);
      assert.deepEqual(
        (await desk.state(number)).links.map(({ kind, state: standing, outcome }) => [kind, standing, outcome]),
        [['emergency', 'ended', 'false-alarm']],
      );
    });
  }

  it('HH-11 in an event the plan starts at once by whoever works there, and superiors are told with the same entry', async () => {
    for (const by of ['heating-clerk', 'district-maintenance', 'inspector']) {
      const { number } = await started('heating', by, 'fire');
      assert.deepEqual((await told(number)).slice(0, 3), [
        'leader-on-duty',
        'general-manager',
        'heating-responsible-leader',
      ]);
    }
    const refused = await desk.ledger.open(
      actorIn('user'),
      {
        kind: 'emergency',
        rulebook: 'heating',
        site: sites.heating,
        input: { channel: 'phone', plan: 'fire', words: { subject: '着火' } },
      },
      'user',
    );
    assert.ok(isRefusal(refused) && refused.code === 'role-may-not');
  });

  it('HH-10 what is foreseen is a warning first; it comes, or comes to nothing; then recovery and prevention', async () => {
    const { number, status, ...warned } = await started('heating', 'heating-dispatch', 'heat-loss', { warning: true });
    assert.deepEqual(
      [status, running(warned as CaseState)],
      ['warning', ['take-charge', 'settle-warning', 'stand-by']],
    );
    assert.equal((await desk.refused(number, 'repair-lead', 'tick', { item: 'switch-over' })).code, 'missing-step');
    await ticks(number, 'repair-lead', 'stand-by');
    const come = await desk.act(number, 'heating-dispatch', 'begin');
    assert.deepEqual(
      [come.status, running(come)],
      ['responding', ['take-charge', 'restore', 'switch-over', 'tell-users']],
    );
    const nothing = await started('heating', 'heating-dispatch', 'heat-loss', { warning: true });
    const over = await desk.act(nothing.number, 'leader-on-duty', 'stand-down', { words: '寒潮减弱' });
    assert.deepEqual([over.status, running(over)], ['recovered', ['report', 'prevent']]);
  });

  it('HH-10 a drill runs the same way, is marked wherever it is seen, and calls nobody from outside', async () => {
    for (const plan of ['fire', 'earthquake', 'network-failure']) {
      const { number, words, clocks } = await started('heating', 'heating-deputy-manager', plan, { drill: true });
      assert.match(words.subject!, /^【演练】/);
      assert.ok(
        clocks.length > 2 && clocks.every(({ rule }) => rule.startsWith('drill-')),
        `${plan}: ${clocks.map(({ rule }) => rule).join()}`,
      );
      assert.ok(!clocks.some(({ rule }) => rule.includes('call-outside')));
      const texts = (await desk.entries(number)).flatMap((row) => row.notices.map(({ text }) => text));
      assert.ok(
        texts.length > 0 &&
          texts.every(
            (text: { en: string; 'zh-CN': string }) =>
              text.en.startsWith('Drill: ') && text['zh-CN'].startsWith('【演练】'),
          ),
      );
      const refused = await desk.refused(number, 'heating-dispatch', 'call-outside', { service: '119' });
      assert.deepEqual([refused.code, refused.clause], ['bad-input', 'HH-10']);
    }
    const { number } = await started('heating', 'heating-deputy-manager', 'network-failure', { drill: true });
    await ticks(number, 'heating-deputy-manager', 'by-hand');
    await desk.act(number, 'leader-on-duty', 'stand-down', { words: '结束' });
    await desk.act(number, 'repair-lead', 'recover', { words: '恢复' });
    await ticks(number, 'repair-lead', 'check-after', 'prevent');
    await desk.act(number, 'heating-deputy-manager', 'report', { words: '演练情况' });
    assert.equal(
      (await desk.act(number, 'general-manager', 'review', { lessons: '备用电话号码要上墙' })).facts['outcome'],
      'drilled',
    );
  });

  it('H-8 electricity, water, heat, bursts and leaks each have their plan with something to do at once', async () => {
    for (const plan of ['power-loss', 'water-loss', 'heat-loss', 'burst', 'leak']) {
      const { clocks } = await started('heating', 'repair-lead', plan);
      assert.ok(clocks.filter(({ clause }) => clause === 'H-8').length >= 3, plan);
    }
  });

  it('X-9 nobody withdraws an emergency: it is stood down, or filed as a false alarm by who leads', async () => {
    const { number } = await started('power', 'seat-agent', 'storm');
    assert.equal((await desk.refused(number, 'seat-agent', 'withdraw', { reason: 'x' })).code, 'unknown-act');
    assert.equal((await desk.refused(number, 'seat-agent', 'false-alarm', { reason: 'x' })).code, 'role-may-not');
    const { facts, clocks } = await desk.act(number, 'duty-director', 'false-alarm', { reason: '线路正常' });
    assert.deepEqual(
      [facts['outcome'], clocks.filter(({ metAt, stoppedAt }) => !metAt && !stoppedAt)],
      ['false-alarm', []],
    );
    assert.equal(
      (await desk.refused(number, 'duty-director', 'false-alarm', { reason: 'x' })).code,
      'not-in-this-status',
    );
    assert.ok(shipped.every((rulebook) => Object.keys(plansOf(rulebook)).length >= 3));
  });

  const holding = (rulebook: Org, by: string, plan: string, first: Act[], deadline: Omit<Deadline, 'given'>) =>
    assertDeadline(desk, {
      ...deadline,
      given: async () => {
        const { number } = await started(rulebook, by, plan, first[0]?.[1] === 'begin' ? { warning: true } : {});
        for (const [who, name, input] of first) await desk.act(number, who, name, input ?? {});
        return number;
      },
    });
  const up = (due: string, who: string, second: string, urge: string): Deadline['ladder'] => [
    [due, who, 'duty-supervisor'],
    [second, 'office-director'],
    [urge, who, 'office-director'],
  ];

  it('P-4.7 everybody is out within 5 minutes, help is called within 2, somebody is in charge within 10, order is back within 12 hours', async () => {
    const shared = { clause: 'P-4.7', house: true } as const;
    await holding('property', 'p10', 'fire', [], {
      ...shared,
      rule: 'evacuate',
      warn: '11-23 09:03',
      due: '11-23 09:05',
      met: [['p10', 'tick', { item: 'evacuate' }]],
      ladder: up('11-23 09:05', 'guard', '11-23 09:07', '11-23 09:12'),
    });
    await holding('property', 'p10', 'fire', [], {
      ...shared,
      rule: 'call-outside',
      warn: '11-23 09:01:12',
      due: '11-23 09:02',
      met: [['p11', 'call-outside', { service: '119' }]],
      ladder: up('11-23 09:02', 'monitor-room', '11-23 09:04', '11-23 09:06'),
    });
    await holding('property', 'p10', 'flood', [], {
      ...shared,
      rule: 'shut-valve',
      warn: '11-23 09:06',
      due: '11-23 09:10',
      met: [['p09', 'tick', { item: 'shut-valve' }]],
      ladder: up('11-23 09:10', 'maintenance', '11-23 09:12', '11-23 09:17'),
    });
    await holding('property', 'p10', 'fire', [], {
      ...shared,
      rule: 'take-charge',
      warn: '11-23 09:06',
      due: '11-23 09:10',
      met: [['p11', 'take-charge']],
      ladder: [
        ['11-23 09:10', 'duty-supervisor', 'office-director'],
        ['11-23 09:15', 'responsible-leader'],
        ['11-23 09:20', 'duty-supervisor', 'responsible-leader'],
      ],
    });
    await holding('property', 'p10', 'fire', [['p11', 'stand-down', { words: '已灭' }]], {
      ...shared,
      rule: 'restore',
      warn: '11-23 16:12',
      due: '11-23 21:00',
      met: [['p09', 'recover', { words: '恢复' }]],
      ladder: [
        ['11-23 21:00', 'duty-supervisor', 'office-director'],
        ['11-23 23:00', 'responsible-leader'],
        ['11-24 00:00', 'duty-supervisor', 'responsible-leader'],
      ],
    });
  });

  it('P-4.6 the scene is secured within 5 minutes and the recordings are kept within 30', async () => {
    const shared = { clause: 'P-4.6', house: true } as const;
    await holding('property', 'p10', 'public-order', [], {
      ...shared,
      rule: 'secure-scene',
      warn: '11-23 09:03',
      due: '11-23 09:05',
      met: [['p10', 'tick', { item: 'secure-scene' }]],
      ladder: up('11-23 09:05', 'guard', '11-23 09:07', '11-23 09:12'),
    });
    await holding('property', 'p10', 'public-order', [], {
      ...shared,
      rule: 'keep-recordings',
      warn: '11-23 09:18',
      due: '11-23 09:30',
      met: [['p11', 'tick', { item: 'keep-recordings' }]],
      ladder: up('11-23 09:30', 'monitor-room', '11-23 09:32', '11-23 09:37'),
    });
  });

  const heat = (due: string, who: string, second: string, urge: string): Deadline['ladder'] => [
    [due, who, 'leader-on-duty'],
    [second, 'general-manager'],
    [urge, who, 'general-manager'],
  ];
  it('H-8 a burst is shut off within 30 minutes and heat is restored within 8 hours', async () => {
    const shared = { clause: 'H-8', house: true } as const;
    await holding('heating', 'heating-dispatch', 'burst', [], {
      ...shared,
      rule: 'shut-off',
      warn: '11-23 09:18',
      due: '11-23 09:30',
      met: [['repair-lead', 'tick', { item: 'shut-off' }]],
      ladder: heat('11-23 09:30', 'repair-lead', '11-23 09:35', '11-23 09:40'),
    });
    await holding('heating', 'heating-dispatch', 'heat-loss', [['leader-on-duty', 'stand-down', { words: 'x' }]], {
      ...shared,
      rule: 'restore',
      warn: '11-23 13:48',
      due: '11-23 17:00',
      met: [['repair-lead', 'recover', { words: '恢复供热' }]],
      ladder: [
        ['11-23 17:00', 'leader-on-duty', 'general-manager'],
        ['11-23 18:00', 'heating-responsible-leader'],
        ['11-23 19:00', 'leader-on-duty', 'heating-responsible-leader'],
      ],
    });
  });

  it('HH-11 somebody is in charge within 15 minutes, HH-10 work goes on by hand within 15 minutes of a network failure', async () => {
    await holding('heating', 'heating-agent', 'fire', [], {
      clause: 'HH-11',
      house: true,
      rule: 'take-charge',
      warn: '11-23 09:09',
      due: '11-23 09:15',
      met: [['leader-on-duty', 'take-charge']],
      ladder: [
        ['11-23 09:15', 'leader-on-duty', 'general-manager'],
        ['11-23 09:25', 'heating-responsible-leader'],
        ['11-23 09:30', 'leader-on-duty', 'heating-responsible-leader'],
      ],
    });
    await holding('heating', 'heating-agent', 'network-failure', [], {
      clause: 'HH-10',
      house: true,
      rule: 'by-hand',
      warn: '11-23 09:09',
      due: '11-23 09:15',
      met: [['heating-deputy-manager', 'tick', { item: 'by-hand' }]],
      ladder: [
        ['11-23 09:15', 'heating-deputy-manager', 'leader-on-duty'],
        ['11-23 09:20', 'general-manager'],
        ['11-23 09:25', 'heating-deputy-manager', 'general-manager'],
      ],
    });
    assert.equal(clockOf(await started('heating', 'heating-agent', 'fire'), 'take-charge').clause, 'HH-11');
  });
});
