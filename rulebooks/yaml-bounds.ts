import { Lexer, Parser } from 'yaml';
import type { Text } from '../domain/text.js';

/** How large and how deep a text of YAML may be. The largest rulebook that is shipped is at a tenth of it. */
export interface YamlBounds {
  characters: number;
  /** Parts divided by `---`: the files of a rulebook. */
  documents: number;
  /** Lists, maps and values within each other, as the parser counts them. */
  depth: number;
  /** Places that refer to an anchor. */
  aliases: number;
  /** Lexical pieces: keys, values, marks, line ends. */
  pieces: number;
}

export const yamlBounds: YamlBounds = {
  characters: 1024 * 1024,
  documents: 100,
  depth: 64,
  aliases: 2_000,
  pieces: 500_000,
};

/**
 * Which bound a text goes beyond, with the line; undefined where it keeps to all of them. Counts while it goes through
 * the text and gives up at the first, before anything is built of it.
 */
export function findYamlBound(
  text: string,
  bounds: YamlBounds = yamlBounds,
): { line: number; message: Text } | undefined {
  if (text.length > bounds.characters) return { line: 1, message: messageOf('characters', bounds) };
  const parser = new Parser();
  const counted = { documents: 0, depth: 0, aliases: 0, pieces: 0 };
  let ended = 0;
  for (const piece of new Lexer().lex(text)) {
    const start = parser.offset;
    for (const { type } of parser.next(piece)) if (type === 'document') ended += 1;
    counted.documents = ended + (parser.stack[0]?.type === 'document' ? 1 : 0);
    counted.depth = parser.stack.length;
    counted.pieces += 1;
    if (piece.startsWith('*')) counted.aliases += 1;
    const beyond = (Object.keys(counted) as (keyof typeof counted)[]).find((name) => counted[name] > bounds[name]);
    if (beyond) return { line: text.slice(0, start).split('\n').length, message: messageOf(beyond, bounds) };
  }
  return undefined;
}

function messageOf(bound: keyof YamlBounds, bounds: YamlBounds): Text {
  const most = bounds[bound];
  const [en, zh] = {
    characters: ['characters', '个字符'],
    documents: ["documents (divided by '---')", '个文档（以“---”分隔）'],
    depth: ['levels', '层嵌套'],
    aliases: ["aliases ('*name')", '处引用（“*名称”）'],
    pieces: ['keys, values and marks', '个键、值和符号'],
  }[bound];
  return {
    en: `The text has more than ${most} ${en}: divide it or write it more simply.`,
    'zh-CN': `文本超过 ${most} ${zh}，请拆分或简化。`,
  };
}
