import { dutiesOf } from '../domain/rulebook/duties.js';
import { planItemsOf, plansOf } from '../domain/rulebook/plans.js';
import type { WrittenRulebook } from './load.js';
import type { KeyPath, ReportFault } from './yaml-source.js';
import type { References } from './references.js';

/** What makes no sense in the duties of a rulebook, apart from what every clock is checked for. */
export function validateDuties(rulebook: WrittenRulebook, refer: References, report: ReportFault): void {
  const duties = dutiesOf(rulebook);
  if (Object.keys(duties).length && !rulebook.kinds['duty']) {
    report(
      ['lists', 'duties'],
      '规程列有例行工作，但 kinds 中没有 duty：请补充。',
      'The rulebook lists duties but has no kind duty: add it under kinds.',
    );
  }
  const own = new Set(rulebook.kinds['duty']?.clocks.map(({ id }) => id));
  for (const [id, duty] of Object.entries(duties)) {
    const at = (...steps: string[]): KeyPath => ['lists', 'duties', id, ...steps];
    const {
      every,
      opensAt,
      season,
      signOff,
      requiredFields: asks = [],
      minCount: atLeast,
      minRetention: keeps,
      secret,
      stages,
    } = duty;
    if (own.has(id))
      report(
        at(),
        `时限“${id}”已在 kinds.duty 中，请为此例行工作改名。`,
        `The kind duty has a clock '${id}' already: rename this duty.`,
      );
    if (keeps) refer.span(keeps, at('minRetention'));
    if (every && !opensAt)
      report(
        at('every'),
        `例行工作“${id}”没有开立时刻，请填写 opensAt。`,
        `Duty '${id}' comes round but does not say at what time: add opensAt.`,
      );
    if (!every && opensAt)
      report(
        at('opensAt'),
        `例行工作“${id}”没有周期，请填写 every 或删除 opensAt。`,
        `Duty '${id}' has a time but does not come round: add every, or remove opensAt.`,
      );
    if (!every && season)
      report(
        at('season'),
        `例行工作“${id}”没有周期，请删除 season。`,
        `Duty '${id}' does not come round: remove season.`,
      );
    const seasons = Object.values(rulebook.calendars).flatMap(
      (calendar) => calendar.seasons?.map(({ name }) => name) ?? [],
    );
    if (season && !seasons.includes(season))
      report(
        at('season'),
        `没有日历有季节“${season}”，可用：${seasons.join('、') || '无'}。请更正。`,
        `No calendar has a season '${season}': ${seasons.length ? `use one of ${seasons.join(', ')}` : 'there is none, remove it'}.`,
      );
    if (signOff?.who === duty.who)
      report(
        at('signOff', 'who'),
        `例行工作“${id}”由同一角色办理和签核，请另定签核人。`,
        `Duty '${id}' is signed off by the role that does it: name another.`,
      );
    if (duty.report && !(every && 'month' in every))
      report(
        at('report'),
        `例行工作“${id}”不是每月一次，不能附月度报告：请删除 report。`,
        `Duty '${id}' does not come round every month and can have no monthly report: remove report.`,
      );
    if (duty.report?.kind && !rulebook.kinds[duty.report.kind])
      report(
        at('report', 'kind'),
        `规程没有“${duty.report.kind}”类案件，请更正。`,
        `The rulebook has no kind '${duty.report.kind}': correct it.`,
      );
    if (atLeast !== undefined && !asks.includes('count'))
      report(
        at('minCount'),
        `例行工作“${id}”有最低数量，但不要求填写数量：请在 requiredFields 中加入 count。`,
        `Duty '${id}' has a least number but does not ask for it: add count to requiredFields.`,
      );
    if (secret && asks.includes('findings'))
      report(
        at('secret'),
        `例行工作“${id}”须保密，不能要求填写结果文字：请从 requiredFields 中删除 findings。`,
        `Duty '${id}' is secret and cannot ask for findings in words: remove findings from requiredFields.`,
      );
    const unused =
      keeps &&
      ([signOff && 'signOff', asks.length && 'requiredFields', stages && 'stages'].find(Boolean) as string | undefined);
    if (unused)
      report(
        at(unused),
        `例行工作“${id}”以放行结束，没有结果可登记：请删除 ${unused}。`,
        `Duty '${id}' ends with a release and has no report: remove ${unused}.`,
      );
  }
}

/** Checklists whose plans are not there, and plans without a checklist. */
export function validatePlans(rulebook: WrittenRulebook, refer: References, report: ReportFault): void {
  const [plans, items] = [plansOf(rulebook), planItemsOf(rulebook)];
  if (Object.keys(plans).length && !rulebook.kinds['emergency']) {
    report(
      ['lists', 'plans'],
      '规程列有应急预案，但 kinds 中没有 emergency：请补充。',
      'The rulebook lists plans but has no kind emergency: add it under kinds.',
    );
  }
  for (const [id, { clause }] of Object.entries(plans)) {
    refer.clause(clause, ['lists', 'plans', id, 'clause']);
    if (!Object.values(items).some((item) => item.plans.includes(id) && item.phase === 'response')) {
      report(
        ['lists', 'plans', id],
        `预案“${id}”没有响应阶段的事项，请在 planItems 中补充。`,
        `Plan '${id}' has nothing to do at once: add an item of the phase response under planItems.`,
      );
    }
  }
  for (const [id, item] of Object.entries(items)) {
    item.plans.forEach((plan, i) => {
      if (plans[plan]) return;
      const known = Object.keys(plans).join(', ');
      report(
        ['lists', 'planItems', id, 'plans', i],
        `没有预案“${plan}”，可用：${known}。请更正。`,
        `There is no plan '${plan}': use one of ${known}.`,
      );
    });
  }
}
