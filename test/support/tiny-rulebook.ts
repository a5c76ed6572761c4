// A rulebook of a few lines and a case without history, for tests of one rule at a time.
import type { Actor } from '../../domain/actor.js';
import type { CaseState, ClockState } from '../../domain/case/case.js';
import type { ClockRule } from '../../domain/rulebook/clock-rule.js';
import type { KindRules } from '../../domain/rulebook/kind-rules.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';

export const text = { 'zh-CN': '文字', en: 'words' };
const allDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const workday = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const week = (days: readonly string[], ...open: [string, string][]) =>
  Object.fromEntries(days.map((day) => [day, open]));

/**
 * Office hours 09:00 to 17:00 in Shanghai (01:00 to 09:00 in UTC), Monday to Friday; clerks, a deputy above them, a
 * chief on top.
 */
export function tinyRulebook(clocks: ClockRule[] = [], kind: Partial<KindRules> = {}): Rulebook {
  const timeZone = 'Asia/Shanghai';
  return {
    name: 'tiny',
    version: '1',
    title: text,
    source: 'made up',
    timeZone,
    calendars: {
      always: { timeZone, week: week(allDay, ['00:00', '24:00']) },
      office: { timeZone, week: week(workday, ['09:00', '17:00']) },
    },
    roles: {
      clerk: { name: { 'zh-CN': '办事员', en: 'clerk' }, reportsTo: 'deputy' },
      deputy: { name: { 'zh-CN': '副主任', en: 'deputy' }, reportsTo: 'chief' },
      chief: { name: { 'zh-CN': '主任', en: 'chief' } },
      head: { name: { 'zh-CN': '部门负责人', en: 'head' }, reportsTo: 'chief', ofDepartment: true },
      night: {
        name: { 'zh-CN': '值班员', en: 'night watch' },
        standsInFor: { roles: ['clerk'], outsideCalendar: 'office', clause: 'T-3' },
      },
    },
    departments: { works: text, garden: text },
    roleGroups: { office: ['clerk', 'deputy'], supervisor: ['deputy'] },
    tiers: [
      { id: 'grave', name: text, organiser: 'chief', clause: 'T-1', grounds: [] },
      { id: 'slight', name: text, organiser: 'deputy', clause: 'T-2', grounds: [] },
    ],
    repairTypes: {},
    kinds: {
      thing: {
        name: text,
        prefix: 'TT',
        clocks,
        notifyRules: [],
        urging: { minInterval: { amount: 1, unit: 'hours' }, clause: 'T-4' },
        revisit: { attempts: 2, clause: 'T-5', calendar: 'office' },
        ...kind,
      },
    },
    clauses: {},
  };
}

/** A clock of the tiny rulebook: 2 hours from `begin` to `end`, for the clerk. */
export const rule = (changes: Partial<ClockRule> = {}): ClockRule => ({
  id: 'do-it',
  clause: 'T-9',
  name: text,
  who: 'clerk',
  start: ['begin'],
  until: ['end'],
  limit: { amount: 2, unit: 'hours' },
  ...changes,
});

/** A case received on Monday, 23 November 2026, 09:00 in Shanghai. */
export const thing = (changes: Partial<CaseState> = {}): CaseState => ({
  number: 'TT-2026-000001',
  kind: 'thing',
  rulebook: 'tiny',
  version: '1',
  site: 'here',
  organisation: 'ours',
  seq: 1,
  status: 'open',
  tier: null,
  department: null,
  round: 1,
  receivedAt: '2026-11-23T01:00:00.000Z',
  openedAt: '2026-11-23T01:00:00.000Z',
  closedAt: null,
  facts: {},
  words: {},
  marks: {},
  clocks: [],
  links: [],
  broadcasts: [],
  violations: [],
  ...changes,
});

/** A running clock as `startClock` makes it from `rule()` at 01:00. */
export const clock = (changes: Partial<ClockState> = {}): ClockState => ({
  id: 'do-it',
  rule: 'do-it',
  clause: 'T-9',
  house: false,
  who: 'clerk',
  waitsFor: 'end',
  round: 1,
  startedAt: '2026-11-23T01:00:00.000Z',
  due: '2026-11-23T03:00:00.000Z',
  originalDue: '2026-11-23T03:00:00.000Z',
  provisional: false,
  limit: { amount: 2, unit: 'hours' },
  calendar: 'always',
  warnAt: null,
  warnedAt: null,
  metAt: null,
  breachedAt: null,
  stoppedAt: null,
  stoppedBy: null,
  pauses: [],
  pausedAt: null,
  pausedFor: null,
  extensions: [],
  urges: 0,
  next: { kind: 'breach', at: '2026-11-23T03:00:00.000Z', level: 0 },
  ...changes,
});

export const person = (
  role: string,
  where: { site?: string; department?: string; id?: string; organisation?: string } = {},
): Actor => ({
  kind: 'person',
  id: where.id ?? `a-${role}`,
  organisation: where.organisation ?? 'ours',
  posts: [{ role, site: where.site ?? null, department: where.department ?? null }],
});

/** The same hour of Monday, 23 November 2026, in UTC: at('03:00') is 11:00 in Shanghai. */
export const at = (time: string): string =>
  `2026-11-23T${time}${time.length === 5 ? ':00.000' : time.length === 8 ? '.000' : ''}Z`;
