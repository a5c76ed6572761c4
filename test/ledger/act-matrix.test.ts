// Every act by every role in every state, on PostgreSQL: what the table of act-table.ts allows succeeds, everything
// else is refused with a clause and changes nothing.
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { statusAllows } from '../../domain/deciding/act.js';
import { kinds } from '../../domain/kinds/kinds.js';
import { actingRole } from '../../domain/deciding/permission.js';
import { isRefusal } from '../../domain/refusal.js';
import {
  driveComplaint,
  driveRepair,
  type complaintStatuses,
  type repairStatuses,
  type Tier,
} from '../support/scenarios/drive.js';
import { actorIn } from '../support/actors.js';
import { property } from '../support/shipped.js';
import { TestLedger } from '../support/test-ledger.js';
import {
  complaintStates,
  complaintTable,
  cs,
  everybody,
  repairStates,
  repairTable,
  type ExpectedRow,
} from '../support/act-matrix/act-table.js';

const morning = '2026-11-23T01:00:00Z'; // Monday, 09:00 in Shanghai
const evening = '2026-11-23T12:00:00Z'; // 20:00

interface Kind {
  states: string[];
  table: Record<string, ExpectedRow>;
  drive: (desk: TestLedger, state: string) => Promise<string>;
}

const matrix: Record<'complaint' | 'repair', Kind> = {
  complaint: { states: complaintStates, table: complaintTable, drive: complaintIn },
  repair: {
    states: repairStates,
    table: repairTable,
    drive: async (desk, state) => (await driveRepair(desk, state as (typeof repairStatuses)[number])).number,
  },
};

async function complaintIn(desk: TestLedger, state: string): Promise<string> {
  const [status, tier] = state.replace(/,.*| as invalid/, '').split('/') as [
    (typeof complaintStatuses)[number],
    Tier | undefined,
  ];
  const input = state.includes('harm') ? { harm: true } : {};
  const { number } = await driveComplaint(desk, status, {
    valid: !state.includes('invalid'),
    ...(tier ? { tier } : {}),
    input,
  });
  if (tier === 'major' && status === 'in-hand' && !state.includes('not instructed')) {
    await desk.act(number, 'p06', 'instruct', { words: '尽快' });
    await desk.act(number, 'p06', 'call-meeting', { words: '下午' });
  }
  if (state.includes('extension asked'))
    await desk.act(number, 'p08', 'request-extension', {
      clock: `solve-${tier}`,
      until: '2026-12-01T01:00:00.000Z',
      reason: '缺配件',
    });
  if (state.includes('tier proposed')) await desk.act(number, 'desk', 'propose-tier', { tier: 'major' });
  if (state.includes('repair')) {
    const child = {
      key: 'repair-1',
      number: (
        await desk.repairFor(await desk.act(number, 'p08', 'open-repair', { repairType: 'electrical', item: '灯' }))
      ).number,
    };
    if (!state.includes('asked')) await desk.act(number, 'desk', 'child-opened', child);
    if (state.includes('ended')) await desk.act(number, 'desk', 'child-outcome', { ...child, outcome: 'handled' });
  }
  return number;
}

async function inputOf(
  desk: TestLedger,
  kind: string,
  row: ExpectedRow,
  act: string,
  state: string,
  number: string,
  target: string,
): Promise<Record<string, unknown>> {
  if (act === 'join') return { into: target };
  if (act === 'receive-duplicate') return { number: target, kind };
  if (['link', 'receive-link', 'not-similar'].includes(act)) return { number: target };
  if (act === 'receive-unjoin') return { number: target, relation: 'duplicate' };
  if (act === 'unjoin') return { number: target, reason: '误并' };
  const input = typeof row.input === 'function' ? row.input(state) : row.input;
  return act.startsWith('child-') && act !== 'child-refused'
    ? { ...input, number: await childOf(desk, number) }
    : { ...input };
}

async function childOf(desk: TestLedger, number: string): Promise<string> {
  const [child] = await desk.database.source.query(
    `SELECT number FROM cases WHERE state->'links' @> jsonb_build_array(jsonb_build_object('relation', 'parent', 'number', $1::text))`,
    [number],
  );
  return child?.number ?? 'PR-2026-000001';
}

/** The row and how many entries there are, to see that a refusal changed neither. */
async function shotOf(desk: TestLedger, number: string): Promise<unknown> {
  const [row] = await desk.database.source.query(
    `SELECT cases.*, (SELECT count(*) FROM entries WHERE entries.number = cases.number) AS entries FROM cases WHERE number = $1`,
    [number],
  );
  return row;
}

/** Works through a list, a few at a time. */
async function inTurn<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
    }),
  );
}

for (const [kind, { states, table, drive }] of Object.entries(matrix)) {
  describe(`the acts of a ${kind}`, () => {
    let desk: TestLedger;
    let target: string;
    const actor = (role: string) => actorIn(role, role.startsWith('department') ? { department: 'engineering' } : {});
    const allowed = (row: ExpectedRow, state: string) =>
      row.when.includes(state) ? (typeof row.by === 'function' ? row.by(state) : row.by) : [];
    beforeAll(async () => {
      desk = await TestLedger.start({ at: morning });
      target = (await (kind === 'complaint' ? desk.complaint() : desk.repair())).number;
    });
    afterAll(() => desk.stop());

    test(`every act of a ${kind} stands in the table of this test`, () => {
      assert.deepEqual(
        Object.keys(kinds[kind]!)
          .filter((act) => act !== 'record')
          .toSorted(),
        Object.keys(table).toSorted(),
      );
    });

    for (const state of states) {
      test(`X-10 a ${kind} ${state}: whoever may act can, and every other act of every role is refused with its clause and changes nothing`, async () => {
        desk.time.set(morning);
        const number = await drive(desk, state);
        const shot = await shotOf(desk, number);
        const now = await desk.state(number);
        const may = (act: string, role: string): boolean =>
          statusAllows(kinds[kind]![act]!, now) &&
          actingRole(kinds[kind]![act]!, actor(role), now, property, morning) !== undefined;
        const all = Object.entries(table).flatMap(([act, row]) =>
          everybody.map((role) => ({ act, row, role, legal: allowed(row, state).includes(role), may: may(act, role) })),
        );
        assert.deepEqual(
          all.filter((one) => one.legal && !one.may).map(({ act, role }) => `${act} by ${role}`),
          [],
          'the rules allow it',
        );
        // Every role is asked of the rules; the ledger is asked by one of those who may not, and by each that the rules
        // let through.
        const asked = all.filter((one) => !one.legal && one.may);
        const turn = states.indexOf(state);
        for (const [index, act] of Object.keys(table).entries()) {
          const others = all.filter((one) => one.act === act && !one.legal && !one.may);
          if (others.length > 0) asked.push(others[(turn + index) % others.length]!);
        }
        await inTurn(asked, async ({ act, row, role }) => {
          const answer = await desk.attempt(
            number,
            actor(role),
            act,
            await inputOf(desk, kind, row, act, state, number, target),
          );
          assert.ok(isRefusal(answer), `${role} could ${act} while ${state}`);
          assert.match(
            answer.clause ?? 'none',
            /^[PX]-[\d.]+[a-c]?$/,
            `${act} by ${role} was refused without a clause: ${answer.text.en}`,
          );
        });
        assert.deepEqual(await shotOf(desk, number), shot);
        // Each act that may be taken is, by those who may in turn.
        await inTurn(
          Object.keys(table).flatMap((act, index) => {
            const able = all.filter((one) => one.act === act && one.legal);
            return able.length > 0 ? [able[(turn + index) % able.length]!] : [];
          }),
          async ({ act, row, role }) => {
            const fresh = await drive(desk, state);
            const { seq } = await desk.state(fresh);
            const answer = await desk.attempt(
              fresh,
              actor(role),
              act,
              await inputOf(desk, kind, row, act, state, fresh, target),
            );
            assert.ok(
              !isRefusal(answer),
              `${role} could not ${act} while ${state}: ${isRefusal(answer) ? answer.text.en : ''}`,
            );
            assert.ok(answer.state.seq > seq);
          },
        );
      });

      test(`P-3.4 a ${kind} ${state}: outside office hours the monitor room may do what the agent may, and nothing else more than by day`, async () => {
        desk.time.set(evening);
        const shared = await drive(desk, state);
        const shot = await shotOf(desk, shared);
        let taken = false;
        const now = await desk.state(shared);
        for (const [act, row] of Object.entries(table)) {
          const roles = allowed(row, state);
          const legal = roles.includes('cs-agent') || roles.includes('monitor-room');
          const rule = kinds[kind]![act]!;
          if (legal)
            assert.ok(
              statusAllows(rule, now) && actingRole(rule, actor('monitor-room'), now, property, evening),
              `${act} while ${state}`,
            );
          // What the agent may is entered for the first of these acts.
          if (legal && taken) continue;
          taken ||= legal;
          const number = legal ? await drive(desk, state) : shared;
          const answer = await desk.attempt(
            number,
            actor('monitor-room'),
            act,
            await inputOf(desk, kind, row, act, state, number, target),
          );
          assert.equal(
            !isRefusal(answer),
            legal,
            `${act} while ${state}: ${isRefusal(answer) ? answer.text.en : 'allowed'}`,
          );
        }
        assert.deepEqual(await shotOf(desk, shared), shot);
      });
    }
  });
}

test('the table of this test keeps to the roles of the rulebook', () => {
  const named = Object.values(matrix).flatMap(({ table, states }) =>
    Object.values(table).flatMap((row) => (typeof row.by === 'function' ? states.flatMap(row.by) : [...row.by])),
  );
  assert.deepEqual(
    named.filter((role) => !(everybody as readonly string[]).includes(role)),
    [],
  );
  assert.ok(cs.every((role) => named.includes(role)));
});
