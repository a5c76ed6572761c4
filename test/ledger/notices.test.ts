import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { driveComplaint } from '../support/scenarios/drive.js';
import { actorIn, hire } from '../support/actors.js';
import { TestLedger } from '../support/test-ledger.js';
import { withClient } from '../support/database.js';

describe('who is told', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start({ mail: true });
  });
  afterAll(() => desk.stop());

  interface Row {
    role: string;
    person_id: string | null;
    kind: string;
    clause: string;
    open: boolean;
  }
  /** The notices of the entry with this number of a case, as [role, person]. */
  const told = async (number: string, seq: number): Promise<(string | null)[][]> => {
    const rows: Row[] = await desk.database.source.query(
      `SELECT * FROM notices WHERE number = $1 AND seq = $2 AND kind NOT IN ('unheld', 'step') ORDER BY role, person_id`,
      [number, seq],
    );
    return rows.map(({ role, person_id }) => [role, person_id]);
  };
  const sort = (department = 'engineering', ground = 'slight-inconvenience') => ({
    valid: true,
    grounds: [ground],
    department,
  });
  /** Takes the posts of a role away for the time of a test. */
  const without = async (role: string, work: () => Promise<void>) => {
    const { rows: posts } = await withClient(desk.database.ownerUrl, (client) =>
      client.query(`DELETE FROM posts WHERE role = $1 RETURNING person_id, role, site_id, department`, [role]),
    );
    try {
      await work();
    } finally {
      for (const post of posts)
        await desk.database.source.query(
          `INSERT INTO posts (person_id, role, site_id, department) VALUES ($1, $2, $3, $4)`,
          [post.person_id, post.role, post.site_id, post.department],
        );
    }
  };

  test('P-4.3.1 minor: the supervisor who organises is told, and the head of the department that must sign', async () => {
    const { number, seq } = await driveComplaint(desk, 'sorted');
    assert.deepEqual(await told(number, seq), [
      ['cs-supervisor', 'p03'],
      ['department-head', 'p08'],
    ]);
  });

  test('P-2 a role of one site is told at that site: each has its own office director', async () => {
    for (const [site, director] of [
      ['sunshine', 'p04'],
      ['riverside', 'p05'],
    ] as const) {
      const { number, seq } = await driveComplaint(desk, 'sorted', { tier: 'important', site });
      assert.deepEqual(
        (await told(number, seq)).filter(([role]) => role === 'office-director'),
        [['office-director', director]],
      );
    }
  });

  test('P-4.3.4.3 the head of the department that must sign is told, and of no other', async () => {
    for (const [department, head] of [
      ['security', 'p10'],
      ['cleaning', 'p12'],
      ['greening', 'p08'],
    ] as const) {
      const { number } = await desk.complaint();
      const { seq } = await desk.act(number, 'p01', 'sort', sort(department));
      assert.deepEqual(
        (await told(number, seq)).filter(([role]) => role === 'department-head'),
        [['department-head', head]],
      );
    }
  });

  test('everybody who holds the role is told, each once', async () => {
    const { number } = await driveComplaint(desk, 'done');
    const { seq } = await desk.act(number, 'p09', 'return-form');
    assert.deepEqual(await told(number, seq), [
      ['cs-agent', 'p01'],
      ['cs-agent', 'p02'],
    ]);
  });

  test('who holds two of the roles that are told of one thing is told once', async () => {
    await hire(desk.database.source, {
      kind: 'person',
      id: 'both',
      organisation: 'property-company',
      posts: [
        { role: 'cs-supervisor', site: 'sunshine', department: null },
        { role: 'duty-administrator', site: 'sunshine', department: null },
      ],
    });
    const { number } = await desk.complaint({ input: { harm: true } });
    const people = (await told(number, 1)).map(([, person]) => person);
    assert.deepEqual(people.toSorted(), ['both', 'p03', 'p12']);
    await withClient(desk.database.ownerUrl, (client) => client.query(`DELETE FROM posts WHERE person_id = 'both'`));
  });

  test('a role that nobody holds goes one level up, and further until somebody is there', async () => {
    await without('cs-supervisor', async () => {
      const { number, seq } = await driveComplaint(desk, 'sorted');
      assert.deepEqual(
        (await told(number, seq)).filter(([role]) => role === 'cs-supervisor'),
        [['cs-supervisor', 'p04']],
      ); // the office director of the estate
      await without('office-director', async () => {
        const higher = await driveComplaint(desk, 'sorted');
        assert.deepEqual(
          (await told(higher.number, higher.seq)).filter(([role]) => role === 'cs-supervisor'),
          [['cs-supervisor', 'p06']],
        );
      });
    });
  });

  test('P-4.3.5.1 whoever the complaint is about is passed by: one level up', async () => {
    const { number } = await desk.complaint({ input: { aboutPerson: 'p08' } });
    const { seq } = await desk.act(number, 'p01', 'sort', sort());
    assert.deepEqual(await told(number, seq), [
      ['cs-supervisor', 'p03'],
      ['department-head', 'p04'],
    ]);
  });

  test('P-4.3.5.1 where several hold the role, only the one it is about is passed by', async () => {
    await hire(desk.database.source, actorIn('department-head', { department: 'engineering', id: 'second-head' }));
    const { number } = await desk.complaint({ input: { aboutPerson: 'p08' } });
    const { seq } = await desk.act(number, 'p01', 'sort', sort());
    assert.deepEqual(
      (await told(number, seq)).filter(([role]) => role === 'department-head'),
      [['department-head', 'second-head']],
    );
    await withClient(desk.database.ownerUrl, (client) =>
      client.query(`DELETE FROM posts WHERE person_id = 'second-head'`),
    );
  });

  test('where nobody is left the notice stays with the role, one for each role', async () => {
    const kept = await desk.database.source.query(`SELECT * FROM posts`);
    await withClient(desk.database.ownerUrl, (client) => client.query(`DELETE FROM posts`));
    const { number, seq } = await driveComplaint(desk, 'sorted');
    assert.deepEqual(await told(number, seq), [
      ['cs-supervisor', null],
      ['department-head', null],
    ]);
    for (const post of kept)
      await desk.database.source.query(
        `INSERT INTO posts (person_id, role, site_id, department) VALUES ($1, $2, $3, $4)`,
        [post.person_id, post.role, post.site_id, post.department],
      );
  });

  test('X-9 a breach tells who must act and the first of the ladder, the next rung comes later', async () => {
    desk.time.set('2026-11-23T01:00:00Z');
    const { number } = await desk.complaint();
    await desk.at('2026-11-23T01:25:00Z', number);
    // sorting was due at 01:30; the office director is told half an hour later
    await desk.at('2026-11-23T02:00:00Z', number);
    assert.deepEqual(await told(number, 2), [
      ['cs-agent', 'p01'],
      ['cs-agent', 'p02'],
    ]);
    assert.deepEqual(await told(number, 3), [
      ['cs-agent', 'p01'],
      ['cs-agent', 'p02'],
      ['cs-supervisor', 'p03'],
    ]);
    assert.deepEqual(await told(number, 4), [['office-director', 'p04']]);
    const rows: Row[] = await desk.database.source.query(
      `SELECT kind, clause FROM notices WHERE number = $1 GROUP BY seq, kind, clause ORDER BY seq`,
      [number],
    );
    assert.deepEqual(rows, [
      { kind: 'warn', clause: 'P-4.3.2' },
      { kind: 'breach', clause: 'P-4.3.2' },
      { kind: 'escalate', clause: 'P-4.3.2' },
    ]);
    desk.time.set('2026-11-23T01:00:00Z');
  });

  test('X-8 whoever asked for more time is told how it was decided, by name', async () => {
    const { number } = await driveComplaint(desk, 'in-hand');
    const { seq } = await desk.act(number, 'p08', 'request-extension', {
      clock: 'solve-minor',
      until: '2026-12-01T00:00:00.000Z',
      reason: 'x',
    });
    assert.deepEqual(await told(number, seq), [['office-director', 'p04']]);
    await desk.act(number, 'p04', 'grant-extension', { clock: 'solve-minor' });
    assert.deepEqual(await told(number, seq + 1), [['department-head', 'p08']]);
  });

  test('whoever is told is still to be looked up for channels; a role without anybody has none', async () => {
    await without('cs-supervisor', async () =>
      without('office-director', async () =>
        without('responsible-leader', async () =>
          without('company-manager', async () => {
            const { number, seq } = await driveComplaint(desk, 'sorted');
            const rows: Row[] = await desk.database.source.query(
              `SELECT person_id, fanned_out_at IS NULL AS open FROM notices WHERE number = $1 AND seq = $2 AND kind <> 'step' ORDER BY role`,
              [number, seq],
            );
            assert.deepEqual(
              rows.map(({ person_id, open }) => [person_id, open]),
              [
                [null, false],
                ['p08', true],
              ],
            );
          }),
        ),
      ),
    );
  });
});
