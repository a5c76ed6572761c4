// Two teams of the estate with people, areas and a skill, made the way the API makes them.
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { isRefusal } from '../../../domain/refusal.js';
import { enterArea, type NewArea } from '../../../ledger/teams/area-records.js';
import { changeOnce, type ChangeOutcome } from '../../../ledger/people/change-once.js';
import { enterSkill } from '../../../ledger/people/skill-records.js';
import { enterTeam, joinTeam, leaveTeam, type ChangeStamp, type NewTeam } from '../../../ledger/teams/team-records.js';
import type { TimeSource } from '../../../ledger/time-source.js';
import { actorIn, hire } from '../actors.js';

type Runner = Parameters<typeof enterTeam>[0];

/** Keeps teams of an organisation as `by`; throws where something is wrong. */
export class TeamKeeper {
  constructor(
    private readonly ledger: { source: DataSource; time: TimeSource },
    private readonly by: string,
    private readonly organisation: string,
  ) {}

  async team(
    team: Partial<NewTeam> & { site: string; name: string; role: string },
    people: string[] = [],
    lead?: string,
  ): Promise<string> {
    const { id } = await this.change((runner, change) =>
      enterTeam(runner, { department: null, lastResort: false, point: null, ...team }, change),
    );
    for (const person of people) await this.join(id, person, person === lead);
    return id;
  }

  join(team: string, person: string, lead = false): Promise<unknown> {
    return this.change((runner, change) =>
      joinTeam(runner, team, { person, lead, from: change.at, until: null }, change),
    );
  }

  leave(team: string, person: string): Promise<unknown> {
    return this.change((runner, change) => leaveTeam(runner, team, person, change.at, change));
  }

  async area(area: Partial<NewArea> & { team: string; name: string }): Promise<string> {
    return (
      await this.change((runner, change) =>
        enterArea(runner, { addresses: [], lines: [], point: null, ...area }, change),
      )
    ).id;
  }

  skill(person: string, skill: string): Promise<unknown> {
    return this.change((runner, change) => enterSkill(runner, { person, skill }, change));
  }

  private async change<T extends object>(
    work: (runner: Runner, change: ChangeStamp) => Promise<ChangeOutcome<T>>,
  ): Promise<T> {
    const outcome = await changeOnce(
      this.ledger,
      { actor: this.by, key: randomUUID(), body: {}, organisation: this.organisation },
      (runner, at) => work(runner, { by: this.by, at }),
    );
    if (isRefusal(outcome)) throw new Error(outcome.text.en);
    if ('faults' in outcome) throw new Error(outcome.faults.map(({ field, text }) => `${field}: ${text.en}`).join(' '));
    return outcome.done;
  }
}

export interface EstateTeams {
  keeper: TeamKeeper;
  east: string;
  west: string;
}

/** East (7-9号楼: east-1, east-2 who mends lifts, east-lead) and west (the rest: west-1) of the estate. */
export async function estateTeams(ledger: { source: DataSource; time: TimeSource }): Promise<EstateTeams> {
  for (const id of ['east-1', 'east-2', 'east-lead', 'west-1'])
    await hire(ledger.source, actorIn('maintenance', { id, site: 'sunshine' }));
  const keeper = new TeamKeeper(ledger, 'p03', 'property-company');
  const east = await keeper.team(
    { site: 'sunshine', name: '东片区维修班', role: 'maintenance' },
    ['east-1', 'east-2', 'east-lead'],
    'east-lead',
  );
  const west = await keeper.team({ site: 'sunshine', name: '西片区维修班', role: 'maintenance', lastResort: true }, [
    'west-1',
  ]);
  await keeper.area({
    team: east,
    name: '东片区',
    addresses: ['7-9号楼'],
    point: { latitude: 27.83, longitude: 113.13 },
  });
  await keeper.skill('east-2', 'lift');
  return { keeper, east, west };
}

/** Somebody of the estate's maintenance, as an actor. */
export const worker = (id: string) => actorIn('maintenance', { id, site: 'sunshine' });
