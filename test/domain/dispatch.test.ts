import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { normalizedAddress, indexOfAddress } from '../../domain/words/address.js';
import {
  candidatesFor,
  leadFor,
  metresBetween,
  teamFor,
  type Area,
  type DispatchJob,
  type TeamMember,
  type Team,
} from '../../domain/dispatch/dispatch.js';
import { reasonCode, reasonCodes, reasonText } from '../../domain/dispatch/reasons.js';

const member = (id: string, more: Partial<TeamMember> = {}): TeamMember => ({
  id,
  name: id,
  lead: false,
  plays: true,
  onDuty: true,
  absent: false,
  keys: [id],
  skills: [],
  jobs: 0,
  seen: null,
  ...more,
});
const team = (id: string, members: TeamMember[] = [], more: Partial<Team> = {}): Team => ({
  id,
  name: `team ${id}`,
  role: 'maintenance',
  department: null,
  lastResort: false,
  point: null,
  members,
  ...more,
});
const area = (id: string, of: string, ...addresses: string[]): Area => ({
  id,
  name: `area ${id}`,
  team: of,
  point: null,
  rules: addresses.map((value) => ({ kind: 'address', value, compared: normalizedAddress(value) })),
});
const job = (more: Partial<DispatchJob> = {}): DispatchJob => ({
  place: undefined,
  line: undefined,
  skills: [],
  about: [],
  hadIt: undefined,
  gaveBack: undefined,
  ...more,
});
const asked = (wanted: DispatchJob, of: Team) => candidatesFor(wanted, of, undefined).map((one) => one.member.id);

test('an address is compared without regard to how its figures and buildings are written', () => {
  for (const written of ['3号楼', '３号楼', '3栋', '3幢', '3座', '3#楼', '3#', '三号楼', '第三栋', ' 3 号 楼 '])
    assert.equal(normalizedAddress(written), '3号楼', written);
  assert.equal(normalizedAddress('十二栋'), '12号楼');
  assert.equal(normalizedAddress('二十三号楼'), '23号楼');
  assert.equal(normalizedAddress('一百零三号'), '103号');
  assert.equal(normalizedAddress('Ａ座'), 'a号楼');
  assert.notEqual(
    normalizedAddress('解放路3号'),
    normalizedAddress('解放路3号楼'),
    'the number of a house in a street is not a building',
  );
  assert.notEqual(normalizedAddress('3-2-301'), normalizedAddress('32-301'));
  assert.equal(normalizedAddress('三里屯'), '三里屯', 'a numeral in a name stays');
});

test('a rule never lies inside a longer number', () => {
  const lies = (address: string, rule: string) =>
    indexOfAddress(normalizedAddress(address), normalizedAddress(rule)) >= 0;
  assert.ok(lies('阳光小区3号楼2单元301', '3号楼'));
  assert.ok(!lies('13号楼2单元', '3号楼'));
  assert.ok(!lies('解放路12号', '解放路1'));
  assert.ok(!lies('解放路3号楼', '解放路3号'), 'a building is no house of a street');
  assert.ok(lies('十三号楼后的3栋', '3号楼'), 'looks on after a place that does not fit');
});

test('the longest rule decides the area, then the one that stands first; then the line, the team of last resort, the only team', () => {
  const teams = {
    teams: [team('1'), team('2'), team('3', [], { lastResort: true })],
    areas: [area('a', '1', '阳光小区'), area('b', '2', '阳光小区3号楼')],
  };
  const chosen = (place?: string, line?: string) => {
    const one = teamFor({ place, line }, teams);
    return one && [one.team.id, reasonCode(one.reason)];
  };
  assert.deepEqual(chosen('阳光小区三栋201'), ['2', 'area:b']);
  assert.deepEqual(chosen('阳光小区4栋'), ['1', 'area:a']);
  assert.deepEqual(chosen('别处'), ['3', 'last-resort']);
  assert.deepEqual(chosen(), ['3', 'last-resort']);
  teams.areas.push(
    { ...area('l', '1'), rules: [{ kind: 'line', value: '10kV-1', compared: '10kV-1' }] },
    area('c', '1', '河边'),
    area('d', '2', '山上'),
  );
  assert.deepEqual(chosen('别处', '10kV-1'), ['1', 'line:l']);
  assert.deepEqual(chosen('山上的河边'), ['2', 'area:d'], 'of two of a length the one that stands first');
  assert.deepEqual(teamFor({ place: 'x', line: undefined }, { teams: [team('9')], areas: [] })?.reason, {
    code: 'only-team',
  });
  assert.equal(
    teamFor({ place: 'x', line: undefined }, { teams: [team('8'), team('9')], areas: [] }),
    undefined,
    'nothing says which: a dispatcher does',
  );
});

test('skill, then who had it before, then load, then distance decide among those on duty, each with its reasons', () => {
  const here = { latitude: 28.2, longitude: 112.9 };
  const near = { latitude: 28.201, longitude: 112.9, at: '2026-11-23T01:00:00.000Z' };
  const far = { ...near, latitude: 28.3 };
  const all = team(
    '1',
    [
      member('a', { jobs: 2 }),
      member('b', { seen: far }),
      member('c', { seen: near }),
      member('d', { onDuty: false }),
      member('e', { absent: true }),
      member('f', { plays: false }),
      member('g', { skills: ['lift'], jobs: 5 }),
    ],
    { point: here },
  );
  assert.deepEqual(asked(job(), all), ['c', 'b', 'a', 'g']);
  assert.deepEqual(asked(job({ hadIt: 'a' }), all)[0], 'a', 'reopened: the one who had it is asked first');
  assert.deepEqual(asked(job({ gaveBack: 'c' }), all).at(-1), 'c');
  assert.deepEqual(asked(job({ skills: ['lift'] }), all), ['g']);
  assert.deepEqual(
    asked(job({ skills: ['welding'] }), all),
    ['c', 'b', 'a', 'g'],
    'what nobody can do keeps nobody from being asked',
  );
  assert.ok(!asked(job({ about: ['c'] }), all).includes('c'));
  const [first] = candidatesFor(job(), all, undefined);
  assert.equal(reasonCodes(first!.reasons), 'jobs:0 metres:111');
  assert.equal(
    reasonCodes(candidatesFor(job({ skills: ['welding'] }), all, undefined)[0]!.reasons),
    'nobody-has-skill:welding jobs:0 metres:111',
  );
  assert.equal(leadFor({ about: [] }, team('1', [member('x'), member('y', { lead: true, onDuty: false })]))?.id, 'y');
});

test('reasons are said in both languages, and a code nobody knows stands for itself', () => {
  const names = {
    area: (id: string) => (id === '7' ? '三号楼片' : undefined),
    skill: () => ({ en: 'lift repair', 'zh-CN': '电梯维修' }),
    team: '东片区维修班',
  };
  assert.deepEqual(reasonText('area:7', names), {
    en: 'area 三号楼片 belongs to 东片区维修班',
    'zh-CN': '区域“三号楼片”归东片区维修班',
  });
  assert.equal(reasonText('jobs:2', names).en, '2 open jobs');
  assert.equal(reasonText('metres:800', names).en, '0.8 km in a straight line');
  assert.equal(reasonText('skill:lift', names)['zh-CN'], '具备技能：电梯维修');
  assert.equal(reasonText('later:1', names).en, 'later:1');
});

test('a degree of latitude is 111 km, and the way there is as long as the way back', () => {
  const [one, other] = [
    { latitude: 28, longitude: 113 },
    { latitude: 29, longitude: 113 },
  ];
  assert.ok(Math.abs(metresBetween(one, other) - 111_195) < 10);
  assert.equal(metresBetween(one, other), metresBetween(other, one));
  assert.equal(metresBetween(one, one), 0);
});

const people = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    plays: fc.boolean(),
    onDuty: fc.boolean(),
    absent: fc.boolean(),
    skills: fc.subarray(['lift', 'weld']),
    jobs: fc.nat(3),
    seen: fc.option(
      fc.record({
        latitude: fc.integer({ min: -90, max: 90 }),
        longitude: fc.integer({ min: -180, max: 180 }),
        at: fc.constant('2026-11-23T01:00:00.000Z'),
      }),
      { nil: null },
    ),
  }),
  { selector: ({ id }) => id },
);
const jobs = fc.record({
  skills: fc.subarray(['lift', 'weld']),
  about: fc.subarray(['a', 'b']),
  hadIt: fc.option(fc.constantFrom('a', 'c'), { nil: undefined }),
  gaveBack: fc.option(fc.constantFrom('a', 'd'), { nil: undefined }),
});

test('whoever is asked is on duty, not absent, not whom it is about; and nobody is asked who lacks a skill while somebody there has all of them', () => {
  fc.assert(
    fc.property(people, jobs, (members, wanted) => {
      const made = members.map(({ id, ...more }) => member(id, more));
      const found = candidatesFor(job(wanted), team('1', made, { point: { latitude: 0, longitude: 0 } }), undefined);
      const may = made.filter((one) => one.plays && one.onDuty && !one.absent && !wanted.about.includes(one.id));
      assert.equal(found.length > 0, may.length > 0, 'somebody is asked wherever somebody may be');
      assert.ok(found.every((one) => may.includes(one.member)));
      const able = (one: TeamMember) => wanted.skills.every((skill) => one.skills.includes(skill));
      if (may.some(able)) assert.ok(found.every(({ member: one }) => able(one)));
      assert.ok(
        found.every(({ reasons }) => reasons.length >= 2),
        'each with its reasons',
      );
    }),
    { numRuns: 500 },
  );
});

test('the same question has the same answer, in whatever order people and areas are named', () => {
  fc.assert(
    fc.property(
      people,
      jobs,
      fc.array(fc.constantFrom('1号楼', '11号楼', '解放路', '解放路1号'), { maxLength: 4 }),
      fc.constantFrom('解放路1号楼', '11栋', '1号楼', '', '解放路11号'),
      (members, wanted, addresses, place) => {
        const made = members.map(({ id, ...more }) => member(id, more));
        const areas = [...new Set(addresses)].map((address, i) => area(String(i), String(i % 2), address));
        const teams = [team('0', made), team('1', made, { lastResort: true })];
        const [one, other] = [
          teamFor({ place, line: undefined }, { teams, areas }),
          teamFor({ place, line: undefined }, { teams, areas: areas.toReversed() }),
        ];
        assert.deepEqual([one!.team.id, one!.reason], [other!.team.id, other!.reason]);
        assert.deepEqual(asked(job(wanted), team('0', made)), asked(job(wanted), team('0', made.toReversed())));
      },
    ),
    { numRuns: 500 },
  );
});
