import type { CustomerNotifyRule } from '../rulebook/kind-rules.js';
import { placeholders, unknownPlaceholders } from './templates.js';

/** Not for customers: the text is itself the sentence. Their `link` is that of their own page. */
const staffOnlyPlaceholders: readonly string[] = ['heading', 'what'];

/** What a message to a customer may say of a case. */
export const customerPlaceholders: readonly string[] = placeholders.filter(
  (name) => !staffOnlyPlaceholders.includes(name),
);

/** The steps at which customers are told something, each by a name of its own: `found-valid`, `found-valid.2`. */
export function occasionsOf(
  rules: readonly CustomerNotifyRule[] = [],
): { occasion: string; rule: CustomerNotifyRule }[] {
  return rules.map((rule, at) => {
    const nth = rules.slice(0, at).filter(({ on }) => on === rule.on).length + 1;
    return { occasion: nth === 1 ? rule.on : `${rule.on}.${nth}`, rule };
  });
}

/** The placeholders in the text of a message that nothing fills at this step: a deadline only where its rule has one. */
export function unfilledPlaceholders(text: string, rule: CustomerNotifyRule, deskPhone: string | undefined): string[] {
  return unknownPlaceholders(
    text,
    customerPlaceholders.filter(
      (name) => (rule.clock !== undefined || !['due', 'clock'].includes(name)) && (deskPhone || name !== 'phone'),
    ),
  );
}
