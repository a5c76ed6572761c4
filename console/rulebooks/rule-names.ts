import { $api } from '../api/client.js';
import { useWords } from '../words/words.js';

type Name = { 'zh-CN': string; en: string };

/** What of a rulebook its pages name. */
interface WrittenRules {
  kinds: Record<string, { name: Name; clocks: { id: string; name: Name; clause: string }[] }>;
  departments: Record<string, Name>;
  tiers: { id: string; name: Name }[];
  clauses: Record<string, { text: Name }>;
}

/** What the ids of a version of a rulebook are called; an id stays one until that is known. */
export function useRuleNames(name: string, version: string) {
  const { language } = useWords();
  const { data } = $api.useQuery(
    'get',
    '/v1/rulebooks/{name}/{version}',
    { params: { path: { name, version } } },
    { staleTime: Infinity },
  );
  const rules = data as WrittenRules | undefined;
  const named = (of: Name | undefined, id: string) => of?.[language] ?? id;
  const list = (of: [string, Name][] = []) => of.map(([id, text]) => ({ id, name: text[language] }));
  return {
    /** A deadline by the id of its rule, which may have a number behind it. */
    clock: (id: string) => {
      const rule = id.replace(/[#:.~]\d+$/, '');
      const clocks = Object.values(rules?.kinds ?? {}).flatMap((kind) => kind.clocks);
      return named(clocks.find((one) => one.id === id || one.id === rule)?.name, id);
    },
    kind: (id: string) => named(rules?.kinds[id]?.name, id),
    department: (id: string) => named(rules?.departments[id], id),
    clause: (id: string) => rules?.clauses[id]?.text[language] ?? '',
    kinds: list(Object.entries(rules?.kinds ?? {}).map(([id, { name: text }]) => [id, text])),
    departments: list(Object.entries(rules?.departments ?? {})),
    tiers: list(rules?.tiers.map((tier) => [tier.id, tier.name])),
  };
}
