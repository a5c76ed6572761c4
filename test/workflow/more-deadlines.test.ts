import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { CaseState } from '../../domain/case.js';
import { kindRules, type ClockRule } from '../../domain/rulebook.js';
import { loadAllRulebooks } from '../../rulebooks/load.js';
import { sites } from '../ledger/plans-and-duties.js';
import { AttendedDesk, eventually } from './attended.js';

type Name = keyof typeof sites;
type Act = [who: string, act: string, input?: Record<string, unknown>];

/** A clock: how a case comes to where it runs, and what meets it there. */
interface Row {
  kind: string;
  rulebook: Name;
  clock: string;
  by: string;
  input: Record<string, unknown>;
  given: Act[];
  met: Act[];
  /** Who asks for more time, and who grants it. */
  longer?: [asks: string, grants: string];
}

const secondMs = 1_000;
const dayMs = 86_400_000;
/** Time on the server runs on while a busy machine acts. */
const lastSeconds = 30 * secondMs;
const words = { subject: 'lamp out', place: 'house 3', customer: 'Zhang San', phone: '13800000000' };
const rulebooks = loadAllRulebooks().map(({ rulebook }) => rulebook);
const agents = { property: 'p01', heating: 'h01', power: 'w01' } as const;
const inFourHours = () => new Date(Date.now() + 4 * 3_600_000).toISOString();

/** Rows of one kind: each clock with what comes before it and what meets it. */
function rows(kind: string, rulebook: Name, by: string, input: Record<string, unknown>, clocks: Record<string, [given: Act[], met: Act[], more?: Partial<Row>]>): Row[] {
  return Object.entries(clocks).map(([clock, [given, met, more = {}]]) => ({ kind, rulebook, clock, by, given, met, ...more, input: { words, ...input, ...more.input } }));
}

const sort = (category: string): Act => ['h04', 'sort', { category, finding: 'so' }];
const order: Act = ['h09', 'order', { district: 'east-district' }];
const arrive: Act = ['h10', 'arrive', { photos: ['photo-1'], papersShown: true }];
const repaired: Act = ['h10', 'finish', { result: 'vented', photos: ['photo-2'] }];
const dispatch: Act = ['w01', 'dispatch', { crew: 'town-crew' }];
const answer: Act = ['p01', 'answer', { answer: 'by the fifth' }];
const pass: Act = ['p01', 'pass', { department: 'engineering' }];
const passReport: Act = ['w01', 'pass-on', { to: 'department', department: 'operations' }];
const wish = (what: string): Act => ['p01', 'ask-wish', { wish: what }];
const told = { told: ['papers', 'course', 'fees', 'inquiry-number', 'complaint-number'] };
const taken: Act[] = [['w05', 'tell-requirements', told], ['w05', 'accept']];
const reported: Act = ['p03', 'report', { findings: 'done' }];

const table: Row[] = [
  ...rows('heating-complaint', 'heating', 'h01', { channel: 'hotline' }, {
    sort: [[], [sort('late-fee')]],
    'report-up': [[], [['h01', 'report-up']], { input: { gravity: 'sudden' } }],
    'report-ordinary': [[sort('valve-late')], [['h04', 'report-up']]],
    'pass-on': [[sort('valve-late'), ['h04', 'report-up']], [['h01', 'pass-on']]],
    'tell-general-manager': [[], [['h01', 'told-of-grave', { who: 'general-manager' }]], { input: { grave: true } }],
    conduct: [[sort('attitude')], [['h05', 'conduct-finding', { proven: false, circumstances: 'nothing found' }]]],
    solve: [[sort('valve-late'), ['h04', 'report-up'], ['h01', 'pass-on'], ['h13', 'accept', { responsible: 'h13' }]], [['h13', 'finish', { done: 'opened' }]], { longer: ['h13', 'h05'] }],
  }),
  ...rows('heating-repair', 'heating', 'h01', { channel: 'hotline' }, {
    order: [[], [order]],
    arrive: [[order], [arrive]],
    'tell-leader-on-duty': [[], [['h01', 'told-of-grave', { who: 'leader-on-duty' }]], { input: { grave: true } }],
    finish: [[order, arrive], [repaired], { longer: ['h10', 'h05'] }],
    lift: [[order, arrive, repaired], [['h01', 'lift']]],
  }),
  ...rows('power-complaint', 'power', 'w01', { channel: 'phone', category: 'attitude', thanked: true }, {
    'pass-on': [[], [['w01', 'pass-on', { department: 'marketing' }]]],
    sign: [[['w01', 'pass-on', { department: 'marketing' }]], [['w12', 'sign']]],
    measure: [[], [['w12', 'measure-voltage', { level: '220v', nominalVolts: 220, lowestVolts: 215, highestVolts: 225 }]], { input: { category: 'supply-quality', voltage: true } }],
  }),
  ...rows('fault-repair', 'power', 'w01', { channel: 'phone', area: 'town', side: 'ours' }, {
    dispatch: [[], [dispatch]],
    accept: [[dispatch], [['w07', 'accept']]],
    arrive: [[dispatch, ['w07', 'accept']], [['w07', 'arrive', { papersShown: true }]]],
    guide: [[], [['w01', 'assist', { outcome: 'solved', result: 'switched on' }]], { input: { side: 'customer' } }],
  }),
  ...rows('inquiry', 'property', 'p01', { channel: 'phone' }, {
    answer: [[], [answer]],
    'answer-written': [[], [['p04', 'answer-in-writing', { answer: 'by letter' }]], { input: { channel: 'letter' } }],
    'promise-kept': [[['p01', 'call-back', { promisedAt: inFourHours(), apology: true }]], [answer]],
    revisit: [[answer], [['p03', 'revisit', { outcome: 'satisfied', channel: 'phone' }]]],
  }),
  ...rows('suggestion', 'property', 'p01', { channel: 'box' }, {
    pass: [[], [pass]],
    consider: [[pass], [['p08', 'consider', { adopted: true, important: false, words: 'taken up' }]]],
  }),
  ...rows('counter-service', 'power', 'w05', { channel: 'counter', business: 'residential-payment' }, {
    service: [[['w05', 'serve']], [['w05', 'finish']]],
    'settle-hard': [[['w05', 'hard-case', { words: 'whose meter it is' }]], [['w06', 'settle', { words: 'the tenant’s' }]]],
    'first-asked': [[], [['w05', 'serve'], ['w05', 'finish']]],
  }),
  ...rows('counter-service', 'heating', 'h01', { channel: 'counter', business: 'heat-fee' }, { lead: [[], [['h01', 'lead', { post: 'business' }]]] }),
  ...rows('help-request', 'property', 'p01', { channel: 'phone', helpKind: 'other' }, {
    'reply-at-once': [[], [['p01', 'ask-leader', { words: 'a wheelchair?' }]]],
    reply: [[['p01', 'ask-leader', { words: 'a wheelchair?' }]], [['p03', 'advise', { words: 'yes' }], ['p01', 'reply', { answer: 'yes' }]]],
    'ask-wish': [[], [wish('none')], { input: { helpKind: 'medical' } }],
    'stand-by': [[wish('hospital')], [['p11', 'send-guards', { guards: ['p10', 'p14'], where: 'home' }]], { input: { helpKind: 'medical' } }],
  }),
  ...rows('report', 'power', 'w01', { channel: 'hotline' }, {
    'pass-on': [[], [passReport]],
    'answer-department': [[passReport, ['w12', 'take-up']], [['w12', 'answer', { answer: 'dealt with' }]]],
    revisit: [[passReport, ['w12', 'take-up'], ['w12', 'answer', { answer: 'dealt with' }]], [['w04', 'revisit', { outcome: 'satisfied', channel: 'phone' }]]],
  }),
  ...rows('application', 'power', 'w05', { channel: 'counter', applicationType: 'meter-change', applicant: 'resident', papers: ['identity'] }, {
    'tell-requirements': [[], [taken[0]!]],
    take: [[], taken],
    'meter-work': [taken, [['w07', 'pass-stage', { stage: 'meter-installation', outcome: 'done', sealed: true, handover: 'signed', meterReading: 0 }]]],
  }),
  ...rows('outage', 'power', 'w09', { outageType: 'emergency', area: 'town' }, {
    explanation: [[], [['w09', 'state-reason', { explanation: 'struck by lightning' }]]],
    restore: [[], [['w09', 'restore']]],
  }),
  ...rows('duty', 'property', 'p03', { duty: 'service-statistics' }, {
    'service-statistics-sign-off': [[reported], [['p04', 'sign-off']]],
    'service-statistics-again': [[reported, ['p04', 'send-back', { reason: 'figures are missing' }]], [reported]],
  }),
  ...rows('emergency', 'property', 'p10', { channel: 'patrol', plan: 'fire' }, {
    'call-outside': [[], [['p11', 'call-outside', { service: '119' }]]],
    evacuate: [[], [['p10', 'tick', { item: 'evacuate' }]]],
    'take-charge': [[], [['p11', 'take-charge', { words: 'out first' }]]],
  }),
];

/** Of the power rulebook: an outage each. */
const lines = ['chengdong-1', 'chengdong-2', 'chengxi-1', 'xiangxi-1', 'linjiang-35', 'gongye-380'];

const nameOf = ({ rulebook, kind, clock }: Row): string => `${rulebook} ${kind} '${clock}'`;

function ruleOf({ kind, rulebook, clock }: Row): ClockRule {
  const rule = kindRules(rulebooks.find(({ name }) => name === rulebook)!, kind).clocks.find(({ id }) => id === clock);
  if (!rule) throw new Error(`No clock ${clock} of ${kind}.`);
  return rule;
}

/** Time is one for all: the cases are opened together, and each is looked at when its turn comes. */
describe('the deadline clauses of the other kinds on the time-skipping server', () => {
  let desk: AttendedDesk;
  /** What became of each course of each clock; thrown by its own test. */
  const outcomes = new Map<string, Error | undefined>();
  let outages = 0;
  let turns: { at: number; course: string; number: string; row: Row; work: () => Promise<void> }[] = [];

  before(async () => {
    desk = await AttendedDesk.start();
    for (const row of table) {
      await begin(`${nameOf(row)} met`, row, meets);
      await begin(`${nameOf(row)} late`, row, runsOut);
      if (row.longer) await begin(`${nameOf(row)} longer`, row, getsLonger);
    }
    while (turns.length > 0) {
      turns.sort((a, b) => a.at - b.at);
      const first = turns[0]!.at;
      await desk.sleepUntil(new Date(first).toISOString());
      const now = turns.filter(({ at }) => at <= first + secondMs);
      turns = turns.filter((turn) => !now.includes(turn));
      await Promise.all(now.map(({ course, number, row, work }) => guarded(course, number, row, work)));
    }
  }, { timeout: 300_000 });
  after(() => desk.stop());

  for (const row of table) {
    const { clause, longer } = ruleOf(row);
    it(`${clause} ${nameOf(row)}: met in its last seconds leaves no breach and nobody told above`, () => came(`${nameOf(row)} met`));
    it(`${clause} X-9 ${nameOf(row)}: warned, breached at the second, told up the chain and urged by the engine`, () => came(`${nameOf(row)} late`));
    if (longer && row.longer) it(`X-8 ${clause} ${nameOf(row)}: extended, it runs out at the new time and keeps the old one beside it`, () => came(`${nameOf(row)} longer`));
  }

  it('at least two clocks of every kind stand in the table', () => {
    for (const kind of new Set(rulebooks.flatMap(({ kinds }) => Object.keys(kinds)))) {
      if (['complaint', 'repair', 'appeal'].includes(kind)) continue; // an appeal needs a case that was late: appeal.test.ts
      assert.ok(table.filter((row) => row.kind === kind).length >= 2, kind);
    }
  });

  function came(course: string): void {
    assert.ok(outcomes.has(course), 'it was not played to its end');
    const error = outcomes.get(course);
    if (error) throw error;
  }

  async function begin(course: string, row: Row, play: (course: string, row: Row, number: string) => Promise<void>): Promise<void> {
    try {
      // An outage of a line is one: each has its own.
      const input = row.kind === 'outage' ? { ...row.input, line: lines[outages++] } : row.input;
      const number = await desk.record(row.by, { kind: row.kind, rulebook: row.rulebook, site: sites[row.rulebook], input });
      for (const [who, act, more] of row.given) await desk.act(who, number, act, more);
      await play(course, row, number);
    } catch (error) {
      outcomes.set(course, error as Error);
    }
  }

  async function guarded(course: string, number: string, row: Row, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!outcomes.get(course)) outcomes.set(course, error as Error);
      await endOf(row, number).catch(() => undefined);
    }
  }

  const turn = (course: string, row: Row, number: string, at: number, work: () => Promise<void>): void => void turns.push({ at, course, number, row, work });
  const clockIn = async (number: string, row: Row): Promise<CaseState['clocks'][number]> => (await desk.state(number)).clocks.findLast(({ rule }) => rule === row.clock)!;
  const momentsOf = async (number: string, id: string) => (await desk.entries(number)).filter(({ clock, act }) => clock === id && ['warn', 'breach', 'escalate', 'urge'].includes(act));

  async function meets(course: string, row: Row, number: string): Promise<void> {
    const { due } = await clockIn(number, row);
    turn(course, row, number, Date.parse(due) - lastSeconds, async () => {
      for (const [who, act, input] of row.met) await desk.act(who, number, act, input);
      const clock = await clockIn(number, row);
      assert.ok(clock.metAt, 'the clock is met');
      assert.equal(clock.breachedAt, null);
      assert.ok((await momentsOf(number, clock.id)).every(({ act }) => act === 'warn'), 'nothing but a warning');
      await endOf(row, number);
      outcomes.set(course, undefined);
    });
  }

  async function runsOut(course: string, row: Row, number: string): Promise<void> {
    const { due, warnAt, id, who } = await clockIn(number, row);
    const warned = warnAt !== null && warnAt > (await desk.now());
    const rungs = ruleOf(row).late ?? [];
    turn(course, row, number, Date.parse(due) + 2 * secondMs, async () => {
      await eventually(async () => (await clockIn(number, row)).breachedAt !== null);
      assert.equal((await clockIn(number, row)).breachedAt, due);
      const [first, ...rest] = await momentsOf(number, id);
      if (warned) assert.deepEqual([first!.act, first!.at], ['warn', warnAt]);
      const breach = warned ? rest[0]! : first!;
      assert.deepEqual([breach.act, breach.at], ['breach', due], 'the breach has the time of the deadline');
      assert.deepEqual(new Set(breach.told), new Set([who, ...(rungs[0] ? [rungs[0].tell] : [])]));
      await climbs();
    });
    const climbs = async (): Promise<void> => {
      const { next } = await clockIn(number, row);
      if (!next) return finished();
      turn(course, row, number, Date.parse(next.at) + 2 * secondMs, async () => {
        await eventually(async () => (await momentsOf(number, id)).some(({ act, at }) => act === next.kind && at === next.at));
        if (next.kind === 'urge') return finished();
        const entry = (await momentsOf(number, id)).find(({ act, at }) => act === next.kind && at === next.at)!;
        assert.deepEqual(entry.told, [rungs[next.level]!.tell]);
        return climbs();
      });
    };
    const finished = async (): Promise<void> => {
      await endOf(row, number);
      outcomes.set(course, undefined);
    };
  }

  async function getsLonger(course: string, row: Row, number: string): Promise<void> {
    const { due, id } = await clockIn(number, row);
    const until = new Date(Date.parse(due) + dayMs).toISOString();
    const [asks, grants] = row.longer!;
    await desk.act(asks, number, 'request-extension', { clock: id, until, reason: 'waiting for a part' });
    await desk.act(grants, number, 'grant-extension', { clock: id });
    turn(course, row, number, Date.parse(due) + 2 * secondMs, async () => {
      const extended = await clockIn(number, row);
      assert.deepEqual([extended.due, extended.originalDue, extended.breachedAt], [until, due, null]);
    });
    turn(course, row, number, Date.parse(until) + 2 * secondMs, async () => {
      await eventually(async () => (await clockIn(number, row)).breachedAt === until);
      await endOf(row, number);
      if (!outcomes.has(course)) outcomes.set(course, undefined);
    });
  }

  /** So that its other moments do not run on. */
  async function endOf({ kind, rulebook }: Row, number: string): Promise<void> {
    const { status } = await desk.state(number);
    if (status === 'closed') return;
    if (kind === 'duty' && status === 'reported') await desk.act('p04', number, 'sign-off');
    else if (kind === 'duty') await desk.act('p06', number, 'excuse', { reason: 'end of the test' });
    else if (kind === 'emergency') await desk.act('p11', number, 'false-alarm', { reason: 'end of the test' });
    else if (kind === 'outage') {
      if (status !== 'restored') await desk.act('w09', number, 'restore');
      await desk.act('w03', number, 'close');
    } else await desk.act(agents[rulebook], number, 'withdraw', { reason: 'end of the test' });
  }
});
