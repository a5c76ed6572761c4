// The stories whose histories are kept: every branch of the workflows' code is in one of them.
import {
  createVersionMigration,
  startVersionMigration,
  type VersionMigration,
} from '../../ledger/versions/migrations.js';
import { publishVersion, uploadVersion } from '../../ledger/versions/publishing.js';
import { schedulesOf } from '../../temporal/schedules.js';
import type { DutyOpened } from '../../workflows/messages.js';
import { joiningActs, openingActs, withActs } from '../support/scenarios/extra-acts.js';
import { eventually } from '../support/eventually.js';
import { shipped } from '../support/shipped.js';
import {
  complaint,
  playSteps,
  finishComplaint,
  heating,
  later,
  plain,
  power,
  repair,
  said,
  words,
  workRepair,
  type Story,
  type StoryStep,
} from './play.js';
import { utilityStories } from './stories-of-utilities.js';
import { takeClockAway } from '../support/workflow/take-clock-away.js';

/** Each plays on a desk whose time can be turned, and gives the numbers of its cases. */
export const stories: Record<string, Story> = {
  'minor-in-time': async (desk) => {
    const number = await complaint(desk);
    await desk.act('p01', number, 'sort', {
      valid: true,
      grounds: ['slight-inconvenience'],
      department: 'engineering',
    });
    await desk.settled();
    await desk.act('p08', number, 'sign');
    await finishComplaint(desk, number);
    await desk.settled();
    await desk.act('p01', number, 'revisit', { outcome: 'satisfied', channel: 'phone' });
    await desk.act('p01', number, 'close');
    return [number];
  },
  'important-late-and-again': async (desk) => {
    const number = await complaint(desk, true);
    await desk.sleepUntil(await later(desk, 1));
    await desk.act('p12', number, 'relieve', { words: 'shut off' });
    await desk.act('p01', number, 'sort', { valid: true, grounds: ['service-at-fault'], department: 'engineering' });
    await desk.sleepUntil(await later(desk, 3));
    await desk.act('p01', number, 'report-up');
    await desk.act('p08', number, 'sign');
    await desk.settled();
    await finishComplaint(desk, number);
    await desk.act('p01', number, 'revisit', { outcome: 'not-satisfied', channel: 'phone' });
    await desk.settled();
    await finishComplaint(desk, number);
    await desk.act('p01', number, 'revisit', { outcome: 'satisfied', channel: 'phone' });
    await desk.act('p01', number, 'close');
    return [number];
  },
  'raised-to-major-with-a-signal-from-outside': async (desk) => {
    const number = await complaint(desk);
    await desk.act('p01', number, 'sort', {
      valid: true,
      grounds: ['slight-inconvenience'],
      department: 'engineering',
    });
    await desk.settled();
    await desk.engine.handle(number).signal('note', { words: 'seen' });
    await eventually(async () => (await desk.state(number)).marks['note'] !== undefined);
    await desk.act('p03', number, 'raise-tier', { tier: 'major', cause: 'grew', reason: 'injury' });
    await desk.act('p01', number, 'report-up');
    await desk.settled();
    await desk.act('p06', number, 'instruct', { words: 'at once' });
    await desk.settled();
    await desk.act('p06', number, 'call-meeting', { words: 'today' });
    await desk.act('p06', number, 'answer', { words: 'we shall' });
    await desk.sleepUntil(await later(desk, 3));
    await desk.end(number);
    return [number];
  },
  'forged-signals-and-a-clock-taken-away': async (desk) => {
    const number = await complaint(desk);
    await desk.act('p01', number, 'sort', {
      valid: true,
      grounds: ['slight-inconvenience'],
      department: 'engineering',
    });
    await desk.settled();
    const view = desk.ledger.viewOf(await desk.state(number), false);
    await desk.engine.handle(number).signal('close', { view: { ...view, closed: true, seq: 1e9 }, acts: [] });
    await desk.signalRaw(number, 'note', 'binary/unknown', 'no JSON');
    await eventually(async () => (await desk.state(number)).marks['refuse-signal']?.times === 2);
    await takeClockAway(desk.database.source, number, 'solve-minor');
    await desk.ledgerAt(await desk.now()).act(number, 'p08', 'sign');
    await desk.settled();
    await eventually(async () => (await desk.state(number)).marks['raise-alarm'] !== undefined);
    await finishComplaint(desk, number);
    await desk.end(number);
    return [number];
  },
  'complaint-with-a-repair': async (desk) => {
    const number = await complaint(desk);
    await desk.act('p01', number, 'open-repair', { repairType: 'electrical', item: 'lamp' });
    await desk.settled();
    await eventually(async () => (await desk.state(number)).links[0]?.state === 'open');
    const opened = (await desk.state(number)).links[0]!.number!;
    await workRepair(desk, opened);
    await desk.act('p01', opened, 'revisit', { outcome: 'satisfied', channel: 'phone' });
    await desk.act('p01', opened, 'close');
    await eventually(async () => (await desk.state(number)).links[0]?.state === 'ended');
    await desk.end(number);
    return [number, opened];
  },
  'repair-that-opens-a-complaint': async (desk) => {
    withActs('repair', openingActs);
    const number = await repair(desk);
    await desk.act('p01', number, 'open-complaint', { kind: 'journey' });
    await desk.act('p01', number, 'open-complaint');
    await desk.settled();
    await eventually(async () => (await desk.state(number)).links[1]?.state === 'open');
    await desk.end((await desk.state(number)).links[1]!.number!);
    await desk.settled();
    await eventually(async () => (await desk.state(number)).links[1]?.state === 'ended');
    await desk.end(number);
    return [number];
  },
  'complaint-that-tells-those-joined-to-it': async (desk) => {
    withActs('complaint', joiningActs);
    const [number, other] = [await complaint(desk), await complaint(desk)];
    await desk.act('p01', other, 'wait-on', { number });
    await desk.act('p01', number, 'announce', { words: 'the lamps are on again' });
    await desk.settled();
    await eventually(async () => (await desk.state(number)).broadcasts[0]?.state === 'done');
    await desk.end(other);
    await desk.end(number);
    return [number];
  },
  'repair-promised-and-done-again': async (desk) => {
    const number = await repair(desk);
    await desk.act('p01', number, 'notify');
    await desk.act('p09', number, 'cannot-do', { reason: 'no part' });
    await desk.act('p01', number, 'promise', { promisedAt: await later(desk, 4) });
    await desk.sleepUntil(await later(desk, 6));
    await desk.act('p01', number, 'promise', { promisedAt: await later(desk, 4), apology: true });
    await desk.act('p09', number, 'arrive');
    await desk.act('p09', number, 'start');
    await desk.act('p09', number, 'finish', { result: 'done' });
    await desk.act('p09', number, 'report', { words: 'done' });
    await desk.act('p01', number, 'revisit', { outcome: 'not-satisfied', channel: 'phone' });
    await desk.settled();
    await workRepair(desk, number);
    await desk.act('p01', number, 'revisit', { outcome: 'satisfied', channel: 'phone' });
    await desk.act('p01', number, 'close');
    return [number];
  },
  'duty-late-sent-back-and-signed-off': plain(
    'p03',
    { kind: 'duty', input: { duty: 'repair-statistics', words: {} } },
    [
      ['p03', 'start'],
      'late',
      'late',
      ['p03', 'report', { findings: said }],
      ['p04', 'send-back', { reason: said }],
      ['p03', 'report', { findings: said }],
      ['p04', 'sign-off', { words: said }],
    ],
  ),
  // The one before is of a time when no duty asked for the report of the month.
  'duty-that-asks-for-its-report': plain('p03', { kind: 'duty', input: { duty: 'complaint-statistics', words: {} } }, [
    ['p03', 'start'],
    ['p03', 'report', { findings: said }],
    ['p04', 'sign-off', { words: said }],
  ]),
  // On a desk that runs, a Schedule starts the first of the two.
  'duty-opened-when-it-comes-round': async (desk) => {
    const round = schedulesOf(shipped, [{ id: power.site, rulebooks: [power.rulebook] }], desk.engine.taskQueue).find(
      (one) => one.round.duty === 'duty-director',
    )!.round;
    const { number } = (await desk.env.client.workflow.execute('openDuty', {
      taskQueue: desk.engine.taskQueue,
      workflowId: 'a-round',
      args: [round],
    })) as DutyOpened;
    await playSteps(desk, number!, ['late', 'late', ['w06', 'report', { findings: said }]]);
    return ['a-round', number!];
  },
  'running-cases-moved-by-an-order': async (desk) => {
    const { ledger } = desk;
    await complaint(desk);
    const rulebook = { ...ledger.rulebooks.current('property')!, version: '100.1' };
    await uploadVersion(ledger, 'p13', { rulebook, text: 'rules' }, 'upload');
    await publishVersion(ledger, 'p13', rulebook, await later(desk, 1), 'publish');
    await desk.sleepUntil(await later(desk, 1.1));
    const order = (await createVersionMigration(
      ledger,
      'p13',
      { name: 'property', version: '100.1', filter: { sites: null }, reason: said },
      'order',
    )) as VersionMigration;
    await startVersionMigration(ledger, 'p13', order.id);
    await desk.env.client.workflow.execute('carryOutOrder', {
      taskQueue: desk.engine.taskQueue,
      workflowId: `order:${order.id}`,
      args: [order.id],
    });
    return [`order:${order.id}`];
  },
  'fire-with-an-item-late': plain(
    'p10',
    {
      kind: 'emergency',
      input: { channel: 'patrol', plan: 'fire', words: { subject: 'lamp burnt', place: 'lamp room' } },
    },
    [
      ['p11', 'call-outside', { service: '119' }],
      'late',
      'late',
      ...['evacuate', 'cut-power'].map((item): StoryStep => ['p10', 'tick', { item }]),
      ['p11', 'stand-down', { words: said }],
      ['p10', 'recover', { words: said }],
      ...['check-damage', 'remove-cause'].map((item): StoryStep => ['p08', 'tick', { item }]),
      ['p11', 'report', { words: said }],
      ['p04', 'review', { lessons: said }],
    ],
  ),
  'visit-too-long-and-a-hard-case': plain(
    'w05',
    { kind: 'counter-service', ...power, input: { channel: 'counter', business: 'residential-payment', words } },
    [
      ['w05', 'lead', { post: 'payment-counter' }],
      ['w05', 'serve'],
      'late',
      'late',
      ['w05', 'hard-case', { words: said }],
      ['w06', 'settle', { words: said }],
      ['w05', 'finish'],
    ],
  ),
  'inquiry-asked-about-and-answered-late': plain('p01', { kind: 'inquiry', input: { channel: 'phone', words } }, [
    ['p01', 'ask', { words: said }],
    'late',
    'late',
    ['p03', 'advise', { words: said }],
    ['p01', 'answer', { answer: said, satisfied: true }],
    ['p01', 'close'],
  ]),
  'suggestion-adopted-and-rewarded': plain(
    'h10',
    { kind: 'suggestion', ...heating, input: { channel: 'visit', words } },
    [
      ['h01', 'pass', { department: 'production' }],
      'late',
      ['h13', 'consider', { adopted: true, important: true, words: said }],
      ['h05', 'reward', { amountCents: 50_000, words: said }],
      ['h01', 'answer', { answer: said }],
      ['h01', 'close'],
    ],
  ),
  'application-returned-late-and-refused': plain(
    'w05',
    {
      kind: 'application',
      ...power,
      input: {
        channel: 'counter',
        applicationType: 'low-voltage',
        applicant: 'organisation',
        papers: ['identity', 'premises'],
        words,
      },
    },
    [
      ['w05', 'tell-requirements', { told: ['papers', 'course', 'fees', 'inquiry-number', 'complaint-number'] }],
      ['w05', 'return-papers', { reason: said, wayForward: said }],
      ['w05', 'add-papers', { papers: ['load-list'] }],
      ['w05', 'accept'],
      'late',
      'late',
      ['w12', 'fail-stage', { stage: 'supply-plan', reason: said, remedy: said, namedNobody: true }],
      ['w12', 'refuse', { reason: said, wayForward: said }],
    ],
  ),
  'outage-that-a-call-waits-on': async (desk) => {
    const number = await desk.record('w09', {
      kind: 'outage',
      ...power,
      input: { outageType: 'emergency', area: 'town', line: 'chengxi-1', words: { subject: 'lamp out', answer: said } },
    });
    const call = await desk.record('w01', {
      kind: 'fault-repair',
      ...power,
      input: {
        channel: 'hotline',
        side: 'unclear',
        area: 'town',
        line: 'chengxi-1',
        words: { ...words, place: 'lamp row' },
      },
    });
    await playSteps(desk, number, ['late', 'late', ['w09', 'restore']]);
    await desk.settled();
    await eventually(async () => (await desk.state(number)).broadcasts[0]?.state === 'done');
    await desk.act('w02', call, 'confirm-restored', { outcome: 'restored' });
    await desk.act('w03', number, 'close');
    return [number, call];
  },
  ...utilityStories,
  'appeal-decided-late': async (desk) => {
    const late = await complaint(desk);
    const sorting = async () => (await desk.state(late)).clocks.find(({ rule }) => rule === 'sort');
    while (!(await sorting())?.breachedAt) await playSteps(desk, late, ['late']);
    await playSteps(desk, late, [
      ['p01', 'sort', { valid: true, grounds: ['slight-inconvenience'], department: 'engineering' }],
    ]);
    await desk.settled();
    const number = await desk.record('p01', {
      kind: 'appeal',
      input: { case: late, clock: 'sort', of: 'role', whose: 'cs-agent', words: { description: said } },
    });
    await playSteps(desk, number, [
      'late',
      'late',
      ['p09', 'comment', { words: said }],
      ['p04', 'uphold', { reason: said }],
    ]);
    return [number];
  },
};
