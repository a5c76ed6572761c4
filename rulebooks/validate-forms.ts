import { formItems } from '../domain/rulebook/form-items.js';
import { formsOf, itemsOf } from '../domain/rulebook/forms.js';
import type { WrittenRulebook } from './load.js';
import type { KeyPath, ReportFault } from './yaml-source.js';
import type { References } from './references.js';

/**
 * Forms that hold what nobody knows, are for kinds that are not there, or cannot be printed for what they say they are
 * for.
 */
export function validateForms(rulebook: WrittenRulebook, refer: References, report: ReportFault): void {
  for (const [id, form] of Object.entries(formsOf(rulebook))) {
    const at = (...steps: string[]): KeyPath => ['lists', 'forms', id, ...steps];
    refer.clause(form.clause, at('clause'));
    for (const kind of form.kinds) {
      if (!rulebook.kinds[kind])
        report(
          at('kinds'),
          `规程没有“${kind}”类案件，请从表单“${id}”中删去。`,
          `The rulebook has no kind '${kind}': leave it out of form '${id}'.`,
        );
    }
    for (const item of new Set(itemsOf(form))) {
      if (!Object.hasOwn(formItems, item))
        report(
          at(),
          `表单“${id}”不能填写“${item}”，可用：${Object.keys(formItems).join('、')}。`,
          `Form '${id}' cannot hold '${item}': use one of ${Object.keys(formItems).join(', ')}.`,
        );
    }
    const forCases = form.scopes.includes('case');
    const forPeriods = form.scopes.some((span) => span !== 'case');
    if (forCases && !form.sections)
      report(at(), `表单“${id}”按案件打印，请填写 sections。`, `Form '${id}' is printed for a case: add sections.`);
    if (forPeriods && !form.columns)
      report(
        at(),
        `表单“${id}”按日或按月打印，请填写 columns。`,
        `Form '${id}' is printed for a day or month: add columns.`,
      );
  }
}
