import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { validateApplicationRules } from '../domain/rulebook/application-rules.js';
import type { IntakeChannel } from '../domain/deciding/intake.js';
import { kinds } from '../domain/kinds/kinds.js';
import type { KindRules } from '../domain/rulebook/kind-rules.js';
import { zoneFault } from '../domain/time/zone.js';
import { validateActs, validateRoleGroups, validateEvidence } from './validate-acts.js';
import { validateWrittenCalendar } from './validate-calendars.js';
import { validateClauses } from './validate-clauses.js';
import { validateClock } from './validate-clocks.js';
import { validateDuties, validatePlans } from './validate-duties.js';
import { validateForms } from './validate-forms.js';
import { validateFigures } from './validate-figures.js';
import { generatedClocksByKind, withGeneratedClocks } from './generated-clocks.js';
import { rulebookFolder, type WrittenRulebook } from './load.js';
import type { KeyPath, ReportFault } from './yaml-source.js';
import { References } from './references.js';
import { validateRoster } from './validate-rosters.js';
import { validateSkills } from './validate-skills.js';
import { validateCustomerNotifyRules, validateTemplates } from './validate-templates.js';

/**
 * What makes no sense in a rulebook of the right shape: what refers to nothing, contradicts itself or can never happen.
 */
export function validateRulebook(rulebook: WrittenRulebook, report: ReportFault): void {
  const refer = new References(rulebook, readingIds(), report);
  const zone = zoneFault(rulebook.timeZone);
  if (zone) report(['timeZone'], `${zone['zh-CN']}，请更正。`, `${zone.en}. Correct it.`);
  for (const [name, calendar] of Object.entries(rulebook.calendars)) validateWrittenCalendar(name, calendar, report);
  validateRoles(rulebook, refer, report);
  validateTiers(rulebook, refer, report);
  validateRoleGroups(rulebook, refer, report);
  validateReceipt(rulebook, refer, report);
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
  validateDuties(rulebook, refer, report);
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

/** How long ago a case may have come in is counted back from now. */
function validateReceipt({ receivedWithin }: WrittenRulebook, refer: References, report: ReportFault): void {
  if (!receivedWithin) return;
  refer.interval(receivedWithin, ['receivedWithin']);
  const most = { minutes: 366 * 1440, hours: 366 * 24, days: 366 }[receivedWithin.unit as string];
  if (most === undefined || receivedWithin.amount > most)
    report(
      ['receivedWithin'],
      '补录期限须以 minutes、hours 或 days 计，且不超过一年，请更正。',
      'How long ago a case may have come in is said in minutes, hours or days, a year at most: correct it.',
    );
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
    role.standsInFor?.roles.forEach((item, i) => refer.role(item, [...path, 'standsInFor', 'roles', i]));
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
  { tierProposal, urging, revisit, retention, notifyRules }: KindRules,
  refer: References,
): void {
  const path = ['kinds', kind];
  if (tierProposal) {
    refer.tier(tierProposal.tier, [...path, 'tierProposal', 'tier']);
    refer.role(tierProposal.to, [...path, 'tierProposal', 'to']);
    refer.clause(tierProposal.clause, [...path, 'tierProposal', 'clause']);
    tierProposal.counts.forEach((name, i) => refer.milestone(name, kind, [...path, 'tierProposal', 'counts', i]));
  }
  refer.clause(urging.clause, [...path, 'urging', 'clause']);
  refer.span(urging.minInterval, [...path, 'urging', 'minInterval']);
  if (retention) refer.clause(retention.clause, [...path, 'retention', 'clause']);
  refer.clause(revisit.clause, [...path, 'revisit', 'clause']);
  refer.calendar(revisit.calendar, [...path, 'revisit', 'calendar']);
  revisit.sample?.always.forEach((when, i) => refer.when(when, kind, [...path, 'revisit', 'sample', 'always', i]));
  notifyRules.forEach((rule, i) => {
    const at = [...path, 'notifyRules', i];
    refer.milestone(rule.on, kind, [...at, 'on']);
    refer.role(rule.notify, [...at, 'notify']);
    refer.clause(rule.clause, [...at, 'clause']);
    refer.when(rule.when, kind, [...at, 'when']);
  });
}

function reportDuplicates(ids: string[], path: (i: number) => KeyPath, report: ReportFault): void {
  ids.forEach((id, i) => {
    if (ids.indexOf(id) < i) report(path(i), `“${id}”重复，请改名。`, `'${id}' is used twice: rename one of them.`);
  });
}
