import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Language, Text } from '../../domain/text.js';
import { administratorRole } from '../permission/caller.js';

/** No rulebook names it. */
const administrator: Text = { 'zh-CN': '管理员', en: 'administrator' };

/** What roles and departments are called in a language; an id that no rulebook names stays as it is. */
export function namesOfPosts(
  rulebooks: Rulebook[],
  language: Language,
): { role(id: string): string; department(id: string): string } {
  const named = (find: (rulebook: Rulebook) => Text | undefined, id: string) =>
    rulebooks.map(find).find((name) => name !== undefined)?.[language] ?? id;
  return {
    role: (id) => (id === administratorRole ? administrator[language] : named(({ roles }) => roles[id]?.name, id)),
    department: (id) => named(({ departments }) => departments[id], id),
  };
}
