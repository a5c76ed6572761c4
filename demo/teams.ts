import type { DataSource } from 'typeorm';
import { enterArea } from '../ledger/teams/area-records.js';
import type { ChangeOutcome } from '../ledger/people/change-once.js';
import { enterSkill } from '../ledger/people/skill-records.js';
import { enterTeam, joinTeam, type ChangeStamp } from '../ledger/teams/team-records.js';

interface DemoTeam {
  site: string;
  name: string;
  role: string;
  department?: string;
  /** The first leads it. */
  people: string[];
  area: { name: string; addresses: string[]; point: { latitude: number; longitude: number } };
}

/** More people of the demo organisations, who work in teams alone. */
export const demoTeamPeople = [
  { id: 'p15', name: '周强', organisation: 'property-company', posts: [['maintenance', 'sunshine', null]] },
  { id: 'p16', name: '吴磊', organisation: 'property-company', posts: [['maintenance', 'sunshine', null]] },
  { id: 'p17', name: '郭涛', organisation: 'property-company', posts: [['maintenance', 'sunshine', null]] },
  { id: 'p18', name: '谢飞', organisation: 'property-company', posts: [['maintenance', 'sunshine', null]] },
  {
    id: 'h14',
    name: '邱峰',
    organisation: 'heating-company',
    posts: [['district-maintenance', 'north-town-heat', 'east-district']],
  },
  {
    id: 'h15',
    name: '范勇',
    organisation: 'heating-company',
    posts: [['district-maintenance', 'north-town-heat', 'west-district']],
  },
  { id: 'w15', name: '姜波', organisation: 'power-company', posts: [['crew', 'river-county-power', 'town-crew']] },
  { id: 'w16', name: '石磊', organisation: 'power-company', posts: [['crew', 'river-county-power', 'country-crew']] },
] as const;

/**
 * Teams with an area each. None takes what lies in no area: that waits for a dispatcher, as it does where there are no
 * teams.
 */
const demoTeams: DemoTeam[] = [
  {
    site: 'sunshine',
    name: '东片区维修班',
    role: 'maintenance',
    people: ['p15', 'p16'],
    area: { name: '东片区', addresses: ['东区7-9号楼'], point: { latitude: 27.836, longitude: 113.138 } },
  },
  {
    site: 'sunshine',
    name: '西片区维修班',
    role: 'maintenance',
    people: ['p17', 'p18'],
    area: { name: '西片区', addresses: ['西区10-12号楼'], point: { latitude: 27.836, longitude: 113.128 } },
  },
  {
    site: 'north-town-heat',
    name: '东供热站维修班',
    role: 'district-maintenance',
    department: 'east-district',
    people: ['h14', 'h10'],
    area: { name: '东风路', addresses: ['东风路'], point: { latitude: 41.8, longitude: 123.46 } },
  },
  {
    site: 'north-town-heat',
    name: '西供热站维修班',
    role: 'district-maintenance',
    department: 'west-district',
    people: ['h15', 'h11'],
    area: { name: '西湖路', addresses: ['西湖路'], point: { latitude: 41.8, longitude: 123.38 } },
  },
  {
    site: 'river-county-power',
    name: '城区抢修班',
    role: 'crew',
    department: 'town-crew',
    people: ['w15', 'w07'],
    area: { name: '城关', addresses: ['城关镇'], point: { latitude: 30.1, longitude: 120.2 } },
  },
  {
    site: 'river-county-power',
    name: '农村抢修班',
    role: 'crew',
    department: 'country-crew',
    people: ['w16', 'w08'],
    area: { name: '东乡', addresses: ['东乡镇'], point: { latitude: 30.2, longitude: 120.4 } },
  },
];

const demoSkills: [person: string, skill: string][] = [
  ['p16', 'lift'],
  ['p18', 'lift'],
  ['p18', 'fire-safety'],
  ['p17', 'high-voltage'],
  ['h14', 'pipe-welding'],
  ['w15', 'live-line'],
  ['w16', 'home-wiring'],
];

/** Sets up the demo teams of the sites that are here, once. */
export async function seedDemoTeams(source: DataSource, sites: string[]): Promise<void> {
  const runner = source.createQueryRunner();
  await runner.startTransaction();
  try {
    const [{ there }] = await runner.query(`SELECT EXISTS (SELECT FROM teams) AS there`);
    if (!there) {
      // Before any time at which a demo runs.
      const change: ChangeStamp = { by: 'p13', at: '2020-01-01T00:00:00.000Z' };
      for (const team of demoTeams.filter(({ site }) => sites.includes(site))) {
        const { people, area, department = null, ...rest } = team;
        const { id } = done(await enterTeam(runner, { ...rest, department, lastResort: false, point: null }, change));
        for (const [i, person] of people.entries())
          done(
            await joinTeam(
              runner,
              id,
              { person, lead: i === 0, from: '2020-01-01T00:00:00.000Z', until: null },
              change,
            ),
          );
        done(await enterArea(runner, { team: id, lines: [], ...area }, change));
      }
      for (const [person, skill] of demoSkills) done(await enterSkill(runner, { person, skill }, change));
    }
    await runner.commitTransaction();
  } catch (error) {
    await runner.rollbackTransaction();
    throw error;
  } finally {
    await runner.release();
  }
}

function done<T>(outcome: ChangeOutcome<T>): T {
  if ('faults' in outcome) throw new Error(outcome.faults.map(({ text }) => text.en).join(' '));
  return outcome.done;
}
