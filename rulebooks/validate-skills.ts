import { dispatchRules } from '../domain/dispatch/dispatch-rules.js';
import type { Condition } from '../domain/rulebook/clock-rule.js';
import type { WrittenRulebook } from './load.js';
import type { ReportFault } from './yaml-source.js';
import type { References } from './references.js';

/** Skills that no work can ask for: without a condition, or with one that no dispatched kind of the rulebook knows. */
export function validateSkills(rulebook: WrittenRulebook, refer: References, report: ReportFault): void {
  const dispatched = Object.keys(rulebook.kinds).filter((kind) => kind in dispatchRules);
  for (const [id, skill] of Object.entries(rulebook.lists?.['skills'] ?? {})) {
    const path = ['lists', 'skills', id];
    const when = skill['when'] as Condition | undefined;
    if (typeof when !== 'object' || when === null || Object.keys(when).length === 0)
      report(
        path,
        `技能“${id}”未说明何种工作需要（when），请填写，如 { repairType: lift }。`,
        `The skill '${id}' does not say which work takes it: add when, such as { repairType: lift }.`,
      );
    else for (const kind of dispatched) refer.when(when, kind, [...path, 'when']);
  }
}
