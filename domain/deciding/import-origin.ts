import type { CaseLink } from '../case/links.js';
import { caseNumber, instant, words, type ActFields, type InputOf } from '../case/fields.js';
import type { Scalar } from '../text.js';
import type { Effects } from './effects.js';

/** What an import gives with a case of any kind: the row it comes from, and the cases it belongs with. */
const importFields = {
  importedFrom: words('来源行', 'Namespace and id of the row.', { max: 300, optional: true }),
  importedAt: instant('原始时间', 'When it was written there.', { optional: true }),
  customerKey: words('客户代码', 'A pseudonym of the customer, by which the cases of one person find each other.', {
    max: 100,
    optional: true,
  }),
  sameCustomerAs: caseNumber('同一客户案件', "Number of the person's first case.", { optional: true }),
  duplicateOf: caseNumber('重复案件', 'Of history alone: number of the case that this one repeats.', {
    optional: true,
  }),
};

/** The facts of an imported case. */
export const importFacts = ['importedFrom', 'importedAt', 'customerKey'] as const;

const known = new WeakMap<ActFields, ActFields>();

/** The fields of a record with those of an import. Remembered for the fields. */
export function withImportFields(fields: ActFields): ActFields {
  const all = known.get(fields) ?? { ...fields, ...importFields };
  known.set(fields, all);
  return all;
}

/** The effects of a record with what its import says. */
export function withImportOrigin(input: InputOf<typeof importFields>, effects: Effects): Effects {
  const { importedFrom, importedAt, customerKey, sameCustomerAs, duplicateOf } = input;
  const facts: Record<string, Scalar> = {
    ...(importedFrom ? { importedFrom, importedAt: importedAt ?? null } : {}),
    ...(customerKey ? { customerKey } : {}),
  };
  const links = [...linkTo('same-customer', sameCustomerAs), ...linkTo('duplicate-of', duplicateOf)];
  return {
    ...effects,
    facts: { ...effects.facts, ...facts },
    ...(links.length > 0 ? { links: [...(effects.links ?? []), ...links] } : {}),
  };
}

function linkTo(relation: CaseLink['relation'], number: string | undefined): CaseLink[] {
  return number ? [{ key: `${relation}:${number}`, relation, number, state: 'ended' }] : [];
}
