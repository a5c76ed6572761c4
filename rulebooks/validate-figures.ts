import { measurementTypeOf } from '../domain/rulebook/figures.js';
import { toCustodian } from '../domain/responsibility/responsibility.js';
import type { WrittenRulebook } from './load.js';
import type { KeyPath, ReportFault } from './yaml-source.js';
import type { References } from './references.js';
import { kinds } from '../domain/kinds/kinds.js';

/** Figures, points and appeals that name what is not there, or count nothing. */
export function validateFigures(rulebook: WrittenRulebook, refer: References, report: ReportFault): void {
  const { figures = [], points = [], appeals } = rulebook;
  for (const [key, rules] of [
    ['figures', figures],
    ['points', points],
  ] as const) {
    rules.forEach(({ id, clause, kinds: named, tiers, clauses }, i) => {
      const path: KeyPath = [key, i];
      if (rules.findIndex((item) => item.id === id) < i)
        report([...path, 'id'], `“${id}”重复，请改名。`, `'${id}' is used twice: rename one of them.`);
      refer.clause(clause, [...path, 'clause']);
      named?.forEach((kind, at) => validateKindName(kind, rulebook, [...path, 'kinds', at], report));
      tiers?.forEach((tier, at) => refer.tier(tier, [...path, 'tiers', at]));
      clauses?.forEach((item, at) => refer.clause(item, [...path, 'clauses', at]));
    });
  }
  figures.forEach(({ measure, areas, clocks, kinds: named, major }, i) => {
    const path: KeyPath = ['figures', i];
    const known = refer.knownClocks(named);
    clocks?.forEach((clock, at) => {
      if (!known.includes(clock))
        report(
          [...path, 'clocks', at],
          `没有时限“${clock}”，请更正。`,
          `There is no clock '${clock}'${named ? ` of a ${named.join(' or ')}` : ''}: correct it.`,
        );
    });
    if (areas) {
      const ids = refer.list('areas', [...path, 'areas']) ?? areas;
      areas.forEach((area, at) => {
        if (!ids.includes(area))
          report([...path, 'areas', at], `没有区域“${area}”，请更正。`, `There is no area '${area}': correct it.`);
      });
    }
    if (clocks && measurementTypeOf[measure] !== 'clock' && measurementTypeOf[measure] !== 'points')
      report(
        [...path, 'clocks'],
        `“${measure}”不统计时限，请删除 clocks。`,
        `'${measure}' does not count clocks: remove this.`,
      );
    if (major !== undefined && !Object.keys(rulebook.repairTypes).length)
      report(
        [...path, 'major'],
        '规程没有维修类型，请删除 major。',
        'The rulebook has no types of repair: remove this.',
      );
    if (measure === 'reliability') validateSupplyLines(rulebook, path, report);
  });
  points.forEach(({ penalties: gives }, i) =>
    gives.forEach(({ to }, at) => to === toCustodian || refer.role(to, ['points', i, 'penalties', at, 'to'])),
  );
  if (appeals) {
    refer.clause(appeals.clause, ['appeals', 'clause']);
    refer.span(appeals.within, ['appeals', 'within']);
  }
  if (rulebook.kinds['appeal'] && !appeals)
    report(
      ['kinds', 'appeal'],
      '规程有申诉案件，请填写 appeals：多长时间内可以申诉。',
      'The rulebook knows appeals: say under appeals within which time one may appeal.',
    );
}

function validateKindName(kind: string, rulebook: WrittenRulebook, path: KeyPath, report: ReportFault): void {
  if (rulebook.kinds[kind] && kinds[kind]) return;
  report(path, `规程没有“${kind}”类案件，请更正。`, `The rulebook has no kind of case '${kind}': correct it.`);
}

/** W-9.1 is computed from customers without supply. */
function validateSupplyLines({ lists }: WrittenRulebook, path: KeyPath, report: ReportFault): void {
  const lacking = Object.entries(lists?.['lines'] ?? {}).filter(
    ([, line]) => typeof line['customers'] !== 'number' || typeof line['area'] !== 'string',
  );
  if (!lists?.['lines'])
    report(
      [...path, 'measure'],
      '可靠率按线路的用户数计算，请在 lists 中填写 lines。',
      'Reliability is computed from the customers of the lines: add lines under lists.',
    );
  for (const [id] of lacking)
    report(
      ['lists', 'lines', id],
      `计算可靠率需要线路“${id}”的用户数和区域，请填写 customers 和 area。`,
      `Reliability needs customers and area of the line '${id}': add them.`,
    );
}
