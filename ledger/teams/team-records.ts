import type { QueryRunner } from 'typeorm';
import type { GeoPoint } from '../../domain/dispatch/dispatch.js';
import { fieldFault, type ChangeOutcome } from '../people/change-once.js';

/** Who changes something, and when (UTC ISO). */
export interface ChangeStamp {
  by: string;
  at: string;
}

export interface NewTeam {
  site: string;
  name: string;
  role: string;
  department: string | null;
  lastResort: boolean;
  point: GeoPoint | null;
}

export interface NewMember {
  person: string;
  lead: boolean;
  from: string;
  until: string | null;
}

/** Enters a team of a site. One team of a name, and one of last resort for the same work. */
export async function enterTeam(
  runner: QueryRunner,
  { site, name, role, department, lastResort, point }: NewTeam,
  { by, at }: ChangeStamp,
): Promise<ChangeOutcome<{ id: string }>> {
  const others: { name: string; last_resort: boolean }[] = await runner.query(
    `SELECT name, role = $3 AND last_resort AS last_resort FROM teams WHERE site_id = $1 AND ended_at IS NULL AND (name = $2 OR role = $3 AND last_resort)`,
    [site, name, role],
  );
  if (others.some((other) => other.name === name))
    return {
      faults: [
        fieldFault(
          'name',
          `There is a team '${name}' at this site already: give this one another name, or end that one.`,
          `本项目已有班组“${name}”，请另取名称，或先停用原班组。`,
        ),
      ],
    };
  const last = others.find((other) => other.last_resort);
  if (lastResort && last)
    return {
      faults: [
        fieldFault(
          'lastResort',
          `${last.name} takes what lies in no area already: only one team of a role does.`,
          `${last.name}已是兜底班组，同一角色只能有一个兜底班组。`,
        ),
      ],
    };
  const [row] = await runner.query(
    `INSERT INTO teams (site_id, name, role, department, last_resort, latitude, longitude, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id::text`,
    [site, name, role, department, lastResort, point?.latitude ?? null, point?.longitude ?? null, by, at],
  );
  return { done: row };
}

/** Ends a team that has neither areas nor work any more. */
export async function endTeam(
  runner: QueryRunner,
  team: string,
  { by, at }: ChangeStamp,
): Promise<ChangeOutcome<{ id: string }>> {
  const [{ areas, work }] = await runner.query(
    `SELECT (SELECT count(*)::integer FROM areas WHERE team_id = $1 AND ended_at IS NULL) AS areas, (SELECT count(DISTINCT number)::integer FROM tasks WHERE team = $1) AS work`,
    [team],
  );
  if (areas > 0)
    return {
      faults: [
        fieldFault(
          'id',
          `${areas} areas belong to this team: move or end them first.`,
          `该班组还有 ${areas} 个区域，请先移交或停用。`,
        ),
      ],
    };
  if (work > 0)
    return {
      faults: [
        fieldFault(
          'id',
          `${work} open cases are with this team: send them on first.`,
          `该班组还有 ${work} 个未办结案件，请先转派。`,
        ),
      ],
    };
  await runner.query(
    `UPDATE team_members SET until_at = GREATEST(from_at, $2), ended_by = $3 WHERE team_id = $1 AND (until_at IS NULL OR until_at > $2)`,
    [team, at, by],
  );
  await runner.query(`UPDATE teams SET ended_at = $2, ended_by = $3 WHERE id = $1 AND ended_at IS NULL`, [
    team,
    at,
    by,
  ]);
  return { done: { id: team } };
}

/**
 * Enters somebody in a team for a time: of the same organisation, with a post in the team's role at its site, and not
 * twice at once.
 */
export async function joinTeam(
  runner: QueryRunner,
  team: string,
  { person, lead, from, until }: NewMember,
  { by, at }: ChangeStamp,
): Promise<ChangeOutcome<{ id: string }>> {
  const [found] = await runner.query(
    `SELECT people.name, teams.role, teams.name AS team,
       EXISTS (SELECT FROM held_at(people.id, GREATEST($3::timestamptz, $4)) AS held WHERE held.role = teams.role AND (held.site_id IS NULL OR held.site_id = teams.site_id) AND held.held_for IS NULL) AS plays,
       EXISTS (SELECT FROM team_members own WHERE own.team_id = teams.id AND own.person_id = people.id AND tstzrange(own.from_at, own.until_at) && tstzrange($3, $5)) AS there
     FROM teams JOIN sites ON sites.id = teams.site_id LEFT JOIN people ON people.id = $2 AND people.organisation = sites.organisation WHERE teams.id = $1`,
    [team, person, from, at, until],
  );
  if (!found.name)
    return {
      faults: [
        fieldFault(
          'person',
          `There is nobody of the id '${person}': see /v1/people.`,
          `没有标识为“${person}”的人员，请查看人员名单。`,
        ),
      ],
    };
  if (until !== null && until <= from)
    return { faults: [fieldFault('until', 'must lie after the beginning (from).', '须晚于开始时间。')] };
  if (!found.plays)
    return {
      faults: [
        fieldFault(
          'person',
          `${found.name} holds no post as ${found.role} here: give them the post first.`,
          `${found.name}在本项目不担任该班组的角色，请先任职。`,
        ),
      ],
    };
  if (found.there)
    return {
      faults: [
        fieldFault(
          'person',
          `${found.name} works in ${found.team} at that time already.`,
          `${found.name}在该时间段内已在${found.team}。`,
        ),
      ],
    };
  const [row] = await runner.query(
    `INSERT INTO team_members (team_id, person_id, lead, from_at, until_at, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id::text`,
    [team, person, lead, from, until, by, at],
  );
  return { done: row };
}

/**
 * Somebody leaves a team at `until`, which may lie ahead. What they have then goes back to the team
 * (ledger/people/release-abandoned-cases.ts).
 */
export async function leaveTeam(
  runner: QueryRunner,
  team: string,
  person: string,
  until: string,
  { by, at }: ChangeStamp,
): Promise<ChangeOutcome<{ person: string }>> {
  if (until < at)
    return {
      faults: [fieldFault('until', 'lies in the past: leave it out for now.', '不能早于现在，可不填表示立即。')],
    };
  const [, count] = await runner.query(
    `UPDATE team_members SET until_at = GREATEST(from_at, $3), ended_by = $4 WHERE team_id = $1 AND person_id = $2 AND (until_at IS NULL OR until_at > $3)`,
    [team, person, until, by],
  );
  return count > 0
    ? { done: { person } }
    : { faults: [fieldFault('person', `'${person}' does not work in this team.`, `“${person}”不在该班组。`)] };
}
