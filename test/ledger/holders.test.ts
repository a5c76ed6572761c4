import { afterAll, beforeEach, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { rolesAbove } from '../../domain/rulebook/role-groups.js';
import { whoIsOn } from '../../ledger/people/role-holders.js';
import { heating } from '../support/scenarios/heating.js';
import { property } from '../support/shipped.js';
import { TestLedger } from '../support/test-ledger.js';
import { away, onDuty, standIn } from '../support/scenarios/roster.js';

describe('who is on', () => {
  let desk: TestLedger;
  beforeEach(async () => {
    await desk?.stop();
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());

  const night = '2026-12-02T19:00:00.000Z'; // 3 December, 03:00 in Shanghai
  const who = async (
    role: string,
    more: { at?: string; department?: string; about?: string[]; site?: string } = {},
  ) => {
    const { at = night, department = null, about = [], site = 'sunshine' } = more;
    const rulebook = site === 'sunshine' ? property : heating;
    const found = await whoIsOn(desk.database.source, {
      organisation: site === 'sunshine' ? 'property-company' : 'heating-company',
      site,
      role,
      above: rolesAbove(role, rulebook),
      department,
      at,
      subjectKeys: about,
    });
    return found.map((one) => `${one.person}${one.for ? ` for ${one.for}` : ''} ${one.by}`);
  };

  test('H-1 whoever is on duty by the roster, else the holders of the post', async () => {
    await onDuty(desk, 'h07', 'leader-on-duty', 'north-town-heat', '2026-12-02T12:00:00Z', '2026-12-03T00:00:00Z');
    const at = (time: string) => who('leader-on-duty', { site: 'north-town-heat', at: time });
    assert.deepEqual(
      [
        await at('2026-12-02T11:59:59Z'),
        await at('2026-12-02T12:00:00Z'),
        await at(night),
        await at('2026-12-03T00:00:00Z'),
      ],
      [['h08 post'], ['h07 roster'], ['h07 roster'], ['h08 post']],
    );
  });

  test('whoever is away is passed by; their stand-in comes in their place, and is told beside them where they are there', async () => {
    await standIn(desk, 'p04', 'p03');
    assert.deepEqual(await who('office-director'), ['p03 for p04 delegation', 'p04 post']);
    await away(desk, 'p04');
    assert.deepEqual(await who('office-director'), ['p03 for p04 delegation']);
    await away(desk, 'p03');
    assert.deepEqual(await who('office-director'), ['p06 above'], 'what is held for another is not passed on');
  });

  test('a role that nobody holds, or whose holders are all away without a stand-in, goes one level up, and further', async () => {
    for (const one of ['p01', 'p02']) await away(desk, one);
    assert.deepEqual(await who('cs-agent'), ['p03 above']);
    await away(desk, 'p03');
    assert.deepEqual(await who('cs-agent'), ['p04 above']);
    for (const one of ['p04', 'p06', 'p07']) await away(desk, one);
    assert.deepEqual(await who('cs-agent'), []);
  });

  test('P-4.3.5.1 whoever it is about is passed by, and so is whoever stands in for them; W-35 so is their department', async () => {
    await standIn(desk, 'p04', 'p03');
    assert.deepEqual(await who('office-director', { about: ['p04'] }), ['p06 above']);
    assert.deepEqual(await who('office-director', { about: ['p03'] }), ['p04 post']);
    assert.deepEqual(await who('department-head', { department: 'cleaning', about: ['@cleaning'] }), [
      'p03 for p04 above',
      'p04 above',
    ]);
    await standIn(desk, 'p12', 'p10');
    assert.deepEqual(
      await who('duty-administrator', { about: ['@cleaning'] }),
      ['p11 above'],
      'p10 stands in for somebody of the department in another post too',
    );
  });

  test('a post ends, a person leaves: from that moment on they are not asked', async () => {
    await desk.database.source.query(`UPDATE posts SET valid_until = $1 WHERE person_id = 'p04'`, [night]);
    assert.deepEqual(
      [await who('office-director', { at: '2026-12-02T18:59:59Z' }), await who('office-director')],
      [['p04 post'], ['p06 above']],
    );
    await desk.database.source.query(`UPDATE people SET ended_at = $1 WHERE id = 'p06'`, [night]);
    assert.deepEqual(await who('office-director'), ['p07 above']);
  });

  test('a duty belongs to a site, and a delegation of one post to that post', async () => {
    await onDuty(desk, 'p14', 'monitor-room', 'riverside', '2026-12-02T12:00:00Z', '2026-12-03T00:00:00Z');
    assert.deepEqual(await who('monitor-room'), ['p11 post']);
    const [post] = await desk.database.source.query(
      `SELECT id FROM posts WHERE person_id = 'p11' AND role = 'duty-supervisor'`,
    );
    await desk.database.source.query(
      `INSERT INTO delegations (from_person, to_person, post_id, starts_at, ends_at, reason) VALUES ('p11', 'p04', $1, '2026-12-01', '2026-12-05', 'x')`,
      [post.id],
    );
    assert.deepEqual(
      [await who('duty-supervisor'), await who('monitor-room')],
      [['p04 for p11 delegation', 'p11 post'], ['p11 post']],
    );
  });

  test('nobody of another organisation is asked, whatever they hold', async () => {
    await desk.database.source.query(
      `INSERT INTO posts (person_id, role, site_id) VALUES ('h01', 'office-director', NULL), ('h02', 'office-director', 'sunshine')`,
    );
    assert.deepEqual(await who('office-director'), ['p04 post']);
  });
});
