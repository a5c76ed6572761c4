import type { RoleGroups, KindRules } from './kind-rules.js';
import type { ClockRule } from './clock-rule.js';
import type { Calendar } from '../time/calendar.js';
import type { FigureRule } from './figures.js';
import type { NoticeKind } from '../case/case.js';
import type { Limit } from '../time/limit.js';
import type { Text } from '../text.js';

export interface TierGround {
  id: string;
  clause: string;
  name: Text;
}

/** How grave a case is (等级): the gravest first, so that where several fit the first wins (P-4.3.2.3). */
export interface TierRule {
  id: string;
  name: Text;
  organiser: string;
  clause: string;
  grounds: TierGround[];
}

export interface RoleRule {
  name: Text;
  /** Where it is one level up when nobody holds it, or when an escalation goes on. */
  reportsTo?: string;
  /** Belongs to one department of the case, not to the whole site. */
  ofDepartment?: boolean;
  /** Acts for these roles while the calendar is closed (P-3.4). */
  standsInFor?: { roles: string[]; outsideCalendar: string; clause: string };
  /** A party to the case without an account: what they say is entered by staff. */
  party?: boolean;
  /** When somebody must be on duty for it. */
  roster?: RosterRule;
  /** Who may stand in for it by a delegation (委托代理), in addition to those of the role and those above. */
  substitutes?: string[];
}

/**
 * When a role must be covered by the duty roster (值班表): while a calendar is open, or outside it; in a season alone
 * where one is named.
 */
export interface RosterRule {
  duringCalendar?: string;
  outsideCalendar?: string;
  season?: string;
  clause: string;
  house?: boolean;
  /** Who may be put on the roster for it in addition to those who hold the post. */
  filledBy?: string[];
}

/** What a clause asks, in one sentence, and what carries it where it is not a clock: an act, a workflow, a figure, … */
export interface ClauseRule {
  text: Text;
  carriedBy?: string[];
  notYet?: boolean;
}

/** An entry of a list: its name, and anything else the rules say of it. */
export interface ListEntry {
  name: Text;
  [more: string]: unknown;
}

/** What the rules ask of the person who takes a call. */
export interface CallRules {
  /** Answered within so many rings. */
  maxRings: number;
  clause: string;
  /** Answered later, an apology puts it right. */
  apologySuffices?: boolean;
  /** House data: seconds from ring to ring, where only the times are known. */
  secondsPerRing: number;
  /** Which words are written down one by one, in which kinds of case. */
  recorded?: { kinds: string[]; words: string[] };
}

/** How a kind of notice is worded, or that kind under one clause. */
export interface TemplateRule {
  kind: NoticeKind;
  clause?: string;
  subject: Text;
  body: Text;
}

/**
 * Points for what was late (考核扣分), as data. The first rule that fits a clock is the one that counts; where a rule names
 * nothing, everything fits. `custodian`: those who had custody, each by the time they had it; else a role, such as the
 * head of the department.
 */
export interface PointsRule {
  id: string;
  clause: string;
  house?: boolean;
  name: Text;
  kinds?: string[];
  tiers?: string[];
  clauses?: string[];
  natures?: NonNullable<ClockRule['nature']>[];
  penalties: { to: string; points: number }[];
}

/**
 * How long after an attribution is settled somebody may appeal against it (申诉). House data, with the clause of the
 * appraisal.
 */
export interface AppealRules {
  within: Limit;
  clause: string;
}

/** One organisation's written rules (规程), as versioned data. Calendars come with their holidays built in. */
export interface Rulebook {
  name: string;
  /** The rulebook whose clauses these carry out as local rules (W-36). */
  refines?: string;
  version: string;
  title: Text;
  /** Whose rules they are, as printed above forms and reports. */
  organisation?: Text;
  source: string;
  timeZone: string;
  calendars: Record<string, Calendar>;
  roles: Record<string, RoleRule>;
  departments: Record<string, Text>;
  roleGroups?: RoleGroups;
  tiers: TierRule[];
  repairTypes: Record<string, { name: Text; major?: boolean }>;
  /** What else the rules enumerate (areas, categories, price items, …), by id: fields of acts name the list. */
  lists?: Record<string, Record<string, ListEntry>>;
  calls?: CallRules;
  /**
   * The clause by which the people a case is about do not act on it (回避); where it is left out, the clause of the act
   * holds.
   */
  recusal?: string;
  /** How long ago a case may have come in, and an act have happened, when it is recorded: 31 days where left out. */
  receivedWithin?: Limit;
  /** Figures asked for (指标), points for what was late (考核扣分), and how long one may appeal against them (申诉). */
  figures?: FigureRule[];
  points?: PointsRule[];
  appeals?: AppealRules;
  /** House data: the number under which customers reach the service desk. */
  deskPhone?: string;
  /** How notices are worded where not as usual (domain/notices/templates.ts). */
  templates?: TemplateRule[];
  kinds: Record<string, KindRules>;
  clauses: Record<string, ClauseRule>;
}

/** The rules of a kind; a fault, not a refusal, where the rulebook has none (callers check `kind` first). */
export function kindRules(rulebook: Rulebook, kind: string): KindRules {
  const rules = rulebook.kinds[kind];
  if (!rules) throw new Error(`Rulebook ${rulebook.name} ${rulebook.version} has no kind ${kind}.`);
  return rules;
}

/** The rule a clock runs under, in the version the case is pinned to. */
export function clockRule(rulebook: Rulebook, kind: string, id: string): ClockRule {
  const rule = kindRules(rulebook, kind).clocks.find((clock) => clock.id === id);
  if (!rule) throw new Error(`Rulebook ${rulebook.name} ${rulebook.version} has no clock ${id} for ${kind}.`);
  return rule;
}

/** What a clock is called; by its clause where its case was moved to a version that has no such clock any more. */
export function clockName(
  { kinds, clauses }: Rulebook,
  kind: string,
  { rule, clause }: { rule: string; clause: string },
): Text {
  return (
    kinds[kind]?.clocks.find(({ id }) => id === rule)?.name ?? clauses[clause]?.text ?? { 'zh-CN': rule, en: rule }
  );
}

/** The calendar a rule names; the rulebook's `always` (around the clock) where it names none. */
export function calendarOf(rulebook: Rulebook, name: string | undefined): Calendar {
  const calendar = rulebook.calendars[name ?? 'always'];
  if (!calendar) throw new Error(`Rulebook ${rulebook.name} ${rulebook.version} has no calendar ${name}.`);
  return calendar;
}

/**
 * The ids in a list of the rulebook: `departments`, `repairTypes` or one of `lists`; undefined where there is no such
 * list.
 */
export function listIds(
  { departments, repairTypes, lists }: Pick<Rulebook, 'departments' | 'repairTypes' | 'lists'>,
  list: string,
): string[] | undefined {
  const entries: Record<string, object> = { ...lists, departments, repairTypes };
  return Object.hasOwn(entries, list) ? Object.keys(entries[list]!) : undefined;
}
