import type { DataSource } from 'typeorm';
import type { Actor } from '../domain/actor.js';
import { statusAllows } from '../domain/deciding/act.js';
import { actingPost } from '../domain/deciding/permission.js';
import type { RelatedCaseResults } from '../domain/deciding/related-case-query.js';
import { normalizedAddress } from '../domain/words/address.js';
import { comparedText } from '../domain/words/plain-text.js';
import type { CaseState } from '../domain/case/case.js';
import type { SiteTeams } from '../domain/dispatch/dispatch.js';
import { rowOf } from '../domain/kinds/kinds.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { assigneeOf, teamOf, workRole } from '../domain/dispatch/dispatch-rules.js';
import type { OpenRequest } from './request.js';
import type { RulebookStore } from './versions/rulebooks.js';
import { runPrepared, withRetries, type Connection } from './transaction.js';
import { geoPoint, utcIso } from './sql.js';

/**
 * What an act has to know of teams before it is decided, given the related cases; undefined where its row does not
 * ask, or the site has no team for the work.
 */
export async function teamsFor(
  runner: Connection,
  act: string,
  { kind, site, number, words, facts }: CaseState,
  rulebook: Rulebook,
  at: string,
  relatedCases: RelatedCaseResults | undefined,
): Promise<SiteTeams | undefined> {
  const role = needsTeams(kind, act, relatedCases) ? workRole(kind, rulebook) : undefined;
  return role === undefined
    ? undefined
    : teamsAt(runner, { site, role, number, place: words.place, line: facts['line'], at });
}

/**
 * What is known of teams where the acts of somebody are listed (`nextActs`): read only where it says whether they may take
 * the work of a team that nobody has yet.
 */
export async function teamsToList(
  source: DataSource,
  state: CaseState,
  actor: Actor,
  rulebook: Rulebook,
  at: string,
): Promise<SiteTeams | undefined> {
  const row = rowOf(state.kind, 'accept');
  if (!row || teamOf(state) === null || assigneeOf(state) !== null || !statusAllows(row, state)) return undefined;
  if (!actingPost(row, actor, state, rulebook, at)) return undefined;
  return withRetries(source, (runner) => teamsFor(runner, 'accept', state, rulebook, at, undefined));
}

/** The same for a case that is not opened yet. */
export async function teamsForOpening(
  runner: Connection,
  rulebooks: RulebookStore,
  { kind, rulebook: name, site, input }: OpenRequest,
  at: string,
  relatedCases: RelatedCaseResults | undefined,
): Promise<SiteTeams | undefined> {
  const rulebook = rulebooks.current(name, at);
  const role = rulebook && needsTeams(kind, 'record', relatedCases) ? workRole(kind, rulebook) : undefined;
  const { words, line } = input as { words?: { place?: string }; line?: string };
  return role === undefined ? undefined : teamsAt(runner, { site, role, number: '', place: words?.place, line, at });
}

/** Where, for which work, and for which case. `number`: its case is not counted in anybody's workload. */
export interface TeamQuery {
  site: string;
  role: string;
  number: string;
  place: unknown;
  line: unknown;
  at: string;
}

/**
 * The teams of a site with their people as of `at` (UTC ISO), and those of its areas that the address or line may lie
 * in; undefined where there is no team.
 */
export async function teamsAt(
  runner: Connection,
  { site, role, number, place, line, at }: TeamQuery,
): Promise<SiteTeams | undefined> {
  const [row] = await runPrepared<SiteTeams>(runner, teamsStatement, [
    site,
    role,
    at,
    number,
    addressesLookedFor(typeof place === 'string' ? place : ''),
    typeof line === 'string' ? line : '',
  ]);
  return row && row.teams.length > 0 ? row : undefined;
}

/** The address as it is compared, and beside it as older rules were entered. */
function addressesLookedFor(place: string): string {
  return `${normalizedAddress(place)}\n${comparedText(place).replace(/\s+/g, '')}`;
}

function needsTeams(kind: string, act: string, relatedCases: RelatedCaseResults = {}): boolean {
  const teams = rowOf(kind, act)?.teams ?? false;
  return typeof teams === 'function' ? teams(relatedCases) : teams;
}

/** Somebody's last place: typed, or of the last photo or arrival that says where it was. */
const lastPositionSql = `(
  SELECT jsonb_build_object('latitude', latitude, 'longitude', longitude, 'at', ${utcIso('at')}) FROM (
    (SELECT latitude, longitude, at FROM positions WHERE positions.person_id = one.person_id)
    UNION ALL (SELECT latitude, longitude, COALESCE(taken_at, created_at) FROM files WHERE uploaded_by = one.person_id AND latitude IS NOT NULL ORDER BY created_at DESC LIMIT 1)
    UNION ALL (SELECT (input->>'latitude')::double precision, (input->>'longitude')::double precision, entries.at FROM entries WHERE actor = one.person_id AND input ? 'latitude' AND input ? 'longitude' ORDER BY entries.at DESC LIMIT 1)
  ) AS seen (latitude, longitude, at) ORDER BY at DESC LIMIT 1)`;

const teamsStatement = {
  name: 'banjie-teams',
  text: `
WITH here AS (SELECT * FROM teams WHERE site_id = $1 AND role = $2 AND ended_at IS NULL),
one AS (
  SELECT member.team_id, member.person_id, bool_or(member.lead) AS lead FROM here JOIN team_members member ON member.team_id = here.id
  WHERE member.from_at <= $3 AND (member.until_at IS NULL OR member.until_at > $3) GROUP BY member.team_id, member.person_id
),
known AS (
  SELECT one.team_id, jsonb_build_object(
      'id', people.id, 'name', people.name, 'lead', one.lead, 'plays', held.plays, 'onDuty', held.plays AND (NOT rostered.somebody OR rostered.they), 'absent', is_away(people.id, $3),
      'keys', to_jsonb(keys_at(people.id, $3)), 'skills', COALESCE((SELECT jsonb_agg(skill ORDER BY skill) FROM skills WHERE person_id = people.id AND ended_at IS NULL), '[]'),
      'jobs', (SELECT count(DISTINCT tasks.number) FROM tasks WHERE tasks.person = people.id AND tasks.number <> $4), 'seen', ${lastPositionSql}
    ) AS member
  FROM one JOIN people ON people.id = one.person_id
  CROSS JOIN LATERAL (
    SELECT EXISTS (SELECT FROM held_at(people.id, $3) AS held WHERE held.role = $2 AND (held.site_id IS NULL OR held.site_id = $1)) AS plays
  ) AS held
  CROSS JOIN LATERAL (
    -- Where a roster says who is on duty, only those are.
    SELECT count(*) > 0 AS somebody, COALESCE(bool_or(entry.person_id = people.id), false) AS they FROM roster_entries entry
    WHERE entry.site_id = $1 AND entry.role = $2 AND entry.withdrawn_at IS NULL AND entry.starts_at <= $3 AND $3 < entry.ends_at AND works_in(one.team_id, entry.person_id, $3)
  ) AS rostered
),
lying AS (
  SELECT areas.*, jsonb_agg(jsonb_build_object('kind', rule.kind, 'value', rule.value, 'compared', rule.compared) ORDER BY rule.compared) AS rules
  FROM areas JOIN area_rules rule ON rule.area_id = areas.id JOIN here ON here.id = areas.team_id
  WHERE areas.site_id = $1 AND areas.ended_at IS NULL AND CASE rule.kind WHEN 'line' THEN rule.compared = $6 ELSE strpos($5, regexp_replace(rule.compared, '[单双]号$', '')) > 0 END GROUP BY areas.id
)
SELECT
  COALESCE((SELECT jsonb_agg(jsonb_build_object(
    'id', here.id::text, 'name', here.name, 'role', here.role, 'department', here.department, 'lastResort', here.last_resort, 'point', ${geoPoint('here')},
    'members', COALESCE((SELECT jsonb_agg(member ORDER BY member->>'id') FROM known WHERE team_id = here.id), '[]')) ORDER BY here.id) FROM here), '[]') AS teams,
  COALESCE((SELECT jsonb_agg(jsonb_build_object('id', id::text, 'name', name, 'team', team_id::text, 'point', ${geoPoint('lying')}, 'rules', rules) ORDER BY id) FROM lying), '[]') AS areas`,
};
