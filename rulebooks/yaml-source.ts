import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  parseDocument,
  type Document,
  type Node,
  type Pair,
} from 'yaml';

/** The way to a value in a rulebook: keys and list places, as in ['kinds', 'repair', 'clocks', 0, 'limit']. */
export type KeyPath = (string | number)[];

/** What a check calls when something is wrong at `path`. */
export type ReportFault = (path: KeyPath, zh: string, en: string) => void;

/** How often what one anchor names may be unfolded, anchors within it counted. */
const maxAliasCount = 100;

/** A YAML document with its values and the line each of them is written on. */
export class YamlSource {
  readonly value: unknown;
  readonly syntaxFaults: { line: number; words: string }[];

  private constructor(
    private readonly document: Document.Parsed,
    private readonly lines: LineCounter,
  ) {
    this.syntaxFaults = document.errors.map((error) => ({
      line: lines.linePos(error.pos[0]).line,
      words: error.message.split('\n')[0]!,
    }));
    this.value = this.syntaxFaults.length ? undefined : this.toValue();
  }

  private toValue(): unknown {
    try {
      return this.document.toJS({ maxAliasCount });
    } catch (error) {
      // Aliases of aliases that would unfold without end.
      this.syntaxFaults.push({ line: 1, words: (error as Error).message.split('\n')[0]! });
      return undefined;
    }
  }

  /** A text that is one document. */
  static parse(text: string): YamlSource {
    const lines = new LineCounter();
    // merge: `<<` takes over the keys of an anchor, those written next to it win
    return new YamlSource(parseDocument(text, { merge: true, lineCounter: lines }), lines);
  }

  /** The documents of a text, divided by `---`; at least one. */
  static parseAll(text: string): YamlSource[] {
    const lines = new LineCounter();
    const documents = [...parseAllDocuments(text, { merge: true, lineCounter: lines })];
    return documents.length ? documents.map((document) => new YamlSource(document, lines)) : [YamlSource.parse(text)];
  }

  /**
   * The line (from 1) of the value, of its key where it has one, or of the nearest thing around it that is written
   * down.
   */
  lineOf(path: KeyPath): number {
    return this.reach(path).line;
  }

  /** The same, and how many steps of the way are written down here. */
  reach(path: KeyPath): { line: number; steps: number } {
    let node: unknown = this.document.contents;
    let start = startOf(node) ?? 0;
    let steps = 0;
    for (const step of path) {
      const found = this.step(node, step);
      if (!found) break;
      start = found.start ?? start;
      node = found.node;
      steps += 1;
    }
    return { line: this.lines.linePos(start).line, steps };
  }

  private step(node: unknown, step: string | number): { node: unknown; start: number | undefined } | undefined {
    const resolved = isAlias(node) ? node.resolve(this.document) : node;
    if (isSeq(resolved)) {
      const item = resolved.items[Number(step)];
      return item === undefined ? undefined : { node: item, start: startOf(item) };
    }
    if (!isMap(resolved)) return undefined;
    const own = resolved.items.find((pair) => keyOf(pair) === String(step));
    if (own) return { node: own.value, start: startOf(own.key) };
    const merged = resolved.items.find((pair) => isScalar(pair.key) && pair.key.source === '<<');
    return merged && this.step(merged.value, step);
  }
}

function keyOf(pair: Pair): string {
  return String(isScalar(pair.key) ? pair.key.value : pair.key);
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null)?.range?.[0];
}
