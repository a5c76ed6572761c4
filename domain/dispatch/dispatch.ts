import { normalizedAddress, indexOfAddress } from '../words/address.js';

/** Degrees. */
export interface GeoPoint {
  latitude: number;
  longitude: number;
}

/** One person of a team, as things stand at the moment of asking. */
export interface TeamMember {
  id: string;
  name: string;
  lead: boolean;
  /** Holds the team's role at the site now. */
  plays: boolean;
  /** By roster and leave: see ledger/teams.ts. */
  onDuty: boolean;
  absent: boolean;
  /** Keys under which a case may be about them (`keysOf`). */
  keys: string[];
  skills: string[];
  /** Open cases that wait for them. */
  jobs: number;
  /** Where they were last, and when (UTC ISO). */
  seen: (GeoPoint & { at: string }) | null;
}

export interface Team {
  id: string;
  name: string;
  role: string;
  department: string | null;
  lastResort: boolean;
  point: GeoPoint | null;
  members: TeamMember[];
}

/** Addresses that the rule stands for, or a supply line; `compared` as `normalizedAddress` gives it. */
export interface Area {
  id: string;
  name: string;
  team: string;
  point: GeoPoint | null;
  rules: { kind: 'address' | 'line'; value: string; compared: string }[];
}

/** The teams of a site that may be given a kind of case, and the areas that belong to them. */
export interface SiteTeams {
  teams: Team[];
  areas: Area[];
}

/** What is to be done, as far as dispatching asks. */
export interface DispatchJob {
  place: string | undefined;
  line: string | undefined;
  /** Skills it takes, by the list `skills` of the rulebook. */
  skills: string[];
  /** Whom the case is about (`aboutKeys`). */
  about: string[];
  /** Who had it in the round before, and who has given it back. */
  hadIt: string | undefined;
  gaveBack: string | undefined;
}

/**
 * Why a team or a person: a code and what it speaks of, by ids and figures alone. `dispatch-reasons.ts` says it in
 * words.
 */
export type DispatchReason =
  | { code: 'area' | 'line'; area: string; value: string }
  | {
      code:
        | 'last-resort'
        | 'only-team'
        | 'chosen'
        | 'department'
        | 'had-it'
        | 'gave-back'
        | 'off-duty'
        | 'nobody-on-duty'
        | 'lead'
        | 'place-unknown';
    }
  | { code: 'skill' | 'lacks-skill' | 'nobody-has-skill'; skill: string }
  | { code: 'jobs'; jobs: number }
  | { code: 'metres'; metres: number; at: string };

export interface ChosenTeam {
  team: Team;
  reason: DispatchReason;
  area: Area | undefined;
}

/**
 * Somebody who may do it: the first is the one to ask first. `metres`: straight-line distance, null where either place
 * is unknown.
 */
export interface DispatchCandidate {
  member: TeamMember;
  reasons: DispatchReason[];
  metres: number | null;
}

/**
 * The team for a job: of the area in whose rules its address lies, the longest rule first, among equals the one that
 * stands first in the address; else of the supply line; else the team of last resort, or the only one there is.
 * Undefined where none of these says which.
 */
export function teamFor(job: Pick<DispatchJob, 'place' | 'line'>, { teams, areas }: SiteTeams): ChosenTeam | undefined {
  const found = areaOf(job, areas);
  const ofArea = found && teams.find(({ id }) => id === found.area.team);
  if (found && ofArea)
    return {
      team: ofArea,
      area: found.area,
      reason: { code: found.kind === 'address' ? 'area' : 'line', area: found.area.id, value: found.value },
    };
  const last = teams.find(({ lastResort }) => lastResort);
  if (last) return { team: last, area: undefined, reason: { code: 'last-resort' } };
  return teams.length === 1 ? { team: teams[0]!, area: undefined, reason: { code: 'only-team' } } : undefined;
}

/** The area of an address or line with the rule that says so. */
export function areaOf(
  { place, line }: Pick<DispatchJob, 'place' | 'line'>,
  areas: readonly Area[],
): { area: Area; kind: 'address' | 'line'; value: string } | undefined {
  const address = normalizedAddress(place ?? '');
  const hits = areas.flatMap((area) =>
    area.rules.flatMap(({ kind, value, compared }) => {
      const at = kind === 'address' ? indexOfAddress(address, normalizedAddress(compared)) : line === compared ? 0 : -1;
      return at < 0 ? [] : [{ area, kind, value, at, length: kind === 'address' ? compared.length : 0 }];
    }),
  );
  return hits.toSorted(
    (one, other) => other.length - one.length || one.at - other.at || compareText(one.area.id, other.area.id),
  )[0];
}

/**
 * Who of a team may do the job, in the order in which they are asked: who is able to (where anybody is), who had it
 * before, who has fewest open jobs, who is nearest. Nobody who is absent, off duty, no longer plays the team's role, or
 * whom the case is about.
 */
export function candidatesFor(job: DispatchJob, team: Team, area: Area | undefined): DispatchCandidate[] {
  const here = team.members.filter(
    (member) => member.plays && member.onDuty && !member.absent && !isMemberSubject(job, member),
  );
  const lacks = (member: TeamMember) => job.skills.filter((skill) => !member.skills.includes(skill));
  // What nobody here can do keeps nobody from being asked.
  const missing = job.skills.filter((skill) => !here.some((member) => member.skills.includes(skill)));
  const fewest = Math.min(...here.map((member) => lacks(member).length));
  const able = here.filter((member) => lacks(member).length === fewest);
  return able
    .map((member) => candidate(job, member, { missing, point: area?.point ?? team.point }))
    .toSorted(byPreference(job));
}

/** The person the work goes to when nobody is on duty: the team's lead, unless they may not. */
export function leadFor(job: Pick<DispatchJob, 'about'>, team: Team): TeamMember | undefined {
  return team.members.find((member) => member.lead && member.plays && !member.absent && !isMemberSubject(job, member));
}

/** The straight line between two places, in metres (haversine, a sphere of 6371 km): roads are longer. */
export function metresBetween(one: GeoPoint, other: GeoPoint): number {
  const rad = Math.PI / 180;
  const [dLatitude, dLongitude] = [(other.latitude - one.latitude) * rad, (other.longitude - one.longitude) * rad];
  const a =
    Math.sin(dLatitude / 2) ** 2 +
    Math.cos(one.latitude * rad) * Math.cos(other.latitude * rad) * Math.sin(dLongitude / 2) ** 2;
  return Math.round(2 * 6_371_000 * Math.asin(Math.min(1, Math.sqrt(a))));
}

function candidate(
  job: DispatchJob,
  member: TeamMember,
  { missing, point }: { missing: string[]; point: GeoPoint | null },
): DispatchCandidate {
  const metres = point && member.seen ? metresBetween(point, member.seen) : null;
  const reasons: DispatchReason[] = [
    ...job.skills.map((skill): DispatchReason =>
      member.skills.includes(skill)
        ? { code: 'skill', skill }
        : missing.includes(skill)
          ? { code: 'nobody-has-skill', skill }
          : { code: 'lacks-skill', skill },
    ),
    ...(job.hadIt === member.id ? [{ code: 'had-it' } as const] : []),
    ...(job.gaveBack === member.id ? [{ code: 'gave-back' } as const] : []),
    { code: 'jobs', jobs: member.jobs },
    metres === null ? { code: 'place-unknown' } : { code: 'metres', metres, at: member.seen!.at },
  ];
  return { member, reasons, metres };
}

/** Who had it in the round before comes first; who gave it back comes last. */
function byPreference(job: DispatchJob) {
  const turn = ({ member: { id } }: DispatchCandidate) => (id === job.gaveBack ? 2 : id === job.hadIt ? 0 : 1);
  return (one: DispatchCandidate, other: DispatchCandidate): number =>
    turn(one) - turn(other) ||
    one.member.jobs - other.member.jobs ||
    (one.metres ?? Infinity) - (other.metres ?? Infinity) ||
    compareText(one.member.id, other.member.id) ||
    0;
}

export function isMemberSubject({ about }: Pick<DispatchJob, 'about'>, { keys }: Pick<TeamMember, 'keys'>): boolean {
  return keys.some((key) => about.includes(key));
}

const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
