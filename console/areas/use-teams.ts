import { $api, type Json } from '../api/client.js';

export type AreaTeam = Json<'TeamJson'>;
export type Area = Json<'AreaJson'>;

/** Something about the teams of a site that somebody should know. */
export type TeamRemark =
  { sort: 'noLastResort'; role: string } | { sort: 'idleTeam' | 'nobodyIn' | 'noLead'; team: string };

/** The teams of a site, their areas, and what the rules say of both. */
export function useTeams(site: string) {
  const query = { params: { query: { site } } };
  const teams = $api.useQuery('get', '/v1/teams', query);
  const areas = $api.useQuery('get', '/v1/areas', query);
  const options = $api.useQuery('get', '/v1/teams/options', query, { staleTime: 300_000 });
  const error = teams.error ?? areas.error ?? options.error;
  return {
    teams: (teams.data?.teams ?? []).filter(({ endedAt }) => endedAt === null),
    areas: (areas.data?.areas ?? []).filter(({ endedAt }) => endedAt === null),
    works: options.data?.works ?? [],
    skills: options.data?.skills ?? [],
    error: error as never,
    isPending: teams.isPending || areas.isPending || options.isPending,
  };
}

/** How many streets, buildings and houses an area covers, with its supply lines. */
export const placesOf = ({ covers, lines }: Pick<Area, 'covers' | 'lines'>): number =>
  covers.reduce((sum, { places }) => sum + places, 0) + lines.length;

/** Where work may reach nobody: several teams without one of last resort, teams that nothing leads to, without people or a lead. */
export function teamRemarks(teams: readonly AreaTeam[]): TeamRemark[] {
  const roles = [...new Set(teams.map(({ role }) => role))];
  const open = roles.filter((role) => {
    const of = teams.filter((team) => team.role === role);
    return of.length > 1 && !of.some(({ lastResort }) => lastResort);
  });
  const isAlone = (team: AreaTeam) => teams.filter(({ role }) => role === team.role).length === 1;
  return [
    ...open.map((role): TeamRemark => ({ sort: 'noLastResort', role })),
    ...teams.flatMap((team): TeamRemark[] => [
      ...(team.areas === 0 && !team.lastResort && !isAlone(team)
        ? [{ sort: 'idleTeam' as const, team: team.name }]
        : []),
      ...(team.members.length === 0 ? [{ sort: 'nobodyIn' as const, team: team.name }] : []),
      ...(team.members.length > 0 && !team.members.some(({ lead }) => lead)
        ? [{ sort: 'noLead' as const, team: team.name }]
        : []),
    ]),
  ];
}
