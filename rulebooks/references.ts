import { countsInCalendar, type Limit } from '../domain/time/limit.js';
import { validateLimit } from '../domain/time/validate-limit.js';
import type { Condition } from '../domain/rulebook/clock-rule.js';
import { listIds } from '../domain/rulebook/rulebook.js';
import { withGeneratedClocks } from './generated-clocks.js';
import type { WrittenRulebook } from './load.js';
import type { KeyPath, ReportFault } from './yaml-source.js';
import { factNamesOf, milestonesOf } from './milestones.js';

/**
 * Whether what a rule names is there: roles, calendars, clauses, tiers, milestones, facts; and whether its figures are
 * sound.
 */
export class References {
  constructor(
    private readonly rulebook: WrittenRulebook,
    private readonly readings: string[],
    private readonly report: ReportFault,
  ) {}

  role(name: string, path: KeyPath): void {
    this.among(name, Object.keys(this.rulebook.roles), path, '角色', 'role');
  }

  /** A role of staff: nobody with an account holds that of a party to the case. */
  approver(name: string, path: KeyPath): void {
    this.role(name, path);
    if (this.rulebook.roles[name]?.party)
      this.report(
        path,
        `“${name}”是案件当事方，没有账户，无人可批准：请指定工作人员的角色。`,
        `Nobody here holds '${name}', a party to the case without an account: name a role of staff.`,
      );
  }

  calendar(name: string, path: KeyPath): void {
    this.among(name, Object.keys(this.rulebook.calendars), path, '日历', 'calendar');
  }

  tier(name: string, path: KeyPath): void {
    this.among(
      name,
      this.rulebook.tiers.map(({ id }) => id),
      path,
      '等级',
      'tier',
    );
  }

  clause(id: string, path: KeyPath): void {
    if (this.rulebook.clauses[id] || this.readings.includes(id)) return;
    this.report(
      path,
      `引用的条款 ${id} 不在 clauses 中：请更正编号，或在 clauses 中补充该条款。`,
      `Clause ${id} is cited but not among the clauses: correct the id, or add it under clauses.`,
    );
  }

  milestone(name: string, kind: string, path: KeyPath): void {
    const known = milestonesOf(kind, this.rulebook);
    if (known.includes(name)) return;
    const like = closestName(name, known);
    this.report(
      path,
      `${kind} 的任何操作都不会产生“${name}”${like ? `，是否为“${like}”？` : '。'}请填写操作名称或其结果。`,
      `No act of a ${kind} brings about '${name}'${like ? `; is '${like}' meant?` : '.'} Name an act or what one brings about.`,
    );
  }

  fact(name: string, kind: string, path: KeyPath): void {
    this.among(name, factNamesOf(kind), path, `${kind} 的事实`, `fact of a ${kind}`);
  }

  when(when: Condition | undefined, kind: string, path: KeyPath): void {
    const { tiers, departments, repairTypes } = this.rulebook;
    const values: Record<string, string[]> = {
      tier: tiers.map(({ id }) => id),
      department: Object.keys(departments),
      repairType: Object.keys(repairTypes),
    };
    for (const [name, wanted] of Object.entries(when ?? {})) {
      this.fact(name, kind, [...path, name]);
      for (const value of [wanted].flat()) {
        if (values[name] && value !== null) this.among(String(value), values[name], [...path, name], name, name);
      }
    }
  }

  limit(limit: Limit, path: KeyPath): void {
    for (const problem of validateLimit(limit)) {
      this.report(
        [...path, problem.path],
        `时限 ${limit.amount} ${limit.unit}：${problem.text['zh-CN']}请更正。`,
        `The limit ${limit.amount} ${limit.unit}: ${problem.text.en} Correct it.`,
      );
    }
    if (limit.begins === 'next-opening' && !countsInCalendar(limit.unit))
      this.report(
        [...path, 'begins'],
        `${limit.unit} 不按办公时间计算，begins 不起作用：请删除，或改用 open-minutes、open-hours、working-days。`,
        `${limit.unit} are not counted in opening hours, so begins does nothing: remove it, or use open-minutes, open-hours or working-days.`,
      );
  }

  /** A length of time before or after a moment: not a day of the month. */
  span(span: Limit, path: KeyPath): void {
    this.limit({ ...span, begins: 'at-once' }, path);
    if (span.begins)
      this.report(
        [...path, 'begins'],
        '此处为一段时间，自其前一时刻起算，begins 不起作用，请删除。',
        'This is a length of time, counted from the moment before it: begins does nothing here, remove it.',
      );
    if (span.unit === 'before-day-of-month')
      this.report(
        [...path, 'unit'],
        '此处为一段时间，不能按每月某日计算，请更正 unit。',
        'This is a length of time, which no day of the month gives: correct unit.',
      );
  }

  /** A length of time after which something comes again or goes on: a minute at least, whatever day it begins on. */
  interval(interval: Limit, path: KeyPath): void {
    this.span(interval, path);
    const { amount, unit, countsStartDay, endsAtMidnight } = interval;
    if (amount * (INTERVAL_MINUTES[unit] ?? 0) < 1)
      this.report(
        [...path, 'amount'],
        '间隔至少为 1 分钟，请更正 amount。',
        'An interval is at least one minute: correct amount.',
      );
    if (unit === 'same-day' || countsStartDay || endsAtMidnight)
      this.report(
        [...path, 'unit'],
        '间隔须为一段时间：不能用 same-day、countsStartDay 或 endsAtMidnight，请更正。',
        'An interval is a length of time: correct it, without same-day, countsStartDay and endsAtMidnight.',
      );
  }

  /** The ids of a list; undefined, and reported, where there is none of that name. */
  list(name: string, path: KeyPath): string[] | undefined {
    const ids = listIds(this.rulebook, name);
    if (!ids)
      this.among(name, ['departments', 'repairTypes', ...Object.keys(this.rulebook.lists ?? {})], path, '列表', 'list');
    return ids;
  }

  /** The ids of the clocks of these kinds, or of all. */
  knownClocks(kinds?: string[]): string[] {
    const { kinds: all } = withGeneratedClocks(this.rulebook);
    return Object.entries(all).flatMap(([kind, { clocks }]) =>
      kinds && !kinds.includes(kind) ? [] : clocks.map(({ id }) => id),
    );
  }

  private among(name: string, known: string[], path: KeyPath, zh: string, en: string): void {
    if (known.includes(name)) return;
    const like = closestName(name, known);
    const all = known.length <= 12 ? known : undefined;
    this.report(
      path,
      `没有${zh}“${name}”${like ? `，是否为“${like}”？` : '。'}${all ? `可用：${all.join('、')}。` : '请更正。'}`,
      `There is no ${en} '${name}'${like ? `; is '${like}' meant?` : '.'} ${all ? `Use one of ${all.join(', ')}.` : 'Correct it.'}`,
    );
  }
}

const INTERVAL_MINUTES: Readonly<Partial<Record<string, number>>> = {
  minutes: 1,
  'open-minutes': 1,
  hours: 60,
  'open-hours': 60,
  days: 1440,
  'working-days': 1440,
  months: 40_320,
  'same-day': 1440,
  'before-day-of-month': 1440,
};

/** The known name that differs by the fewest letters, where that is at most a third of them. */
function closestName(name: string, known: string[]): string | undefined {
  const ranked = known
    .map((item) => ({ one: item, distance: distance(name, item) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= Math.max(1, name.length / 3) ? best.one : undefined;
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length]!;
}
