const instant = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z`;

/** A text with holes: what stands in them is given for each copy. */
export class Stencil {
  constructor(
    private readonly parts: readonly string[],
    private readonly holes: readonly number[],
  ) {}

  /** Whether every copy reads the same. */
  get isFixed(): boolean {
    return this.holes.length === 0;
  }

  /** The text of a copy; `values` by hole. */
  textWith(values: readonly string[]): string {
    let text = this.parts[0]!;
    for (let at = 0; at < this.holes.length; at += 1) text += values[this.holes[at]!]! + this.parts[at + 1]!;
    return text;
  }
}

/**
 * Cuts holes into texts, the same ones into all: where one of the `literals` stands, named by its index, and where an
 * instant does (UTC ISO), which are counted on from them.
 */
export class StencilCutter {
  readonly instants: { hole: number; ms: number }[] = [];
  private readonly known = new Map<string, number>();
  private readonly pattern: RegExp;

  constructor(literals: readonly string[]) {
    for (const [hole, literal] of literals.entries()) this.known.set(literal, hole);
    const escaped = literals
      .toSorted((a, b) => b.length - a.length)
      .map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
    this.pattern = new RegExp(`${escaped.join('|')}|${instant}`, 'g');
  }

  cut(text: string): Stencil {
    const parts: string[] = [];
    const holes: number[] = [];
    let from = 0;
    for (const match of text.matchAll(this.pattern)) {
      parts.push(text.slice(from, match.index));
      holes.push(this.holeOf(match[0]));
      from = match.index + match[0].length;
    }
    return new Stencil([...parts, text.slice(from)], holes);
  }

  private holeOf(literal: string): number {
    let hole = this.known.get(literal);
    if (hole === undefined) {
      hole = this.known.size;
      this.known.set(literal, hole);
      this.instants.push({ hole, ms: Date.parse(literal) });
    }
    return hole;
  }
}
