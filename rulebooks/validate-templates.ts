import { customerPlaceholders } from '../domain/notices/occasions.js';
import { placeholders, unknownPlaceholders } from '../domain/notices/templates.js';
import type { Text } from '../domain/text.js';
import type { WrittenRulebook } from './load.js';
import type { KeyPath, ReportFault } from './yaml-source.js';
import type { References } from './references.js';

/** Templates that ask for what no notice knows, or that stand in each other's way. */
export function validateTemplates({ templates = [] }: WrittenRulebook, refer: References, report: ReportFault): void {
  templates.forEach(({ kind, clause, subject, body }, i) => {
    const path = ['templates', i];
    if (clause) refer.clause(clause, [...path, 'clause']);
    if (templates.findIndex((item) => item.kind === kind && item.clause === clause) < i) {
      report(
        [...path, 'kind'],
        `“${kind}”${clause ? `（${clause}）` : ''}的模板重复，请只保留一处。`,
        `There are two templates for '${kind}'${clause ? ` under ${clause}` : ''}: keep one of them.`,
      );
    }
    validatePlaceholders(subject, [...path, 'subject'], placeholders, report);
    validatePlaceholders(body, [...path, 'body'], placeholders, report);
  });
}

/** Steps that never come, clocks that are not there, and texts likewise. */
export function validateCustomerNotifyRules(
  kind: string,
  rulebook: WrittenRulebook,
  refer: References,
  report: ReportFault,
): void {
  const { customerNotifyRules: customerTells = [], clocks } = rulebook.kinds[kind]!;
  customerTells.forEach(({ on, when, clause, clock, text }, i) => {
    const path = ['kinds', kind, 'customerNotifyRules', i];
    refer.milestone(on, kind, [...path, 'on']);
    refer.when(when, kind, [...path, 'when']);
    refer.clause(clause, [...path, 'clause']);
    const known = clocks.map(({ id }) => id);
    if (clock !== undefined && !known.includes(clock))
      report(
        [...path, 'clock'],
        `${kind} 没有时限“${clock}”，请更正。`,
        `A ${kind} has no clock '${clock}': use one of ${known.join(', ')}.`,
      );
    if (clock === undefined && /\{(due|clock)\}/.test(text['zh-CN'] + text.en))
      report(
        [...path, 'text'],
        '文本使用了 {due} 或 {clock}，请用 clock 指明是哪个时限。',
        'The text says {due} or {clock}: name the deadline with clock.',
      );
    if (!rulebook.deskPhone && /\{phone\}/.test(text['zh-CN'] + text.en))
      report([...path, 'text'], '文本使用了 {phone}，请填写 deskPhone。', 'The text says {phone}: add deskPhone.');
    validatePlaceholders(text, [...path, 'text'], customerPlaceholders, report);
  });
}

function validatePlaceholders(text: Text, path: KeyPath, known: readonly string[], report: ReportFault): void {
  for (const language of ['zh-CN', 'en'] as const) {
    for (const name of unknownPlaceholders(text[language], known)) {
      report(
        [...path, language],
        `没有占位符 {${name}}，可用：${known.map((item) => `{${item}}`).join('、')}。`,
        `There is no placeholder {${name}}: use one of ${known.map((item) => `{${item}}`).join(', ')}.`,
      );
    }
  }
}
