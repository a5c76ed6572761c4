import { clockFigures, type GeneratedClock } from './generated-clocks.js';
import type { CaseState } from '../case/case.js';
import type { Limit } from '../time/limit.js';
import type { ClockRule } from './clock-rule.js';
import type { Rulebook } from './rulebook.js';
import type { Text } from '../text.js';
import { inZone } from '../time/zone.js';

/**
 * When a duty comes round: every day, a weekday, a day of the month, a day of the first month of a quarter, or `MM-DD`
 * of the year.
 */
export type DutyRecurrence =
  { day: 'all' } | { week: Weekday } | { month: number } | { quarter: number } | { year: string };

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Weekday = (typeof weekdays)[number];

/** What a report on a duty may be asked for. */
export const dutyRequiredFields = ['findings', 'count', 'files', 'drill'] as const;

/** One duty of a rulebook (`lists.duties`): what its clock says, when it comes round, and who signs it off. */
export interface DutyRule extends Pick<
  ClockRule,
  'clause' | 'house' | 'who' | 'limit' | 'calendar' | 'warn' | 'escalation' | 'reminder'
> {
  name: Text;
  /** Left out where it is opened by hand alone. */
  every?: DutyRecurrence;
  /** Local time at which it is opened, in the rulebook's zone. */
  opensAt?: string;
  /** The season of a calendar outside which it does not come round. */
  season?: string;
  /**
   * Who checks what was done, within which house limit, and how long what is sent back may take. Left out: the
   * report ends it.
   */
  signOff?: Pick<ClockRule, 'warn' | 'escalation' | 'reminder'> & { who: string; limit: Limit; redoLimit: Limit };
  requiredFields?: (typeof dutyRequiredFields)[number][];
  /**
   * What the system produces when it comes round: the report of the newest month that is over. `cutOff` (house data):
   * the last day that counts in a month, its end where left out; `kind`: of these cases alone.
   */
  report?: { kind?: string; cutOff?: number };
  /** A count below this is on record as too few. */
  minCount?: number;
  /** What must be passed one after the other before the report. */
  stages?: string[];
  /** Figures only: what was found is kept elsewhere. */
  secret?: boolean;
  /** Its day may be changed by telling those concerned beforehand. */
  reschedulable?: boolean;
  /** Single items may be put off or settled provisionally. */
  exceptions?: boolean;
  /** How long a thing is kept at least: released before is refused. */
  minRetention?: Limit;
}

/** The duties of a rulebook by id. */
export function dutiesOf({ lists }: Pick<Rulebook, 'lists'>): Record<string, DutyRule> {
  return (lists?.['duties'] ?? {}) as unknown as Record<string, DutyRule>;
}

/** The rule of the duty a case is about; a fault where its rulebook has none. */
export function dutyOf(id: unknown, rulebook: Pick<Rulebook, 'lists' | 'name'>): DutyRule {
  const duty = dutiesOf(rulebook)[String(id)];
  if (!duty) throw new Error(`Rulebook ${rulebook.name} has no duty ${String(id)}.`);
  return duty;
}

/**
 * The clocks that duties stand for: the work, its signing off, and what is sent back. Counted from when the duty came
 * round, however late it was opened.
 */
export function dutyClocks(rulebook: Pick<Rulebook, 'lists'>): GeneratedClock[] {
  return Object.entries(dutiesOf(rulebook)).flatMap(([id, duty]) => {
    const { clause, signOff, who } = duty;
    const when = { duty: id };
    const path = ['lists', 'duties', id];
    const own: ClockRule = {
      ...clockFigures(duty),
      id,
      clause,
      who,
      name: duty.name,
      when,
      start: ['record'],
      from: 'received',
      until: [duty.minRetention ? 'release' : 'report'],
      stop: ['excuse'],
      ...(duty.reschedulable ? { dueOverride: 'movedTo' } : {}),
    };
    if (!signOff) return [{ clock: own, path }];
    const { limit, redoLimit: within, who: signer, ...watched } = signOff;
    const shared = { ...clockFigures(watched), house: true, clause, when };
    const named = (zh: string, en: string): Text => ({
      'zh-CN': `${duty.name['zh-CN']}${zh}`,
      en: `${duty.name.en}${en}`,
    });
    const signing: ClockRule = {
      ...shared,
      id: `${id}-sign-off`,
      who: signer,
      name: named('的签核', ' signed off'),
      start: ['report'],
      until: ['sign-off', 'send-back'],
      limit,
    };
    const again: ClockRule = {
      ...shared,
      id: `${id}-again`,
      who,
      name: named('退回重做', ' done again'),
      start: ['send-back'],
      until: ['report'],
      stop: ['excuse'],
      limit: within,
    };
    return [
      { clock: own, path },
      { clock: signing, path: [...path, 'signOff'] },
      { clock: again, path: [...path, 'signOff'] },
    ];
  });
}

/** Roles that are derived from the duty: who does it, who signs it off, and who is above the one who does it. */
export const [dutyDoer, dutySigner, dutySuperior] = ['duty-doer', 'duty-signer', 'duty-superior'] as const;

/** Who that is for this case; undefined for any other name. */
export function dutyRoles(name: string, state: Pick<CaseState, 'facts'>, rulebook: Rulebook): string[] | undefined {
  if (name !== dutyDoer && name !== dutySigner && name !== dutySuperior) return undefined;
  const { who, signOff } = dutyOf(state.facts['duty'], rulebook);
  if (name === dutyDoer) return [who];
  const signer = signOff ? [signOff.who] : [];
  return name === dutySigner ? signer : [...new Set([...signer, ...above(who, rulebook)])];
}

function above(role: string, { roles }: Rulebook): string[] {
  const up = roles[role]?.reportsTo;
  return up ? [up, ...above(up, { roles } as Rulebook)] : [];
}

/**
 * The period a duty is opened for, by local date: 2026, 2026-Q4, 2026-11, 2026-W48, 2026-11-23. It opens once for each.
 */
export function dutyPeriodOf(every: DutyRecurrence, at: string, timeZone: string): string {
  const date = inZone(at, timeZone).slice(0, 10);
  if ('year' in every) return date.slice(0, 4);
  if ('quarter' in every) return `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
  if ('month' in every) return date.slice(0, 7);
  return 'week' in every ? isoWeek(date) : date;
}

/** The week of ISO 8601: it belongs to the year of its Thursday. */
function isoWeek(date: string): string {
  const dayMs = 86_400_000;
  const ms = Date.parse(`${date}T00:00:00Z`);
  const thursday = new Date(ms + (3 - ((new Date(ms).getUTCDay() + 6) % 7)) * dayMs);
  const week = Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / (7 * dayMs)) + 1;
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, '0')}`;
}

/** True where the duty has no season, or the instant lies in it. */
export function isDutyInSeason(
  { season }: DutyRule,
  at: string,
  { calendars, timeZone }: Pick<Rulebook, 'calendars' | 'timeZone'>,
): boolean {
  return isDayInSeason(season, inZone(at, timeZone).slice(5, 10), calendars);
}

/** The same of a local day, `MM-DD`. */
export function isDayInSeason(
  season: string | undefined,
  day: string,
  calendars: Pick<Rulebook, 'calendars'>['calendars'],
): boolean {
  if (!season) return true;
  return Object.values(calendars).some((calendar) =>
    calendar.seasons?.some(
      ({ name, from, to }) => name === season && (from <= to ? from <= day && day <= to : from <= day || day <= to),
    ),
  );
}
