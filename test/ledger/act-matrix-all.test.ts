// Every act by every role in every status, for every kind but complaint and repair (act-matrix.test.ts) and appeal (appeal.test.ts), in every rulebook that has it, on PostgreSQL: what
// the row of the act and its check allow succeeds; everything else is refused with a clause and changes nothing.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { statusAllows, type ActTable } from '../../domain/act.js';
import { kinds } from '../../domain/kinds.js';
import { isRefusal } from '../../domain/refusal.js';
import { loadAllRulebooks } from '../../rulebooks/load.js';
import { TestDesk } from '../harness.js';
import { actorOf, another, asked, inputOf, numbers, roleMay, siteOf, walk, type Ground, type Step } from './act-walk.js';

const at = '2026-11-23T01:00:00.000Z'; // Monday, 09:00 in Shanghai
const elsewhere = ['complaint', 'repair', 'appeal'];
const grounds: Ground[] = loadAllRulebooks().flatMap(({ rulebook }) => Object.keys(rulebook.kinds).filter((kind) => !elsewhere.includes(kind)).map((kind) => ({ kind, rulebook, at })));

const line = 'it takes an outage on the line: outage-calls.test.ts';
const noSuchDuty = 'not found by this walk: duty.test.ts plays it where the rulebook has such a duty';
const monthOn = 'only when a month has passed: duty.test.ts';
const notHere = 'the kind has no status in which it is taken';
const team = 'it takes a team: dispatch.test.ts';
const longWay = 'not found by this walk: the tests of the kind go there';
const each = (reason: string, ...names: string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, reason]));
/** Statuses and acts that are not reached here, by rulebook and kind, and why. */
const unreached: Record<string, Record<string, string>> = {
  'heating application': each('not found by this walk: application-*.test.ts play it where the rulebook has it', 'waiting', 'test-result', 'correct-bill', 'cause-gone'),
  'heating duty': { ...each(noSuchDuty, 'move', 'except-one'), ...each(monthOn, 'release') },
  'heating emergency': { ...each(longWay, 'review'), ...each(notHere, 'nuisance') },
  'heating heating-complaint': each(longWay, 'done', 'revisited', 'finish', 'feed-back', 'reply-to-authority', 'revisit', 'close', 'request-extension', 'grant-extension', 'refuse-extension'),
  'heating heating-repair': { ...each(longWay, 'grant-extension', 'refuse-extension'), ...each(team, 'assign', 'release') },
  'heating inquiry': each(longWay, 'open-repair'),
  'power application': each(longWay, 'confirm-fee', 'pay', 'refund', 'sign-contract', 'cause-gone'),
  'power duty': { ...each(noSuchDuty, 'pass-stage'), ...each(monthOn, 'release') },
  'power emergency': { ...each(longWay, 'review'), ...each(notHere, 'nuisance') },
  'power fault-repair': { ...each(line, 'joined', 'restored', 'join-outage', 'tell-of-outage', 'confirm-restored', 'split-off'), ...each(team, 'assign', 'release') },
  'power inquiry': each(longWay, 'open-repair'),
  'power outage': each(notHere, 'nuisance'),
  'power power-complaint': each(longWay, 'assist'),
  'property duty': each(noSuchDuty, 'pass-stage', 'move', 'except-one', 'release'),
  'property emergency': { ...each(longWay, 'review'), ...each(notHere, 'nuisance') },
};

/** Works through a list, a few at a time. */
async function inTurn<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  await Promise.all(Array.from({ length: 6 }, async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  }));
}

const desks: TestDesk[] = [];

for (const ground of grounds) {
  const { kind, rulebook } = ground;
  const name = `${rulebook.name} ${kind}`;
  describe(`the acts of ${name}`, () => {
    const table: ActTable = kinds[kind]!;
    const acts = Object.keys(table).filter((act) => act !== 'record');
    const byPeople = acts.filter((act) => !table[act]!.by.every((role) => role === 'desk'));
    // The row of nuisance calls names the statuses in which any kind begins.
    const statuses = [...new Set(Object.entries(table).flatMap(([act, { from, to }]) => [...(Array.isArray(from) && act !== 'nuisance' ? (from as string[]) : []), ...(to ? [to] : [])]))];
    const excused = unreached[name] ?? {};
    const walked = walk(ground, 20_000, { statuses: statuses.filter((one) => !excused[one]), acts: byPeople.filter((one) => !excused[one]) });
    const roles = [...Object.keys(rulebook.roles), 'desk', 'engine-operator'];
    let desk: TestDesk;
    before(async () => {
      desk = desks[0] ?? (await TestDesk.start({ at }));
      if (!desks.length) desks.push(desk);
    });

    const given = ({ input }: Step, target: string): Record<string, unknown> => JSON.parse(JSON.stringify(input).replaceAll(another, target));
    const bring = async (path: Step[], target: string): Promise<string> => {
      const [first, ...rest] = path;
      const { number } = await desk.opened(actorOf(first!.role, ground), { kind, rulebook: rulebook.name, site: siteOf(ground).id, input: first!.input });
      for (const step of rest) await desk.act(number, actorOf(step.role, ground), step.act, given(step, target));
      return number;
    };
    const newTarget = () => bring([...walked.places.values()][0]!.path.slice(0, 1), '');
    const shotOf = async (number: string): Promise<unknown> => (await desk.database.source.query(`SELECT cases.*, (SELECT count(*) FROM entries WHERE entries.number = cases.number) AS entries FROM cases WHERE number = $1`, [number]))[0];

    test('every status is reached and every act of people is taken somewhere, or it is said here why not', () => {
      const missing = [...statuses.filter((one) => !walked.places.has(one)), ...byPeople.filter((one) => !walked.taken.has(one))];
      assert.deepEqual(missing.toSorted(), Object.keys(excused).toSorted());
    });

    for (const [status, place] of walked.places) {
      test(`X-10 ${name} ${status}: whoever may act can, and every other act of every role is refused with its clause and changes nothing`, async () => {
        const target = await newTarget();
        const number = await bring(place.path, target);
        const shot = await shotOf(number);
        const state = await desk.state(number);
        assert.equal(state.status, status);
        const random = numbers(3);
        const inputs = Object.fromEntries(acts.map((act) => {
          const step = walked.inputs.get(`${status} ${act}`) ?? walked.taken.get(act)?.step;
          return [act, step ? given(step, target) : inputOf(table[act]!.fields ?? {}, state, ground, random, 0)];
        }));
        // Of roles that may do exactly the same, one.
        const distinct = [...new Map(roles.map((role) => [acts.filter((act) => roleMay(act, role, state, ground)).join(), role])).values()];
        const can: Step[] = [];
        await inTurn(acts.flatMap((act) => distinct.map((role) => ({ act, role, input: inputs[act]! }))), async (step) => {
          const row = table[step.act]!;
          const mine = roleMay(step.act, step.role, state, ground);
          const expected = mine && statusAllows(row, state) ? asked(state, step, ground) : undefined;
          if (expected && !isRefusal(expected)) return void can.push(step);
          const answer = await desk.attempt(number, actorOf(step.role, ground), step.act, step.input);
          assert.ok(isRefusal(answer), `${step.role} could ${step.act} while ${status}`);
          assert.equal(answer.code, expected ? expected.code : mine ? 'not-in-this-status' : 'role-may-not', `${step.act} by ${step.role}: ${answer.text.en}`);
          assert.match(answer.clause ?? 'none', /^[A-Z]+-[\w.]+$/, `${step.act} by ${step.role} was refused without a clause: ${answer.text.en}`);
        });
        assert.deepEqual(await shotOf(number), shot);
        // Each act that can be taken, by one of those who may.
        await inTurn([...new Map(can.map((step) => [step.act, step])).values()], async (step) => {
          const other = ['join', 'link', 'not-similar', 'receive-link', 'receive-duplicate'].includes(step.act) ? await newTarget() : target;
          const fresh = await bring(place.path, other);
          const { seq } = await desk.state(fresh);
          const answer = await desk.attempt(fresh, actorOf(step.role, ground), step.act, JSON.parse(JSON.stringify(step.input).replaceAll(target, other)));
          assert.ok(!isRefusal(answer), `${step.role} could not ${step.act} while ${status}: ${isRefusal(answer) ? answer.text.en : ''}`);
          assert.ok(answer.state.seq > seq);
        });
      });
    }

    test('each act is taken where it was found to be', async () => {
      const target = await newTarget();
      await inTurn([...walked.taken].filter(([act, { from }]) => act !== 'record' && !walked.inputs.has(`${from.state.status} ${act}`)), async ([, { from, step }]) => {
        await bring([...from.path, step], target);
      });
    });
  });
}

after(() => Promise.all(desks.map((desk) => desk.stop())));
