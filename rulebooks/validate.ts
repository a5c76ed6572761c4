import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { validateApplicationRules } from '../domain/rulebook/application-rules.js';
import { validateCalendar } from '../domain/time/validate-calendar.js';
import type { IntakeChannel } from '../domain/deciding/intake.js';
import { kinds, rowOf } from '../domain/kinds/kinds.js';
import type { KindRules } from '../domain/rulebook/kind-rules.js';
import { isZone } from '../domain/time/zone.js';
import { validateActs, validateRoleGroups, validateEvidence } from './validate-acts.js';
import { validateClock } from './validate-clocks.js';
import { validateDuties, validatePlans } from './validate-duties.js';
import { validateForms } from './validate-forms.js';
import { validateFigures } from './validate-figures.js';
import { generatedClocksByKind, withGeneratedClocks } from './generated-clocks.js';
import { holidayFile, rulebookFolder, type WrittenCalendar, type WrittenRulebook } from './load.js';
import type { KeyPath, ReportFault } from './yaml-source.js';
import { References } from './references.js';
import { validateRoster } from './validate-rosters.js';
import { validateSkills } from './validate-skills.js';
import { validateCustomerNotifyRules, validateTemplates } from './validate-templates.js';
import { milestonesOf } from './milestones.js';

/**
 * What makes no sense in a rulebook of the right shape: what refers to nothing, contradicts itself or can never happen.
 */
export function validateRulebook(rulebook: WrittenRulebook, report: ReportFault): void {
  const refer = new References(rulebook, readingIds(), report);
  if (!isZone(rulebook.timeZone))
    report(
      ['timeZone'],
      `“${rulebook.timeZone}”不是有效的时区，请改为如 Asia/Shanghai。`,
      `'${rulebook.timeZone}' is not a time zone: write one such as Asia/Shanghai.`,
    );
  for (const [name, calendar] of Object.entries(rulebook.calendars)) validateWrittenCalendar(name, calendar, report);
  validateRoles(rulebook, refer, report);
  validateTiers(rulebook, refer, report);
  validateRoleGroups(rulebook, refer, report);
  if (rulebook.recusal) refer.clause(rulebook.recusal, ['recusal']);
  validateSkills(rulebook, refer, report);
  if (rulebook.calls) refer.clause(rulebook.calls.clause, ['calls', 'clause']);
  for (const [id, channel] of Object.entries((rulebook.lists?.['channels'] ?? {}) as Record<string, IntakeChannel>)) {
    if (channel.clause) refer.clause(channel.clause, ['lists', 'channels', id, 'clause']);
    if (channel.calendar) refer.calendar(channel.calendar, ['lists', 'channels', id, 'calendar']);
  }
  const prefixes: string[] = [];
  for (const [kind, rules] of Object.entries(rulebook.kinds)) {
    const path = ['kinds', kind];
    if (!kinds[kind]) {
      report(
        path,
        `没有“${kind}”类案件，可用：${Object.keys(kinds).join('、')}。`,
        `There is no kind of case '${kind}': use one of ${Object.keys(kinds).join(', ')}.`,
      );
      continue;
    }
    if (prefixes.includes(rules.prefix))
      report(
        [...path, 'prefix'],
        `编号前缀 ${rules.prefix} 重复，请另选。`,
        `The prefix ${rules.prefix} is used by another kind: choose another.`,
      );
    prefixes.push(rules.prefix);
    validateActs(kind, rulebook, refer, report);
    validateKind(kind, rules, refer);
    validateCustomerNotifyRules(kind, rulebook, refer, report);
    validateEvidence(kind, rules.evidence ?? [], refer, report);
    reportDuplicates(
      rules.clocks.map(({ id }) => id),
      (i) => [...path, 'clocks', i, 'id'],
      report,
    );
    rules.clocks.forEach((clock, i) => validateClock(clock, { kind, path: [...path, 'clocks', i], refer, report }));
    for (const { clock, path: at } of generatedClocksByKind[kind]?.(rulebook) ?? [])
      validateClock(clock, { kind, path: at, refer, report });
  }
  validateApplicationRules(rulebook, report);
  validateDuties(rulebook, report);
  validatePlans(rulebook, refer, report);
  validateForms(rulebook, refer, report);
  validateFigures(rulebook, refer, report);
  validateTemplates(rulebook, refer, report);
  validateClauses(withGeneratedClocks(rulebook), report);
}

/** The ids of readings.yaml, which a rule may cite like a clause. */
function readingIds(): string[] {
  const file = join(rulebookFolder, 'readings.yaml');
  return existsSync(file) ? Object.keys((parse(readFileSync(file, 'utf8')) as { readings: object }).readings) : [];
}

function validateWrittenCalendar(name: string, calendar: WrittenCalendar, report: ReportFault): void {
  const { holidays, makeUpDayAs, ...rest } = calendar;
  const path = ['calendars', name];
  for (const { path: inside, text } of validateCalendar({ timeZone: 'UTC', ...rest })) {
    // the rulebook's own zone is checked once
    report(
      [...path, ...keyPathOf(inside)],
      `日历“${name}”：${text['zh-CN']}请更正。`,
      `Calendar '${name}': ${text.en} Correct it.`,
    );
  }
  if (!holidays) {
    if (makeUpDayAs)
      report(
        [...path, 'makeUpDayAs'],
        `日历“${name}”没有节假日表，请填写 holidays 或删除 makeUpDayAs。`,
        `Calendar '${name}' has no holidays to make up for: add holidays or remove makeUpDayAs.`,
      );
    return;
  }
  if (!existsSync(holidayFile(holidays)))
    report(
      [...path, 'holidays'],
      `没有节假日表 ${basename(holidayFile(holidays))}，请添加或更正名称。`,
      `There is no holiday table ${basename(holidayFile(holidays))}: add it or correct the name.`,
    );
  const day = makeUpDayAs ?? 'mon';
  if (!calendar.week[day]?.length)
    report(
      [...path, makeUpDayAs ? 'makeUpDayAs' : 'holidays'],
      `补班日按 ${day} 开放，但 ${day} 不开放：请用 makeUpDayAs 指定一个开放的星期。`,
      `Make-up workdays keep the hours of ${day}, which is closed: name an open weekday with makeUpDayAs.`,
    );
}

/** 'week.mon[0]' as the steps week, mon, 0. */
function keyPathOf(path: string): KeyPath {
  return path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

function validateRoles(rulebook: WrittenRulebook, refer: References, report: ReportFault): void {
  const { roles } = rulebook;
  for (const [name, role] of Object.entries(roles)) {
    const path = ['roles', name];
    if (role.reportsTo) refer.role(role.reportsTo, [...path, 'reportsTo']);
    if (reportsInCircle(name, roles))
      report(
        [...path, 'reportsTo'],
        `角色“${name}”的上级绕成一圈，请更正 reportsTo。`,
        `The way up from role '${name}' goes in a circle: correct reportsTo.`,
      );
    validateRoster(name, role, rulebook, refer, report);
    role.standsInFor?.roles.forEach((one, i) => refer.role(one, [...path, 'standsInFor', 'roles', i]));
    if (role.standsInFor) {
      refer.calendar(role.standsInFor.outsideCalendar, [...path, 'standsInFor', 'outsideCalendar']);
      refer.clause(role.standsInFor.clause, [...path, 'standsInFor', 'clause']);
    }
  }
}

function reportsInCircle(name: string, roles: WrittenRulebook['roles']): boolean {
  const seen = new Set<string>();
  for (let at = roles[name]?.reportsTo; at && !seen.has(at); at = roles[at]?.reportsTo) {
    if (at === name) return true;
    seen.add(at);
  }
  return false;
}

function validateTiers({ tiers }: WrittenRulebook, refer: References, report: ReportFault): void {
  reportDuplicates(
    tiers.map(({ id }) => id),
    (i) => ['tiers', i, 'id'],
    report,
  );
  const owners = new Map<string, string>();
  tiers.forEach((tier, i) => {
    refer.role(tier.organiser, ['tiers', i, 'organiser']);
    refer.clause(tier.clause, ['tiers', i, 'clause']);
    tier.grounds.forEach((ground, g) => {
      const path = ['tiers', i, 'grounds', g];
      refer.clause(ground.clause, [...path, 'clause']);
      const owner = owners.get(ground.id);
      if (owner)
        report(
          [...path, 'id'],
          `界定理由“${ground.id}”同属“${owner}”和“${tier.id}”，请只保留在一个等级中。`,
          `The ground '${ground.id}' is in tier '${owner}' and in '${tier.id}': keep it in one of them.`,
        );
      owners.set(ground.id, tier.id);
    });
  });
}

function validateKind(
  kind: string,
  { tierProposal: propose, urging, revisit, notifyRules: tells }: KindRules,
  refer: References,
): void {
  const path = ['kinds', kind];
  if (propose) {
    refer.tier(propose.tier, [...path, 'tierProposal', 'tier']);
    refer.role(propose.to, [...path, 'tierProposal', 'to']);
    refer.clause(propose.clause, [...path, 'tierProposal', 'clause']);
    propose.counts.forEach((name, i) => refer.milestone(name, kind, [...path, 'tierProposal', 'counts', i]));
  }
  refer.clause(urging.clause, [...path, 'urging', 'clause']);
  refer.span(urging.minInterval, [...path, 'urging', 'minInterval']);
  refer.clause(revisit.clause, [...path, 'revisit', 'clause']);
  refer.calendar(revisit.calendar, [...path, 'revisit', 'calendar']);
  revisit.sample?.always.forEach((when, i) => refer.when(when, kind, [...path, 'revisit', 'sample', 'always', i]));
  tells.forEach((tell, i) => {
    const at = [...path, 'notifyRules', i];
    refer.milestone(tell.on, kind, [...at, 'on']);
    refer.role(tell.notify, [...at, 'notify']);
    refer.clause(tell.clause, [...at, 'clause']);
    refer.when(tell.when, kind, [...at, 'when']);
  });
}

function validateClauses(rulebook: WrittenRulebook, report: ReportFault): void {
  const { clauses, roles, kinds: kindsHere } = rulebook;
  const clocks = Object.values(kindsHere).flatMap((rules) => rules.clocks);
  for (const [id, clause] of Object.entries(clauses)) {
    const path = ['clauses', id];
    const clock = clocks.find((one) => one.clause === id);
    if (clause.notYet && clock)
      report(
        [...path, 'notYet'],
        `条款 ${id} 标为未实现，但时限“${clock.id}”已引用：请删除 notYet。`,
        `Clause ${id} is marked notYet, but clock '${clock.id}' carries it: remove notYet.`,
      );
    if (!clause.notYet && !clock && !clause.carriedBy)
      report(
        path,
        `条款 ${id} 没有任何实现：请填写 carriedBy、为其设时限，或标为 notYet。`,
        `Nothing carries clause ${id}: name what does in carriedBy, give it a clock, or mark it notYet.`,
      );
    clause.carriedBy?.forEach((carrier, i) => {
      const [sort, name] = [carrier.slice(0, carrier.indexOf(':')), carrier.slice(carrier.indexOf(':') + 1)];
      const [kind = '', inside = ''] = [name.slice(0, name.indexOf('.')), name.slice(name.indexOf('.') + 1)];
      const known =
        sort === 'role'
          ? !!roles[name]
          : sort === 'course'
            ? !!kindsHere[name]
            : sort === 'figure'
              ? !!rulebook.figures?.some((one) => one.id === name)
              : sort === 'clock'
                ? !!kindsHere[kind]?.clocks.some((one) => one.id === inside)
                : sort === 'act'
                  ? !!rowOf(kind, inside)
                  : sort === 'customer-tell'
                    ? !!kindsHere[kind]?.customerNotifyRules?.some((one) => one.on === inside)
                    : sort === 'tell'
                      ? milestonesOf(kind, rulebook).includes(inside) &&
                        !!kindsHere[kind]?.notifyRules.some((one) => one.on === inside)
                      : true;
      if (!known)
        report(
          [...path, 'carriedBy', i],
          `条款 ${id}：没有“${carrier}”，请更正。`,
          `Clause ${id}: there is no '${carrier}': correct it.`,
        );
    });
  }
}

function reportDuplicates(ids: string[], path: (i: number) => KeyPath, report: ReportFault): void {
  ids.forEach((id, i) => {
    if (ids.indexOf(id) < i) report(path(i), `“${id}”重复，请改名。`, `'${id}' is used twice: rename one of them.`);
  });
}
