import type { Language } from '../domain/text.js';

/** The language a caller reads: zh-CN where Accept-Language asks for any Chinese before English, else English. */
export function languageOf(header: string | undefined): Language {
  if (!header) return 'en';
  const wishes = header
    .split(',', 20)
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const weight = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find((q) => q !== undefined);
      return { tag: tag.trim(), weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ tag, weight }) => weight > 0 && /^(zh|en)(-|$)/.test(tag))
    .sort((wish, other) => other.weight - wish.weight);
  return wishes[0]?.tag.startsWith('zh') ? 'zh-CN' : 'en';
}
