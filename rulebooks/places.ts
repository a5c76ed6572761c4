import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node, type Pair } from 'yaml';

/** The way to a value in a rulebook: keys and list places, as in ['kinds', 'repair', 'clocks', 0, 'limit']. */
export type Path = (string | number)[];

/** What a check calls when something is wrong at `path`. */
export type Report = (path: Path, zh: string, en: string) => void;

/** A YAML text with its values and the line each of them is written on. */
export class Places {
  readonly value: unknown;
  readonly syntaxFaults: { line: number; words: string }[];
  private readonly lines = new LineCounter();
  private readonly document: Document.Parsed;

  constructor(text: string) {
    this.document = parseDocument(text, { merge: true, lineCounter: this.lines });
    this.syntaxFaults = this.document.errors.map((error) => ({ line: this.lines.linePos(error.pos[0]).line, words: error.message.split('\n')[0]! }));
    this.value = this.syntaxFaults.length ? undefined : this.document.toJS();
  }

  /** The line (from 1) of the value, of its key where it has one, or of the nearest thing around it that is written down. */
  lineOf(path: Path): number {
    let node: unknown = this.document.contents;
    let start = startOf(node) ?? 0;
    for (const step of path) {
      const found = this.step(node, step);
      if (!found) break;
      start = found.start ?? start;
      node = found.node;
    }
    return this.lines.linePos(start).line;
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
