// Every act by every role in every status, for every kind but complaint and repair (act-matrix.test.ts) and appeal
// (appeal.test.ts), on PostgreSQL: what the row of the act and its check allow succeeds; everything else is refused
// with a clause and changes nothing.
import assert from 'node:assert/strict';
import { statusAllows, type ActTable } from '../../../domain/deciding/act.js';
import { kinds } from '../../../domain/kinds/kinds.js';
import { isRefusal, type Refusal } from '../../../domain/refusal.js';
import { shipped } from '../shipped.js';
import type { TestLedger } from '../test-ledger.js';
import { another, inputOf, randomNumbers, outage, theOutage, type WalkSetting } from './act-inputs.js';
import { actorOf, decideStep, roleMay, siteOf, type Step } from './step.js';
import { walk } from './act-walk.js';
import { coverageGoalOf } from './coverage-goal.js';

/** A Monday, 09:00 in Shanghai. */
export const matrixAt = '2026-11-23T01:00:00.000Z';
const elsewhere = ['complaint', 'repair', 'appeal'];

/** Works through a list, a few at a time. */
async function inTurn<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
    }),
  );
}

export interface MatrixTest {
  title: string;
  run: () => Promise<void>;
}

/** Every kind of the rulebook, with the tests of its acts; `deskOf` is asked once they run. */
export function actMatrix(of: string, deskOf: () => TestLedger): { kind: string; tests: MatrixTest[] }[] {
  const rulebook = shipped.find(({ name }) => name === of)!;
  return Object.keys(rulebook.kinds)
    .filter((kind) => !elsewhere.includes(kind))
    .map((kind) => ({ kind, tests: testsOf({ kind, rulebook, at: matrixAt }, deskOf) }));
}

function testsOf(ground: WalkSetting, deskOf: () => TestLedger): MatrixTest[] {
  const { kind, rulebook } = ground;
  const table: ActTable = kinds[kind]!;
  const acts = Object.keys(table).filter((act) => act !== 'record');
  const wanted = coverageGoalOf(ground);
  const walked = walk(ground, 20_000, wanted);
  const roles = [...Object.keys(rulebook.roles), 'desk', 'engine-operator'];
  const tests: MatrixTest[] = [];
  const test = (title: string, run: () => void | Promise<void>): void =>
    void tests.push({ title, run: async () => run() });
  let out: string | undefined;
  /** The outage that calls join, on from the first case on. */
  const theOneThatIsOn = async (): Promise<string> =>
    (out ??= (
      await deskOf().opened('w09', {
        kind: 'outage',
        rulebook: 'power',
        site: siteOf(ground).id,
        input: { outageType: 'emergency', ...outage, words: { subject: '停电' } },
      })
    ).number);

  const given = ({ input }: Pick<Step, 'input'>, target: string): Record<string, unknown> =>
    JSON.parse(
      JSON.stringify(input)
        .replaceAll(another, target)
        .replaceAll(theOutage, out ?? theOutage),
    );
  /** Goes the path, each step at its own time; where others go theirs, the time of the desk must not be moved. */
  const bring = async (path: Step[], target: string): Promise<{ number: string; own: TestLedger }> => {
    const [first, ...rest] = path;
    if (kind === 'fault-repair') await theOneThatIsOn();
    const own = deskOf().atOtherTime(first!.at);
    const { number } = await own.opened(actorOf(first!.role, ground), {
      kind,
      rulebook: rulebook.name,
      site: siteOf(ground).id,
      input: first!.input,
      ...(first!.receivedAt ? { receivedAt: first!.receivedAt } : {}),
    });
    for (const step of rest) {
      own.time.set(step.at);
      await own.act(number, actorOf(step.role, ground), step.act, given(step, target));
    }
    return { number, own };
  };
  const newTarget = async () => (await bring([...walked.places.values()][0]!.path.slice(0, 1), '')).number;
  const shotOf = async (number: string): Promise<unknown> =>
    (
      await deskOf().database.source.query(
        `SELECT cases.*, (SELECT count(*) FROM entries WHERE entries.number = cases.number) AS entries FROM cases WHERE number = $1`,
        [number],
      )
    )[0];

  test('every status that there is in this rulebook is reached, and every act of people is taken somewhere', () => {
    assert.deepEqual(
      [
        ...wanted.statuses.filter((one) => !walked.places.has(one)),
        ...wanted.acts.filter((one) => !walked.taken.has(one)),
      ],
      [],
    );
  });

  for (const [status, place] of walked.places) {
    test(`X-10 ${kind} ${status}: whoever may act can, and every other act of every role is refused with its clause and changes nothing`, async () => {
      const target = await newTarget();
      const now = { ...ground, at: place.at, ...(out ? { out } : {}) };
      const { number, own } = await bring(place.path, target);
      own.time.set(place.at);
      const shot = await shotOf(number);
      const state = await deskOf().state(number);
      assert.equal(state.status, status);
      const random = randomNumbers(3);
      const inputs = Object.fromEntries(
        acts.map((act) => {
          const step = walked.inputs.get(`${status} ${act}`) ?? walked.taken.get(act)?.step;
          return [act, step ? given(step, target) : inputOf(table[act]!.fields ?? {}, state, now, random, 0)];
        }),
      );
      // Of roles that may do exactly the same, one.
      const distinct = [
        ...new Map(
          roles.map((role) => [acts.filter((act) => roleMay(act, role, state, ground)).join(), role]),
        ).values(),
      ];
      const can: Pick<Step, 'act' | 'role' | 'input'>[] = [];
      const refused = new Map<string, Pick<Step, 'act' | 'role' | 'input'> & { code: string }>();
      const isAsExpected = (answer: object, { act, role }: Pick<Step, 'act' | 'role'>, code: string): void => {
        assert.ok(isRefusal(answer), `${role} could ${act} while ${status}`);
        assert.equal(answer.code, code, `${act} by ${role}: ${answer.text.en}`);
        assert.match(
          answer.clause ?? 'none',
          /^[A-Z]+-[\w.]+$/,
          `${act} by ${role} was refused without a clause: ${answer.text.en}`,
        );
      };
      // Every role is asked of the rules; the ledger, which asks the same rules, once for each way an act is refused.
      for (const [index, act] of acts.entries())
        for (const role of [
          ...distinct.slice(index % distinct.length),
          ...distinct.slice(0, index % distinct.length),
        ]) {
          const step = { act, role, input: inputs[act]! };
          const mine = roleMay(act, role, state, ground);
          const allowed = statusAllows(table[act]!, state);
          const decided = decideStep(state, step, now);
          if (mine && allowed && !isRefusal(decided)) {
            can.push(step);
            continue;
          }
          const code = mine ? (allowed ? (decided as Refusal).code : 'not-in-this-status') : 'role-may-not';
          isAsExpected(decided, step, code);
          if (!refused.has(`${act} ${code}`)) refused.set(`${act} ${code}`, { ...step, code });
        }
      await inTurn([...refused.values()], async (step) =>
        isAsExpected(await own.attempt(number, actorOf(step.role, ground), step.act, step.input), step, step.code),
      );
      assert.deepEqual(await shotOf(number), shot);
      // Each act that can be taken, by one of those who may.
      await inTurn([...new Map(can.map((step) => [step.act, step])).values()], async (step) => {
        const other = ['join', 'link', 'not-similar', 'receive-link', 'receive-duplicate'].includes(step.act)
          ? await newTarget()
          : target;
        const { number: fresh, own: then } = await bring(place.path, other);
        then.time.set(place.at);
        const { seq } = await deskOf().state(fresh);
        const answer = await then.attempt(
          fresh,
          actorOf(step.role, ground),
          step.act,
          JSON.parse(JSON.stringify(step.input).replaceAll(target, other)),
        );
        assert.ok(
          !isRefusal(answer),
          `${step.role} could not ${step.act} while ${status}: ${isRefusal(answer) ? answer.text.en : ''}`,
        );
        assert.ok(answer.state.seq > seq);
      });
    });
  }

  test('each act is taken where it was found to be', async () => {
    const target = await newTarget();
    await inTurn(
      [...walked.taken].filter(
        ([act, { from }]) => act !== 'record' && !walked.inputs.has(`${from.state.status} ${act}`),
      ),
      async ([, { from, step }]) => {
        await bring([...from.path, step], target);
      },
    );
  });
  return tests;
}
