import { wordsOfDifference } from '../../domain/projections/difference-words.js';
import type { RulebookDifference } from '../../domain/rulebook/comparison.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Language } from '../../domain/text.js';
import type { ComparisonJson } from './publishing.dto.js';

/** A difference as its reader has it. */
export function differenceJson(
  { values: _values, ...item }: RulebookDifference,
  from: Rulebook,
  to: Rulebook,
  language: Language,
): ComparisonJson['differences'][number] {
  const words = wordsOfDifference({ values: _values, ...item }, from, to);
  const clause = item.clause === null ? undefined : (to.clauses[item.clause] ?? from.clauses[item.clause]);
  return {
    ...item,
    text: item.text[language],
    partName: words.part[language],
    kindName: words.kind?.[language] ?? null,
    itemName: words.item[language],
    keyName: words.key?.[language] ?? null,
    oldText: words.old?.[language] ?? null,
    newText: words.new?.[language] ?? null,
    clauseText: clause?.text[language] ?? null,
  };
}
